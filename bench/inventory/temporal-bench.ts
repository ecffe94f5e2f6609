import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Attested } from '../../contracts/approval/attested';
import type { InventoryResult } from '../../contracts/listing/inventory';
import { TASK_QUEUE } from '../../contracts/names';
import { Processes } from '../../demo/processes';
import { startTemporalServer, workerIsPolling } from '../../demo/temporal-server';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import { BUCKET } from './list-server-process';
import { prep, productEnvironment } from './tools';

/** An inventory that a worker took. */
export interface WorkerInventory {
  /** From the workflow's start to its close, by the server's clock. */
  readonly seconds: number;
  readonly historyEvents: number;
  readonly result: InventoryResult;
}

/** Settings of the other clouds that a worker requires; an inventory does not use them. */
const UNUSED_CLOUDS = {
  ALIBABA_ACCOUNT_ID: '1234567890123456',
  ALIBABA_REGION: 'cn-beijing',
  ALIBABA_ACCESS_KEY_ID: 'unused',
  ALIBABA_ACCESS_KEY_SECRET: 'unused',
  PREP_TRUST_KEYS: makeWorkerKey().secret.reveal(),
};

/** A real Temporal dev server, and workers as processes of their own. */
export class TemporalBench {
  readonly #folder: string;
  readonly #processes: Processes;
  readonly #address: string;
  readonly #client: Client;
  readonly #workers: ChildProcess[] = [];
  #inventories = 0;

  private constructor(folder: string, processes: Processes, address: string, client: Client) {
    this.#folder = folder;
    this.#processes = processes;
    this.#address = address;
    this.#client = client;
  }

  static async start(): Promise<TemporalBench> {
    const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-bench-'));
    const processes = new Processes({ heedCtrlC: true });
    const cli = process.env['TEMPORAL_CLI'] ?? 'temporal';
    const { address } = await startTemporalServer(cli, folder, processes, { server: 0, ui: 0 });
    const client = new Client({ connection: await Connection.connect({ address }) });
    return new TemporalBench(folder, processes, address, client);
  }

  /**
   * Starts `prep worker`, with an empty home folder, and waits until it polls for work.
   *
   * @param slices into how many a large inventory is dealt at once
   */
  async startWorker(endpoint: string, concurrency: number, slices = 1): Promise<ChildProcess> {
    const log = openSync(join(this.#folder, 'worker.log'), 'a');
    const [program, ...args] = prep('worker');
    const worker = spawn(program, args, {
      cwd: this.#folder,
      env: {
        PATH: process.env['PATH'],
        HOME: this.#folder,
        ...productEnvironment(endpoint),
        ...UNUSED_CLOUDS,
        TEMPORAL_ADDRESS: this.#address,
        PREP_INVENTORY_CONCURRENCY: String(concurrency),
        PREP_INVENTORY_PARALLEL_SLICES: String(slices),
        PREP_HTTP_PORT: '0',
        PREP_METRICS_PORT: '0',
      },
      stdio: ['ignore', log, log],
    });
    this.#workers.push(worker);
    await workerIsPolling(this.#address, TASK_QUEUE);
    return worker;
  }

  /** Has the workers take an inventory of the served bucket. */
  async takeInventory(): Promise<WorkerInventory> {
    const handle = await this.#client.workflow.start('inventoryBucket', {
      workflowId: `inventory/${BUCKET}/${++this.#inventories}`,
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: BUCKET } }],
    });
    const { value: result } = (await handle.result()) as Attested<InventoryResult>;
    const { startTime, closeTime, historyLength } = await handle.describe();
    return {
      seconds: ((closeTime ?? new Date()).getTime() - startTime.getTime()) / 1000,
      historyEvents: historyLength,
      result,
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => ended(worker, 'SIGTERM')));
    await this.#client.connection.close();
    await this.#processes.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Ends a process by a signal and waits until it is gone. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}
