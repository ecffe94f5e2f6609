import { Runtime, type Worker } from '@temporalio/worker';
import { connectClouds } from '../provisioning/clouds';
import { WorkerKeys } from '../provisioning/trust/worker-keys';
import { wordsOf } from '../presentation/words/words';
import type { Settings } from '../contracts/settings';
import { loadSettings } from '../configuration/settings/load-settings';
import type { LoadedSettings } from '../configuration/settings/loaded-settings';
import { connectNatively } from './native-connection';
import { createPreparationWorker } from './preparation-worker';
import { announceStart } from './start-announcement';
import { listenForStop } from './stop-signals';
import { loadTemporalTarget } from '../configuration/temporal/temporal-target';
import type { SweepTools } from './sweep/sweep-expired';
import { reportExpiries, reportOpenRuns } from './metrics';
import { countOpenRuns } from './open-runs';
import { sweepUntil } from './sweep/sweep-loop';
import { startWorkerHttp, type Running } from './worker-http';
import { installRuntime } from './worker-runtime';

/** How to run a worker. */
export interface RunWorkerOptions {
  readonly env: NodeJS.ProcessEnv;
  /** A configuration file instead of the usual ones. */
  readonly configFile?: string | undefined;
  /** Stops the worker when it aborts. Default: at SIGINT or SIGTERM. */
  readonly stop?: AbortSignal | undefined;
  /** Takes the log lines. Default: standard error. */
  readonly write?: ((line: string) => void) | undefined;
}

/**
 * Runs a worker of the task queue until it is told to stop: loads the configuration, connects, serves, and drains.
 * Resolves once it has stopped in an orderly way.
 *
 * @throws ConfigurationError, TemporalConnectionError, HttpAddressError, MetricsAddressError or WorkflowBundleError
 *   where it cannot start, each with what to do
 */
export async function runWorker(options: RunWorkerOptions): Promise<void> {
  if (options.stop !== undefined) {
    return serve(options, options.stop);
  }
  const requested = listenForStop();
  try {
    await serve(options, requested.signal);
  } finally {
    requested.release();
  }
}

async function serve(
  { env, configFile, write = toStandardError }: RunWorkerOptions,
  stop: AbortSignal,
): Promise<void> {
  const loaded = await loadSettings({ file: configFile, env });
  const target = loadTemporalTarget(env);
  const running: Running = { connection: null, worker: null };
  const http = await startWorkerHttp(loaded, target, running, write);
  try {
    installRuntime(loaded, write);
    running.connection = await connectNatively(target, env);
    running.worker = await createPreparationWorker(loaded, target, running.connection);
    const started = () => announceStart(loaded, target, http?.url ?? 'off');
    const place = { connection: running.connection, namespace: target.namespace };
    await runUntil(stop, running.worker, loaded, started, place);
  } finally {
    await http?.close();
    await running.connection?.close();
  }
}

async function runUntil(
  stop: AbortSignal,
  worker: Worker,
  { settings, worker: { shutdownGraceMs, metricsPort } }: LoadedSettings,
  started: () => void,
  place: Parameters<typeof countOpenRuns>[1],
): Promise<void> {
  const { logger } = Runtime.instance();
  const running = worker.run();
  const sweeps = new AbortController();
  const sweeping = sweepUntil(sweeps.signal, { ...sweepTools(settings), report: reportExpiries }, logger);
  const counting = metricsPort === 0 ? undefined : countOpenRuns(sweeps.signal, place, reportOpenRuns);
  const shutDown = () => {
    const grace = wordsOf('en').duration(shutdownGraceMs);
    logger.info(`Stopping (${String(stop.reason)}): no new work; running activities have ${grace} to finish`);
    worker.shutdown();
  };
  started();
  if (stop.aborted) {
    shutDown();
  }
  stop.addEventListener('abort', shutDown, { once: true });
  try {
    await running;
    logger.info('The worker has stopped');
  } finally {
    stop.removeEventListener('abort', shutDown);
    sweeps.abort();
    await Promise.all([sweeping, counting]);
  }
}

function sweepTools(settings: Settings): Omit<SweepTools, 'now'> {
  return { settings, clouds: connectClouds(settings), keys: new WorkerKeys(settings.trust) };
}

function toStandardError(line: string): void {
  process.stderr.write(line);
}
