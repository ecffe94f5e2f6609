import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../contracts/runs/search-attributes';
import { portOrFree } from './free-ports';
import type { Processes } from './processes';

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 100;
/** `temporal.api.enums.v1.TaskQueueType`. */
const TASK_QUEUE_TYPE_WORKFLOW = 1;

/** The preferred ports, or any free one if in use; 0 for any free one. */
export interface WantedPorts {
  readonly server: number;
  readonly ui: number;
}

const USUAL_PORTS: WantedPorts = { server: 7233, ui: 8233 };

export interface TemporalServer {
  /** For example `127.0.0.1:7233`. */
  readonly address: string;
  /** For example `http://127.0.0.1:8233`. */
  readonly ui: string;
}

/** Starts a Temporal dev server with its Web UI and a database file in `folder`, and waits until it answers. */
export async function startTemporalServer(
  cli: string,
  folder: string,
  processes: Processes,
  wanted = USUAL_PORTS,
): Promise<TemporalServer> {
  const port = await portOrFree(wanted.server);
  const uiPort = await portOrFree(wanted.ui);
  const log = openSync(join(folder, 'temporal.log'), 'a');
  let ended: number | null | undefined;
  processes.start(
    cli,
    ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)].concat([
      '--db-filename',
      join(folder, 'temporal.db'),
      '--log-level',
      'warn',
      ...SEARCH_ATTRIBUTES.flatMap(({ name, type }) => [
        '--search-attribute',
        `${name}=${type === 'BOOL' ? 'Bool' : 'Keyword'}`,
      ]),
    ]),
    process.env,
    ['ignore', log, log],
    (code) => {
      ended = code;
    },
  );
  const server = { address: `127.0.0.1:${port}`, ui: `http://127.0.0.1:${uiPort}` };
  for (const deadline = Date.now() + READY_WITHIN_MS; ;) {
    if (await answers(server.address)) {
      return server;
    }
    if (ended !== undefined || Date.now() > deadline) {
      throw new Error(
        `The Temporal server did not start; what it said is in ${join(folder, 'temporal.log')}`,
      );
    }
  }
}

/** Waits until a worker asks the task queue for work. */
export async function workerIsPolling(address: string, taskQueue: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(ASK_EVERY_MS)) {
      const { pollers } = await connection.workflowService.describeTaskQueue({
        namespace: 'default',
        taskQueue: { name: taskQueue },
        taskQueueType: TASK_QUEUE_TYPE_WORKFLOW,
      });
      if (pollers.length > 0) {
        return;
      }
    }
    throw new Error('The worker did not begin to ask for work');
  } finally {
    await connection.close();
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 500 });
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}
