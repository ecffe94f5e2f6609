import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { TASK_QUEUE } from '../../contracts/names';
import { Processes } from '../../demo/processes';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { startTemporalServer } from '../../demo/temporal-server';
import { loadPayloadEncryption } from '../../configuration/settings/load-settings';
import { dataConverterFor } from '../../configuration/encryption/data-converter';
import { startStandIns, type StandIns, type StandInsOptions } from '../../standins/stand-ins';
import type { inventoryBucket } from '../../workflows';
import { Control } from './control';
import type { PreparationHandle } from './rig';
import { temporalCli } from './temporal';
import { WorkerProcess } from './worker-process';
import { WORKER_KEY } from './worker-key';

type Environment = Readonly<Record<string, string>>;

/** A real Temporal server and workers in separate processes, with stand-ins for the clouds. */
export interface ProcessRig {
  /** Converts data as workers with the settings of all workers do. */
  readonly client: Client;
  readonly standIns: StandIns;
  readonly control: Control;
  /** The Temporal server's, for example `127.0.0.1:7233`. */
  readonly address: string;
  /** That of its Web UI, for example `http://127.0.0.1:8233`. */
  readonly ui: string;
  /** Opens what is sealed in results. */
  readonly identity: string;
  /** The server's database and every log; the workers' home. */
  readonly folder: string;
  /** @param env further settings of this worker */
  startWorker(env?: Environment): WorkerProcess;
  /** A client with its own settings. */
  clientWith(env: Environment): Client;
  /** Starts a preparation under its own workflow ID. */
  prepare(input: unknown): Promise<PreparationHandle>;
  /** Starts an inventory. */
  takeInventory(bucket: string): Promise<WorkflowHandle<typeof inventoryBucket>>;
  stop(): Promise<void>;
}

/** @param workerEnv settings of all workers in addition to those of the stand-ins */
export async function startProcessRig(
  standInsOptions: StandInsOptions,
  workerEnv: Environment,
): Promise<ProcessRig> {
  const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-processes-'));
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  const processes = new Processes({ heedCtrlC: true });
  const [server, standIns] = await Promise.all([
    startTemporalServer(temporalCli(), folder, processes, { server: 0, ui: 0 }),
    startStandIns(standInsOptions),
  ]);
  const connection = await Connection.connect({ address: server.address });
  const clientWith = (env: Environment) =>
    new Client({
      connection,
      dataConverter: dataConverterFor(
        loadPayloadEncryption({ env: { HOME: folder, ...env }, workingFolder: folder }),
        'default',
      ),
    });
  const client = clientWith(workerEnv);
  const workers: WorkerProcess[] = [];
  const start = (type: string, input: unknown) =>
    client.workflow.start(type, {
      workflowId: `${type}/${randomUUID()}`,
      taskQueue: TASK_QUEUE,
      args: [input],
    });
  return {
    client,
    clientWith,
    standIns,
    control: new Control(standIns),
    address: server.address,
    ui: server.ui,
    identity,
    folder,
    startWorker(env = {}) {
      const worker = new WorkerProcess({
        folder,
        logFile: join(folder, 'worker.log'),
        env: {
          ...workerEnvironment(standIns.summary, recipient, WORKER_KEY),
          TEMPORAL_ADDRESS: server.address,
          // Several workers run on one machine: none may ask for a fixed port.
          PREP_HTTP_PORT: '0',
          ...workerEnv,
          ...env,
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
      await connection.close();
      await processes.stop();
      await standIns.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
