import { say } from '../../presentation/words/words';
import { randomUUID } from 'node:crypto';
import type { Worker } from '@temporalio/worker';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Client } from '@temporalio/client';
import { createActivities } from '../../activities/activities';
import { connectClouds } from '../../provisioning/clouds';
import type { ApprovalEvent } from '../../contracts/approval/approval';
import { auditQuery, planQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { ApprovalPolicy, Settings } from '../../contracts/settings';
import { connectPreparationRuns } from '../../worker/preparation-runs';
import { connectRunHistory, type HistoryConnection } from '../../worker/run-history';
import { startStandIns, type StandInsSummary } from '../../standins/stand-ins';
import { Control } from './control';
import { inputFor, untilPhase, type PreparationHandle } from './rig';
import { settingsFor } from './settings';
import type { SshSigner } from './ssh-signer';
import { createWorker, startTemporal } from './temporal';

/** What of the configuration a worker is started with that is not as usual. */
export interface WorkerChanges {
  readonly approval?: Partial<ApprovalPolicy>;
  readonly recipients?: readonly string[];
  readonly settings?: Partial<Settings>;
  /** Changes what the worker reads histories with. */
  readonly history?: (connection: HistoryConnection) => HistoryConnection;
}

/** The whole product, with a worker that can be stopped and started again with another configuration. */
export interface ApprovalRig {
  readonly client: Client;
  /** The same, as somebody else. */
  clientOf(name: string): Client;
  readonly control: Control;
  readonly standIns: StandInsSummary;
  /** Opens what is sealed to the usual recipient. */
  readonly identity: string;
  /** Ends the worker that runs, and starts one with this configuration. */
  work(changes?: WorkerChanges): Promise<void>;
  stopWorking(): Promise<void>;
  /** Starts a preparation with a destination and a RAM user of its own. */
  prepare(name: string, more?: Readonly<Record<string, unknown>>): Promise<PreparationHandle>;
  stop(): Promise<void>;
}

const asItIs = (connection: HistoryConnection) => connection;

export async function startApprovalRig(): Promise<ApprovalRig> {
  const identity = await generateIdentity();
  const usual = [await identityToRecipient(identity)];
  const buckets = [{ name: 'photos', synthetic: 'hex:20' }] as const;
  const [temporal, standIns] = await Promise.all([startTemporal(), startStandIns({ buckets: [...buckets] })]);
  let running: { worker: Worker; ended: Promise<void> } | null = null;

  async function stopWorking(): Promise<void> {
    const stopped = running;
    running = null;
    stopped?.worker.shutdown();
    await stopped?.ended;
  }

  return {
    client: temporal.client,
    clientOf: (name) => new Client({ connection: temporal.connection, identity: name }),
    control: new Control(standIns),
    standIns: standIns.summary,
    identity,
    stopWorking,
    async work({ approval, recipients = usual, settings: others, history: through = asItIs } = {}) {
      await stopWorking();
      const base = settingsFor(standIns.summary, recipients);
      const settings = { ...base, ...others, approval: { ...base.approval, ...approval } };
      const history = connectRunHistory(through(temporal.nativeConnection), 'default', {});
      const runs = connectPreparationRuns(temporal.nativeConnection, 'default', {});
      const activities = createActivities({ settings, clouds: connectClouds(settings), history, runs });
      const worker = await createWorker(temporal, activities);
      running = { worker, ended: worker.run() };
    },
    prepare: (name, more = {}) =>
      temporal.client.workflow.start('prepareMigration', {
        workflowId: `run/${name}-${randomUUID()}`,
        taskQueue: TASK_QUEUE,
        args: [inputFor(name, more)],
      }) as Promise<PreparationHandle>,
    async stop() {
      await stopWorking();
      await temporal.teardown();
      await standIns.stop();
    },
  };
}

/** Waits for the plan of a preparation. */
export async function plannedBy(handle: PreparationHandle): Promise<{ runId: string; planDigest: string }> {
  const { runId } = await untilPhase(handle, 'waiting for approval');
  const planDigest = (await handle.query(planQuery))?.digest ?? '';
  return { runId, planDigest };
}

/** The message of somebody who approves the plan that waits now, signed. */
export async function signedBy(
  signer: SshSigner,
  approver: string,
  handle: PreparationHandle,
  more: { decision?: 'approve' | 'reject'; comment?: string } = {},
): Promise<ReturnType<SshSigner['decide']>> {
  const planned = await plannedBy(handle);
  const { workflowId } = handle;
  const signedAt = new Date().toISOString();
  return signer.decide({
    decision: 'approve',
    comment: 'checked',
    ...more,
    ...planned,
    workflowId,
    approver,
    signedAt,
  });
}

/** What happened at the gate, without when. */
export async function eventsOf(handle: PreparationHandle): Promise<ApprovalEvent[]> {
  return [...(await handle.query(auditQuery)).events];
}

/** Why messages were refused, in their order. */
export async function refusalsOf(handle: PreparationHandle): Promise<string[]> {
  return (await eventsOf(handle)).flatMap((event) =>
    event.kind === 'refused' ? [say('en', event.refusal.reason)] : [],
  );
}
