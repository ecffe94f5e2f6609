import type { RuntimeOptions } from '@temporalio/worker';
import type { WorkerSettings } from '../configuration/settings/loaded-settings';

/** The metrics endpoint cannot listen on the configured address. */
class MetricsAddressError extends Error {
  override readonly name = 'MetricsAddressError';
}

type TelemetryOptions = NonNullable<RuntimeOptions['telemetryOptions']>;

/**
 * The SDK's own Prometheus exporter, on a separate port: http://HOST:METRICS_PORT/metrics. It counts tasks,
 * latencies, failures and slots; our only labels are names of workflows and activities.
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
          },
        },
      };
}

/** Explains why the SDK's runtime, and with it the exporter, did not start. */
export function explainMetricsFailure(error: unknown, { httpHost, metricsPort }: WorkerSettings): unknown {
  const { message = '' } = Object(error) as { message?: string };
  if (!/prometheus|metrics/i.test(message)) {
    return error;
  }
  const reason = /in use/i.test(message) ? 'another program listens there' : 'the address cannot be used';
  return new MetricsAddressError(
    `The metrics cannot be served on ${httpHost}:${metricsPort}: ${reason}. Set worker.metrics_port (PREP_METRICS_PORT) otherwise; 0 turns them off.`,
  );
}
