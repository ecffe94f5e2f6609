import { hostname } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { Runtime, type NativeConnection, type Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/activities';
import { connectClouds } from '../provisioning/clouds';
import { WorkerKeys } from '../provisioning/trust/worker-keys';
import { TASK_QUEUE } from '../contracts/names';
import { webUiAt } from '../contracts/runs/web-ui';
import type { LoadedSettings, WorkerSettings } from '../configuration/settings/loaded-settings';
import { searchAttributesRegistered } from '../configuration/temporal/search-attributes';
import type { TemporalTarget } from '../configuration/temporal/temporal-target';
import { TolerantWorker } from './decoding/tolerant-worker';
import { bundledConverters, workerDataConverter } from './decoding/worker-converters';
import { dataConverterFor } from '../configuration/encryption/data-converter';
import { connectPreparationRuns } from './preparation-runs';
import { connectRunHistory } from './run-history';
import { resultReader } from './reports/result-reader';
import { bundledLanguage, bundleWorkflows } from './workflow-bundle';

/** Activities that ignore their cancellation are abandoned this long after the grace time. */
const FORCE_AFTER_GRACE_MS = 15_000;

/**
 * Heartbeats reach the server this often at most. They are the checkpoints of a listing, so this is the work that a
 * killed worker loses; by the SDK's default it would be 80 % of the heartbeat timeout.
 */
const HEARTBEAT_EVERY_MS = 250;

/** Bytes of the heap for each run that a worker holds in memory, and beside them. */
const [HEAP_OF_RUN, HEAP_BESIDE] = [1.25e6, 100e6];
/** More runs in memory would make collecting garbage take seconds, in which no run of the worker goes on. */
const MAX_RUNS_HELD = 1000;
const MIN_RUNS_HELD = 10;

/** How the server and the histories name this worker. */
export const WORKER_IDENTITY = `ks3-oss-prep worker ${process.pid}@${hostname()}`;

/**
 * A worker of the task queue with the workflows and, connected to the configured clouds, the activities.
 *
 * @throws WorkflowBundleError
 */
export async function createPreparationWorker(
  { settings, worker, encryption }: LoadedSettings,
  target: TemporalTarget,
  connection: NativeConnection,
): Promise<Worker> {
  const { maxConcurrentActivities, shutdownGraceMs } = worker;
  const { logger } = Runtime.instance();
  logger.info(`Connected to ${target.address}; bundling the workflows`);
  return TolerantWorker.create({
    connection,
    namespace: target.namespace,
    taskQueue: TASK_QUEUE,
    identity: WORKER_IDENTITY,
    dataConverter: workerDataConverter(encryption, target.namespace, (message) => {
      logger.warn(message);
    }),
    workflowBundle: await bundleWorkflows(logger, {
      ...bundledConverters(encryption),
      ...bundledLanguage(settings.language),
    }),
    activities: createActivities({
      settings,
      clouds: connectClouds(settings),
      history: connectRunHistory(
        connection,
        target.namespace,
        dataConverterFor(encryption, target.namespace),
      ),
      runs: connectPreparationRuns(
        connection,
        target.namespace,
        dataConverterFor(encryption, target.namespace),
      ),
      results: resultReader(
        connection,
        target.namespace,
        dataConverterFor(encryption, target.namespace),
        new WorkerKeys(settings.trust),
      ),
      searchable: async () =>
        (await searchAttributesRegistered(connection, target.namespace)) &&
        (encryption.keys.length > 0 ? 'phase' : 'everything'),
      webUi: webUiAt(worker.webUi ?? undefined, target.address),
    }),
    maxConcurrentActivityTaskExecutions: maxConcurrentActivities,
    maxCachedWorkflows: runsHeld(getHeapStatistics().heap_size_limit),
    maxHeartbeatThrottleInterval: HEARTBEAT_EVERY_MS,
    shutdownGraceTime: shutdownGraceMs,
    shutdownForceTime: shutdownGraceMs + FORCE_AFTER_GRACE_MS,
    ...versioning(worker),
  });
}

/**
 * How many runs a worker holds in memory. Any other is replayed from its history once something happens to it.
 *
 * @param heap bytes that the heap may have
 */
export function runsHeld(heap: number): number {
  const room = Math.floor((heap - HEAP_BESIDE) / HEAP_OF_RUN);
  return Math.min(MAX_RUNS_HELD, Math.max(MIN_RUNS_HELD, room));
}

function versioning({ deployment }: WorkerSettings): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  return deployment === null
    ? {}
    : {
        workerDeploymentOptions: {
          version: { deploymentName: deployment.name, buildId: deployment.buildId },
          useWorkerVersioning: true,
          // Runs wait for days for an approval: they continue with the newest code, which replay tests keep
          // compatible.
          defaultVersioningBehavior: 'AUTO_UPGRADE',
        },
      };
}
