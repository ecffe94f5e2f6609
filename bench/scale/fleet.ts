import { execFile } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import type { FleetResult, PhaseCounts } from '../../contracts/runs/fleet';
import { fleetQuery } from '../../contracts/messages';
import { fleetWorkflowId, preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import { Processes } from '../../demo/processes';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { startTemporalServer } from '../../demo/temporal-server';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { markdownTable } from '../markdown-table';

const PREP = path.join(__dirname, '..', '..', 'client', 'main.js');
const ASK_EVERY_MS = 5000;
const FLEET = fleetWorkflowId('bench');

/** What to measure. */
export interface FleetBench {
  readonly buckets: number;
  readonly workers: number;
  readonly concurrency: number;
  /** After so many the fleet is left as it is. */
  readonly minutes: number;
}

/**
 * A fleet of small buckets on a development server with a database file: its preparations come to wait for their approval, all
 * plans are reviewed and approved by the commands for it, and the fleet ends; what each takes, and what it costs the server and
 * the clouds. A fleet whose minutes are up before all wait is measured as it is then.
 */
export async function benchFleet({ buckets, workers, concurrency, minutes }: FleetBench): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'prep-fleet-'));
  const names = Array.from({ length: buckets }, (_, at) => `bucket-${String(at).padStart(5, '0')}`);
  const standIns = await startStandIns({ buckets: names.map((name) => ({ name, synthetic: 'hex:20' })) });
  await raiseQuotas(standIns, buckets);
  const processes = new Processes({ heedCtrlC: true });
  const cli = process.env['TEMPORAL_CLI'] ?? 'temporal';
  const { address } = await startTemporalServer(cli, folder, processes, { server: 0, ui: 0 });
  const recipient = await identityToRecipient(await generateIdentity());
  const env = {
    ...process.env,
    ...workerEnvironment(standIns.summary, recipient, makeWorkerKey()),
    TEMPORAL_ADDRESS: address,
  };
  for (let number = 1; number <= workers; number++) {
    const log = openSync(path.join(folder, `worker-${number}.log`), 'a');
    processes.start(process.execPath, [PREP, 'worker'], env, ['ignore', log, log], (code) => {
      console.error(`fleet: worker ${number} ended (${code})`);
    });
  }
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const prep = async (...args: string[]) => {
      const began = performance.now();
      await promisify(execFile)(process.execPath, [PREP, ...args], { env, cwd: folder, maxBuffer: Infinity });
      return performance.now() - began;
    };
    const before = databaseBytes(folder);
    const started = performance.now();
    await client.workflow.start('prepareMigrations', {
      workflowId: FLEET,
      taskQueue: TASK_QUEUE,
      args: [{ buckets: names, concurrency }],
    });
    const counts = await untilAllWait(client, buckets, started + minutes * 60_000);
    const waited = performance.now() - started;
    const waiting = counts['waiting for approval'] ?? 0;
    const begun = buckets - (counts.pending ?? 0);
    const growth = databaseBytes(folder) - before;
    const one = client.workflow.getHandle(preparationWorkflowId(names[0] ?? ''));
    const { historyLength } = await one.describe();
    console.log(
      markdownTable(
        ['figure', 'measured'],
        [
          ['buckets of the fleet', String(buckets)],
          ['workers; preparations at a time', `${workers}; ${concurrency}`],
          ['measured for', seconds(waited)],
          ['preparations that were started; that wait for an approval', `${begun}; ${waiting}`],
          ['a minute', perMinute(waiting, waited)],
          ...(await costs(client, standIns, begun)),
          ['events of a preparation that waits', String(historyLength)],
          ['growth of the database file a bucket', kib(growth / Math.max(1, begun))],
        ],
      ),
    );
    if (waiting < buckets) {
      return;
    }
    const read = await prep('batch', 'plans', 'bench', '--out', 'plans.json');
    const approving = performance.now();
    const approved = await prep('batch', 'approve', 'bench', '--approver', 'li.wei', '--plans', 'plans.json');
    const watching = followed(client);
    const result = (await client.workflow.getHandle(FLEET).result()) as FleetResult;
    const ended = performance.now();
    clearInterval(watching);
    const reported = await prep('batch', 'report', 'bench', '-o', 'fleet.html');
    console.log(
      markdownTable(
        ['figure', 'measured'],
        [
          ['`prep batch plans --out`', seconds(read)],
          ['`prep batch approve --plans`', seconds(approved)],
          ['all ended after the start of the approval', seconds(ended - approving)],
          ['outcomes', JSON.stringify(result.counts)],
          ['preparations a minute, from start to result', perMinute(buckets, waited + ended - approving)],
          ['result of the fleet', kib(JSON.stringify(result).length)],
          ['`prep batch report`', seconds(reported)],
          ['its page', kib(statSync(path.join(folder, 'fleet.html')).size)],
          ...(await costs(client, standIns, buckets)),
          ['events of a preparation', String((await one.describe()).historyLength)],
          ['growth of the database file a bucket', kib((databaseBytes(folder) - before) / buckets)],
        ],
      ),
    );
    if (result.counts.prepared !== buckets) {
      process.exitCode = 1;
    }
  } finally {
    await connection.close();
    await processes.stop();
    await standIns.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilAllWait(client: Client, buckets: number, deadline: number): Promise<PhaseCounts> {
  for (;;) {
    const answer = await client.workflow
      .getHandle(FLEET)
      .query(fleetQuery)
      .catch(() => null);
    const counts = answer?.counts ?? {};
    console.error(`fleet: ${JSON.stringify(counts)}`);
    if (counts['waiting for approval'] === buckets || (answer !== null && performance.now() >= deadline)) {
      return counts;
    }
    await pause(ASK_EVERY_MS);
  }
}

/** Says what stands while the fleet ends. */
function followed(client: Client): NodeJS.Timeout {
  return setInterval(() => {
    void client.workflow
      .getHandle(FLEET)
      .query(fleetQuery)
      .then(({ counts }) => console.error(`fleet: ${JSON.stringify(counts)}`))
      .catch(() => null);
  }, ASK_EVERY_MS);
}

/** What the fleet and its preparations have cost the server and the clouds so far. */
async function costs(client: Client, { summary }: StandIns, begun: number): Promise<string[][]> {
  const perBucket = (count: number) => (count / Math.max(1, begun)).toFixed(1);
  const runs = await runsOf(client);
  const events = runs.reduce((sum, run) => sum + run.events, 0);
  return [
    ['runs of the fleet (continue-as-new)', String(runs.length)],
    ['events of the fleet in all runs; a bucket', `${events}; ${perBucket(events)}`],
    ['longest history of the fleet', `${Math.max(...runs.map((run) => run.events))} events`],
    ['largest history of the fleet', kib(Math.max(...runs.map((run) => run.bytes)))],
    ...Object.entries(await requestsByService(summary.control)).map(([service, count]) => [
      `requests to ${service} a bucket`,
      perBucket(count),
    ]),
  ];
}

async function runsOf(client: Client): Promise<{ readonly events: number; readonly bytes: number }[]> {
  const runs = [];
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = "${FLEET}"` })) {
    const { historyLength, historySize = 0 } = await client.workflow.getHandle(FLEET, runId).describe();
    runs.push({ events: historyLength, bytes: historySize });
  }
  return runs;
}

async function requestsByService(control: string): Promise<Record<string, number>> {
  const calls = (await (await fetch(`${control}/audit`)).json()) as readonly { readonly service: string }[];
  const counts: Record<string, number> = {};
  for (const { service } of calls) {
    counts[service] = (counts[service] ?? 0) + 1;
  }
  return counts;
}

/** Of the file and of what is not in it yet. */
function databaseBytes(folder: string): number {
  const files = readdirSync(folder).filter((name) => name.startsWith('temporal.db'));
  return files.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}

function perMinute(count: number, ms: number): string {
  return ((count * 60_000) / ms).toFixed(0);
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}

/** Makes the account one whose quotas were raised: by itself it has 100 buckets a region, and 1,000 RAM users. */
export async function raiseQuotas({ summary }: Pick<StandIns, 'summary'>, buckets: number): Promise<void> {
  const arrange = (what: string, body: object) =>
    fetch(`${summary.control}/services/${what}`, { method: 'POST', body: JSON.stringify(body) });
  await arrange('oss/switches', { maxBuckets: buckets });
  await arrange('ram/limits', { users: buckets + 100 });
}
