import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { approveSignal, planQuery, statusQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import { freePort } from '../../demo/free-ports';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { ConfigurationFolder, RECIPIENT } from '../configuration/settings/configuration-folder';
import { startTemporal } from '../rig/temporal';
import { until } from '../rig/until';
import { WORKER_KEY } from '../rig/worker-key';
import { WorkerProcess } from './worker-process';

const MONITORING = join(__dirname, '../../deploy/monitoring');
const OBJECTS = 30;

let temporal: TestWorkflowEnvironment;
let standIns: StandIns;
let folder: ConfigurationFolder;
let worker: WorkerProcess;
let scrape: () => Promise<string>;

beforeAll(async () => {
  folder = new ConfigurationFolder();
  [temporal, standIns] = await Promise.all([
    startTemporal(),
    startStandIns({ buckets: [{ name: 'photos', synthetic: `hex:${OBJECTS}` }] }),
  ]);
  const port = await freePort();
  worker = new WorkerProcess(folder.path, {
    HOME: folder.path,
    XDG_CONFIG_HOME: folder.path,
    TEMPORAL_ADDRESS: temporal.address,
    ...workerEnvironment(standIns.summary, RECIPIENT, WORKER_KEY),
    PREP_METRICS_PORT: String(port),
  });
  await worker.untilSaid('The worker is running');
  scrape = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
});
afterAll(async () => {
  await worker.end();
  await temporal.teardown();
  await standIns.stop();
  folder.remove();
});

const start = (bucket: string) =>
  temporal.client.workflow.start('prepareMigration', {
    workflowId: `prepare/${bucket}`,
    taskQueue: TASK_QUEUE,
    args: [{ source: { bucket } }],
  });

/** The names of the metrics in the expressions of a file. */
function metricsIn(file: string): string[] {
  const expressions = readFileSync(join(MONITORING, file), 'utf8').matchAll(/"?expr"?: (.+)/g);
  return [...expressions].flatMap(([, text = '']) => text.match(/\b(prep|temporal)_\w+/g) ?? []);
}

it('counts what dashboard and alert rules ask for', async () => {
  const photos = await start('photos');
  await until(async () => (await photos.query(planQuery)) ?? undefined);
  await photos.signal(approveSignal, { approver: 'li.wei' });
  await photos.result();
  const missing = await start('no-such-bucket');
  await until(async () => {
    const { phase } = await missing.query(statusQuery);
    return phase.name === 'action required' ? phase : undefined;
  });

  const text = await scrape();
  const names = [...new Set(['alerts.yaml', 'dashboard.json'].flatMap(metricsIn))];
  expect(names.length).toBeGreaterThan(6);
  expect(names.filter((name) => !new RegExp(`^${name}[{ ]`, 'm').test(text))).toEqual([]);

  const lines = text.split('\n').filter((line) => line.startsWith('prep_'));
  const valueOf = (beginning: RegExp) =>
    lines
      .find((line) => beginning.test(line))
      ?.split(' ')
      .at(-1);
  expect(valueOf(/^prep_inventory_objects_total/)).toBe(String(OBJECTS));
  expect(valueOf(/^prep_runs_ended_total.*outcome="prepared"/)).toBe('1');
  expect(valueOf(/^prep_runs_parked_total.*error="PreflightFailed"/)).toBe('1');
  // People decide within hours or days.
  expect(valueOf(/^prep_approval_wait_seconds_bucket.*le="14400"/)).toBe('1');
  await until(async () => {
    const open = (await scrape()).split('\n').filter((line) => line.startsWith('prep_runs_open{'));
    return open.some((line) => /phase="action required".* 1$/.test(line)) && open.length === 5
      ? open
      : undefined;
  });
  // Bucket names and workflow IDs would make a series for each.
  expect(lines.filter((line) => /photos|prepare\//.test(line))).toEqual([]);
});
