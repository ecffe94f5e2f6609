import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { createActivities } from '../../activities/activities';
import { connectClouds, type Clouds } from '../../provisioning/clouds';
import { searchAttributesRegistered } from '../../configuration/temporal/search-attributes';
import { approveSignal } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { Settings } from '../../contracts/settings';
import type { Phase, PreparationStatus } from '../../contracts/runs/status';
import { webUiAt } from '../../contracts/runs/web-ui';
import { connectPreparationRuns } from '../../worker/preparation-runs';
import { connectRunHistory } from '../../worker/run-history';
import { resultReader } from '../../worker/reports/result-reader';
import { WorkerKeys } from '../../provisioning/trust/worker-keys';
import {
  startStandIns,
  type StandIns,
  type StandInsOptions,
  type StandInsSummary,
} from '../../standins/stand-ins';
import type { migrateBucket, prepareMigration } from '../../workflows';
import { statusOf } from './answered';
import { settingsFor } from './settings';
import { createWorker, startTemporal } from './temporal';
import { until } from './until';

export { until };

export type PreparationHandle = WorkflowHandle<typeof prepareMigration>;
export type MigrationHandle = WorkflowHandle<typeof migrateBucket>;

/** The whole product in one process: a real Temporal server, a real worker, and stand-ins for the clouds. */
export interface Rig {
  readonly temporal: TestWorkflowEnvironment;
  readonly client: Client;
  readonly standIns: StandIns;
  readonly settings: Settings;
  /** As the worker is connected to them. */
  readonly clouds: Clouds;
  /** Opens what is sealed in results. */
  readonly identity: string;
  /** Starts a preparation under its own workflow ID. */
  prepare(input: unknown, workflowId?: string): Promise<PreparationHandle>;
  /** Starts the migration of what a run prepared. */
  migrate(input: unknown, workflowId?: string): Promise<MigrationHandle>;
  /** Does something while no worker runs, and starts one again. */
  withoutWorker(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param adjust changes the worker's settings before it starts
 * @param uiPort port of Temporal's Web UI; none is served without one
 * @param through changes what the worker reaches the clouds with
 * @param serverArgs further arguments of the Temporal server
 */
export async function startRig(
  standInsOptions: StandInsOptions,
  adjust: (settings: Settings, standIns: StandInsSummary) => Settings = (settings) => settings,
  uiPort?: number,
  through: (clouds: Clouds) => Clouds = (clouds) => clouds,
  serverArgs: readonly string[] = [],
): Promise<Rig> {
  const identity = await generateIdentity();
  const [temporal, standIns] = await Promise.all([
    startTemporal(uiPort, undefined, serverArgs),
    startStandIns(standInsOptions),
  ]);
  const { summary } = standIns;
  const settings = adjust(settingsFor(summary, [await identityToRecipient(identity)]), summary);
  const clouds = through(connectClouds(settings));
  const webUi = webUiAt(undefined, temporal.address);
  const history = connectRunHistory(temporal.nativeConnection, 'default', {});
  const runs = connectPreparationRuns(temporal.nativeConnection, 'default', {});
  const results = resultReader(temporal.nativeConnection, 'default', {}, new WorkerKeys(settings.trust));
  const searchable = async () =>
    (await searchAttributesRegistered(temporal.nativeConnection, 'default')) && 'everything';
  const startWorker = async (): Promise<() => Promise<void>> => {
    const worker = await createWorker(
      temporal,
      createActivities({ settings, clouds, history, runs, results, webUi, searchable }),
      { language: settings.language },
    );
    const running = worker.run();
    return () => {
      worker.shutdown();
      return running;
    };
  };
  let stopWorker = await startWorker();
  return {
    temporal,
    client: temporal.client,
    standIns,
    settings,
    clouds,
    identity,
    prepare: (input, workflowId = `run/${randomUUID()}`) =>
      temporal.client.workflow.start('prepareMigration', {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [input],
      }) as Promise<PreparationHandle>,
    migrate: (input, workflowId = `run/${randomUUID()}`) =>
      temporal.client.workflow.start('migrateBucket', {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [input],
      }) as Promise<MigrationHandle>,
    async withoutWorker(work) {
      await stopWorker();
      await work();
      stopWorker = await startWorker();
    },
    async stop() {
      await stopWorker();
      await temporal.teardown();
      await standIns.stop();
    },
  };
}

export type PreparationInput = ReturnType<typeof inputFor>;

/** What else an input says. */
export interface InputParts {
  readonly source?: object;
  readonly destination?: object;
  readonly ramUser?: object;
  readonly [member: string]: unknown;
}

/** An input with a destination and a RAM user of its own, so that tests do not interfere. */
export function inputFor(name: string, { source, destination, ramUser, ...more }: InputParts = {}) {
  return {
    source: { bucket: 'photos', ...source },
    destination: { bucket: `${name}-oss`, ...destination },
    ramUser: { name: `mgw-${name}`, ...ramUser },
    ...more,
  };
}

/** Approves a plan or a launch as soon as there is one. */
export async function approve(
  handle: PreparationHandle | MigrationHandle,
  approver = 'li.wei',
): Promise<void> {
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver });
}

/** Waits until a preparation is in a phase; fails at once if it stopped in another. */
export async function untilPhase(
  handle: PreparationHandle | MigrationHandle,
  phase: Phase['name'],
): Promise<PreparationStatus> {
  let seen = 'nothing';
  return until(
    async () => {
      const status = await statusOf(handle);
      if (status === undefined) {
        return undefined;
      }
      seen = JSON.stringify(status.phase);
      if (status.phase.name === phase) {
        return status;
      }
      const stopped = status.phase.name === 'finished' || status.phase.name === 'action required';
      if (stopped || (await handle.describe()).status.name !== 'RUNNING') {
        throw new Error(`The run stopped before it was "${phase}": ${seen}`);
      }
      return undefined;
    },
    { wanted: () => `${handle.workflowId} to be "${phase}"; last seen was ${seen}` },
  );
}
