import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { TASK_QUEUE } from '../../contracts/names';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns, type StandInsOptions } from '../../standins/stand-ins';
import type { inventoryBucket } from '../../workflows';
import { Control } from './control';
import type { PreparationHandle } from './rig';
import { startTemporal } from './temporal';
import { WorkerProcess } from './worker-process';

/** A real Temporal server and stand-ins for the clouds, with workers that are processes of their own. */
export interface ProcessRig {
  readonly client: Client;
  readonly standIns: StandIns;
  readonly control: Control;
  /** Opens what is sealed in results. */
  readonly identity: string;
  startWorker(): WorkerProcess;
  /** Starts a preparation under a workflow ID of its own. */
  prepare(input: unknown): Promise<PreparationHandle>;
  /** Starts an inventory alone. */
  takeInventory(bucket: string): Promise<WorkflowHandle<typeof inventoryBucket>>;
  stop(): Promise<void>;
}

/** @param workerEnv settings of the workers beside those that name the stand-ins */
export async function startProcessRig(
  standInsOptions: StandInsOptions,
  workerEnv: Readonly<Record<string, string>>,
): Promise<ProcessRig> {
  const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-workers-'));
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  const [temporal, standIns] = await Promise.all([startTemporal(), startStandIns(standInsOptions)]);
  const { client } = temporal;
  const workers: WorkerProcess[] = [];
  const start = (type: string, input: unknown) =>
    client.workflow.start(type, {
      workflowId: `${type}/${randomUUID()}`,
      taskQueue: TASK_QUEUE,
      args: [input],
    });
  return {
    client,
    standIns,
    control: new Control(standIns),
    identity,
    startWorker() {
      const worker = new WorkerProcess({
        folder,
        logFile: join(folder, 'worker.log'),
        env: {
          ...workerEnvironment(standIns.summary, recipient),
          TEMPORAL_ADDRESS: temporal.address,
          // Several workers run on one machine: none may ask for a fixed port.
          PREP_HTTP_PORT: '0',
          ...workerEnv,
        },
      });
      workers.push(worker);
      return worker;
    },
    prepare: (input) => start('prepareMigration', input) as Promise<PreparationHandle>,
    takeInventory: (bucket) =>
      start('inventoryBucket', { source: { bucket } }) as Promise<WorkflowHandle<typeof inventoryBucket>>,
    async stop() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await temporal.teardown();
      await standIns.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
