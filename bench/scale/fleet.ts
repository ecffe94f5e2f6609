import { mkdtempSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import type { PhaseCounts } from '../../contracts/fleet';
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
 * A fleet of small buckets on a development server with a database file: how many preparations come to wait for their approval,
 * and what that costs the server and the clouds.
 */
export async function benchFleet({ buckets, workers, concurrency, minutes }: FleetBench): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'prep-fleet-'));
  const names = Array.from({ length: buckets }, (_, at) => `bucket-${String(at).padStart(5, '0')}`);
  const standIns = await startStandIns({ buckets: names.map((name) => ({ name, synthetic: 'hex:20' })) });
  await raiseBucketQuota(standIns, buckets);
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
    const before = databaseBytes(folder);
    const started = performance.now();
    await client.workflow.start('prepareMigrations', {
      workflowId: FLEET,
      taskQueue: TASK_QUEUE,
      args: [{ buckets: names, concurrency }],
    });
    const counts = await untilAllWait(client, buckets, started + minutes * 60_000);
    const seconds = (performance.now() - started) / 1000;
    const waiting = counts['waiting for approval'] ?? 0;
    const begun = buckets - (counts.pending ?? 0);
    const runs = await runsOf(client);
    const events = runs.reduce((sum, run) => sum + run.events, 0);
    const one = await client.workflow.getHandle(preparationWorkflowId(names[0] ?? '')).describe();
    const requests = await requestsByService(standIns.summary.control);
    const perBucket = (count: number) => (count / Math.max(1, begun)).toFixed(1);
    console.log(
      markdownTable(
        ['figure', 'measured'],
        [
          ['buckets of the fleet', String(buckets)],
          ['workers; preparations at a time', `${workers}; ${concurrency}`],
          ['measured for', `${seconds.toFixed(0)} s`],
          ['preparations that were started; that wait for an approval', `${begun}; ${waiting}`],
          ['a minute', ((waiting * 60) / seconds).toFixed(0)],
          ['runs of the fleet (continue-as-new)', String(runs.length)],
          ['events of the fleet in all runs; a bucket', `${events}; ${perBucket(events)}`],
          ['longest history of the fleet', `${Math.max(...runs.map((run) => run.events))} events`],
          ['largest history of the fleet', kib(Math.max(...runs.map((run) => run.bytes)))],
          ['events of a preparation that waits', String(one.historyLength)],
          ...Object.entries(requests).map(([service, count]) => [
            `requests to ${service} a bucket`,
            perBucket(count),
          ]),
          [
            'growth of the database file a bucket',
            kib((databaseBytes(folder) - before) / Math.max(1, begun)),
          ],
        ],
      ),
    );
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

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}

/** Makes the OSS account one whose quota was raised: by itself it has 100 buckets a region. */
export async function raiseBucketQuota(
  { summary }: Pick<StandIns, 'summary'>,
  buckets: number,
): Promise<void> {
  await fetch(`${summary.control}/services/oss/switches`, {
    method: 'POST',
    body: JSON.stringify({ maxBuckets: buckets }),
  });
}
