import { Runtime, type RuntimeOptions } from '@temporalio/worker';
import type { WorkerSettings } from '../configuration/settings/loaded-settings';
import { SaidError } from '../presentation/words/said-error';
import { phrase } from '../presentation/words/words';
import type { OpenRuns } from './open-runs';

/** The metrics endpoint cannot listen on the configured address. */
class MetricsAddressError extends SaidError {
  override readonly name = 'MetricsAddressError';
}

type TelemetryOptions = NonNullable<RuntimeOptions['telemetryOptions']>;

/** Seconds: a minute, 5 and 15, then 1, 4 and 8 hours, then 1, 2, 3 and 7 days. */
const APPROVAL_WAIT_BOUNDS = [60, 300, 900, 3600, 14_400, 28_800, 86_400, 172_800, 259_200, 604_800];

/**
 * The SDK's own Prometheus exporter, on a separate port: http://HOST:METRICS_PORT/metrics. It counts tasks,
 * latencies, failures and slots, and what this product adds: `prep_…` (docs/production.md). No label names a bucket, a
 * user or a run.
 */
export function metricsOptions({ httpHost, metricsPort }: WorkerSettings): Pick<TelemetryOptions, 'metrics'> {
  const host = httpHost === 'localhost' ? '127.0.0.1' : httpHost;
  const bindAddress = `${host.includes(':') ? `[${host}]` : host}:${metricsPort}`;
  return metricsPort === 0
    ? {}
    : {
        metrics: {
          prometheus: {
            bindAddress,
            countersTotalSuffix: true,
            unitSuffix: true,
            useSecondsForDurations: true,
            // The SDK's own bounds end at ten seconds, and a decision takes hours.
            histogramBucketOverrides: { prep_approval_wait_seconds: APPROVAL_WAIT_BOUNDS },
          },
        },
      };
}

const DAY_MS = 86_400_000;
/** Days left, from the shortest; each band ends below its limit. */
const BANDS = [
  ['expired', 0],
  ['1', 1],
  ['7', 7],
  ['30', 30],
  ['more', Infinity],
] as const;

/** Sets how many credentials are delivered, by the days that they have left. */
export function reportExpiries(expiries: readonly (number | null)[], now: number): void {
  const gauge = Runtime.instance().metricMeter.createGauge(
    'prep_credentials',
    'int',
    undefined,
    'Delivered credentials, by days left (less than): expired, 1, 7, 30, more, never.',
  );
  const bandOf = (until: number | null) =>
    until === null ? 'never' : BANDS.find(([, days]) => until - now < days * DAY_MS)?.[0];
  for (const days of [...BANDS.map(([name]) => name), 'never']) {
    gauge.set(expiries.filter((until) => bandOf(until) === days).length, { days_left: days });
  }
}

/** Sets how many runs are open in each phase. */
export function reportOpenRuns(counts: OpenRuns): void {
  const gauge = Runtime.instance().metricMeter.createGauge(
    'prep_runs_open',
    'int',
    undefined,
    'Open runs of the namespace, by phase.',
  );
  for (const [phase, count] of counts) {
    gauge.set(count, { phase });
  }
}

/** Explains why the SDK's runtime, and with it the exporter, did not start. */
export function explainMetricsFailure(error: unknown, { httpHost, metricsPort }: WorkerSettings): unknown {
  const { message = '' } = Object(error) as { message?: string };
  if (!/prometheus|metrics/i.test(message)) {
    return error;
  }
  const why = phrase(/in use/i.test(message) ? 'http.portTaken' : 'http.addressUnusable');
  return new MetricsAddressError(phrase('http.noMetrics', { address: `${httpHost}:${metricsPort}`, why }));
}
