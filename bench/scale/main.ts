import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import { decideUpdate, planQuery } from '../../contracts/messages';
import { preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import type { PreparationResult } from '../../contracts/runs/result';
import { Processes } from '../../demo/processes';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { startStandIns } from '../../standins/stand-ins';
import { markdownTable } from '../markdown-table';
import { benchFleet, raiseQuotas } from './fleet';
import { ProductionServer, type ServerPrograms } from './production-server';
import { until } from '../../demo/until';

const PREP = path.join(__dirname, '..', '..', 'client', 'main.js');
const NAMESPACE = 'prod';
const AT_ONCE = 20;
/** A run that waits for an approval has this many activities behind it, so it is looked at only so often. */
const WAIT_MS = 30 * 60_000;

/**
 * Many preparations at once on a Temporal server on PostgreSQL, with two workers: all of them start, wait for their
 * approval through a restart of database, server and workers (each killed at once), and are approved. With `--fleet N`, a
 * fleet of N buckets instead, on a development server.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100' },
      workers: { type: 'string', default: '2' },
      fleet: { type: 'string' },
      concurrency: { type: 'string', default: '20' },
      minutes: { type: 'string', default: '10' },
    },
  });
  if (values.fleet !== undefined) {
    await benchFleet({
      buckets: Number(values.fleet),
      workers: Number(values.workers),
      concurrency: Number(values.concurrency),
      minutes: Number(values.minutes),
    });
    return;
  }
  const runs = Number(values.runs);
  const workers = Number(values.workers);
  const folder = mkdtempSync(path.join(tmpdir(), 'prep-scale-'));
  const buckets = Array.from({ length: runs }, (_, at) => `bucket-${String(at).padStart(4, '0')}`);
  const standIns = await startStandIns({
    buckets: buckets.map((name) => ({ name, synthetic: 'hex:200' })),
  });
  await raiseQuotas(standIns, runs);
  const server = await ProductionServer.create(programs(), folder, NAMESPACE);
  const recipient = await identityToRecipient(await generateIdentity());
  const env = {
    ...process.env,
    ...workerEnvironment(standIns.summary, recipient, makeWorkerKey()),
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: NAMESPACE,
  };
  const startWorkers = () => {
    const processes = new Processes();
    for (let number = 1; number <= workers; number++) {
      const log = openSync(path.join(folder, `worker-${number}.log`), 'a');
      processes.start(process.execPath, [PREP, 'worker'], env, ['ignore', log, log], (code) => {
        console.error(`scale: worker ${number} ended (${code})`);
      });
    }
    return processes;
  };
  let processes = startWorkers();
  try {
    const before = server.databaseBytes();
    const asked = await connected(server, (client) => timed(() => startAll(client, buckets)));
    const waiting = await connected(server, (client) => timed(() => untilAllWait(client, buckets)));

    await processes.kill();
    await server.kill();
    const restarted = await timed(async () => {
      await server.start();
      processes = startWorkers();
      await connected(server, (client) => untilAllWait(client, buckets));
    });

    const approved = await connected(server, (client) => timed(() => approveAll(client, buckets)));
    const ended = await connected(server, (client) => timed(() => results(client, buckets)));
    const events = await connected(server, (client) => eventsOf(client, buckets[0] ?? ''));
    const perRun = (server.databaseBytes() - before) / runs;
    const prepared = ended.value.filter(({ outcome }) => outcome === 'prepared').length;
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    console.log(
      markdownTable(
        ['figure', 'measured'],
        [
          ['preparations', String(runs)],
          ['workers', String(workers)],
          ['all started after', seconds(asked.ms)],
          ['all wait for an approval after', seconds(asked.ms + waiting.ms)],
          ['all wait again after a restart of database, server and workers', seconds(restarted.ms)],
          ['all approved and ended after', seconds(approved.ms + ended.ms)],
          [
            'preparations a minute, from start to result',
            rate(runs, asked.ms + waiting.ms + approved.ms + ended.ms),
          ],
          ['prepared', `${prepared} of ${runs}`],
          ['history events of a preparation', String(events)],
          ['database growth a preparation', `${Math.round(perRun / 1024)} KiB`],
        ],
      ),
    );
    if (prepared !== runs) {
      process.exitCode = 1;
    }
  } finally {
    await processes.stop();
    await server.stop();
    await standIns.stop();
    if (process.exitCode === undefined || process.exitCode === 0) {
      rmSync(folder, { recursive: true, force: true });
    } else {
      console.error(`scale: the logs are in ${folder}`);
    }
  }
}

function rate(runs: number, ms: number): string {
  return (runs / (ms / 60_000)).toFixed(0);
}

async function connected<T>(server: ProductionServer, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await work(new Client({ connection, namespace: NAMESPACE }));
  } finally {
    await connection.close();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

function startAll(client: Client, buckets: readonly string[]): Promise<unknown> {
  return eachOf(buckets, (bucket) =>
    client.workflow.start('prepareMigration', {
      workflowId: preparationWorkflowId(bucket),
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket } }],
    }),
  );
}

function untilAllWait(client: Client, buckets: readonly string[]): Promise<unknown> {
  return eachOf(buckets, (bucket) => until(async () => (await planOf(client, bucket)) !== null, WAIT_MS));
}

function planOf(client: Client, bucket: string) {
  return client.workflow.getHandle(preparationWorkflowId(bucket)).query(planQuery);
}

function approveAll(client: Client, buckets: readonly string[]): Promise<unknown> {
  return eachOf(buckets, async (bucket) => {
    const planDigest = (await planOf(client, bucket))?.digest;
    const args: [unknown] = [{ decision: 'approve', approver: 'li.wei', planDigest }];
    await client.workflow.getHandle(preparationWorkflowId(bucket)).executeUpdate(decideUpdate, { args });
  });
}

function results(client: Client, buckets: readonly string[]): Promise<PreparationResult[]> {
  return eachOf(buckets, async (bucket) => {
    const handle = client.workflow.getHandle(preparationWorkflowId(bucket));
    return (await handle.result()) as PreparationResult;
  });
}

async function eventsOf(client: Client, bucket: string): Promise<number> {
  return (await client.workflow.getHandle(preparationWorkflowId(bucket)).describe()).historyLength;
}

/** Does something for each, some at a time. */
async function eachOf<T>(buckets: readonly string[], work: (bucket: string) => Promise<T>): Promise<T[]> {
  const left = buckets.map((bucket, at) => ({ bucket, at }));
  const done: T[] = [];
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      done[next.at] = await work(next.bucket);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return done;
}

/** The programs, from the environment or from where packages and `go install` put them. */
function programs(): ServerPrograms {
  const { env } = process;
  return {
    postgres: env['POSTGRES_BIN'] ?? execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim(),
    temporalServer: env['TEMPORAL_SERVER'] ?? 'temporal-server',
    temporalSqlTool: env['TEMPORAL_SQL_TOOL'] ?? 'temporal-sql-tool',
  };
}

main().catch((error: unknown) => {
  console.error('scale:', error);
  process.exit(1);
});
