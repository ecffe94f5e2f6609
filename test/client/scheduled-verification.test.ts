import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { TASK_QUEUE } from '../../contracts/names';
import type { VerificationResult } from '../../contracts/migration/verification';
import { realPreparations } from './real-preparations';
import type { WebhookDocument } from '../../presentation/notifications/webhook-json';
import { Control } from '../rig/control';
import { channelTo } from '../rig/notify-channel';
import { startRig, until, type Rig } from '../rig/rig';
import { temporalCli } from '../rig/temporal';
import { run } from './run-command';

let rig: Rig;
let control: Control;
let fired = 0;

beforeAll(async () => {
  rig = await startRig({ buckets: [] }, (settings, standIns) => ({
    ...settings,
    notify: [channelTo('webhook', standIns)],
  }));
  control = new Control(rig.standIns);
  await control.arrange('ks3', 'create-bucket', { name: 'photos' });
  await control.arrange('oss', 'create-bucket', { name: 'photos-oss' });
  await bothHave('a');
  await prep('schedule', 'create', '--verify', '--bucket', 'photos', '--every', '1 day', '--paused');
});
afterEach(() => control.clearFaults());
afterAll(() => rig.stop());

const prep = (...argv: string[]) =>
  run([...argv, '--json'], {
    preparations: realPreparations(rig.client, rig.settings.trust.publicKeys),
    onPause: () => pause(20),
  });

const sourceHas = (key: string) =>
  control.arrange('ks3', 'put-objects', { bucket: 'photos', objects: [{ key, content: key }] });

async function bothHave(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await sourceHas(key);
    await control.arrange('oss', 'put-objects', { bucket: 'photos-oss', objects: { [key]: key } });
  }
}

interface Firing {
  readonly workflowId: string;
  readonly exitCode: number;
  readonly result: VerificationResult & { readonly failure?: { readonly type: string } };
  readonly sent: readonly WebhookDocument[];
}

/** Fires the Schedule, waits for the end of the run, and collects its notifications. */
async function fire(): Promise<Firing> {
  fired++;
  await prep('schedule', 'trigger', '--id', 'verify-photos');
  const { workflowId, runId } = await until(async () => {
    const { started, last } = (await prep('schedule', 'describe', '--id', 'verify-photos')).json();
    return started === fired ? (last as { workflowId: string; runId: string }) : undefined;
  });
  await rig.client.workflow
    .getHandle(workflowId, runId)
    .result()
    .catch(() => undefined);
  const { exitCode, json } = await prep('status', '--id', workflowId);
  const sent = rig.standIns.notify.inbox
    .messages('webhook')
    .map(({ body }) => body as WebhookDocument)
    .filter((document) => document.runId === runId);
  return { workflowId, exitCode, result: json(), sent };
}

describe('the verifications of a Schedule', () => {
  it('notify only of what changed since the last run of the same', async () => {
    const first = await fire();
    expect(first).toMatchObject({
      exitCode: 0,
      result: { identical: true, sinceLast: { with: null, before: null, changed: false } },
      sent: [],
    });
    expect(first.workflowId).toMatch(/^verify\/photos-\d{4}-/);

    await sourceHas('new');
    const differs = await fire();
    expect(differs).toMatchObject({
      exitCode: 7,
      result: {
        identical: false,
        sinceLast: { with: { workflowId: first.workflowId }, changed: true },
        differences: { missing: { objects: '1', bytes: '3' } },
      },
      sent: [
        {
          event: 'changed',
          bucket: 'photos',
          identical: false,
          summary: 'photos: verified; both sides differ',
          changes: expect.stringMatching(
            /^Both sides were identical at .+, and differ now\. Missing: 1 object, 3 B\.$/,
          ),
          commands: { status: `npx prep status --id ${differs.workflowId}` },
        },
      ],
    });

    // Nothing else is compared with it: neither the same again, nor what another verification leaves out.
    expect((await prep('verify', 'photos', '--ignore-markers')).exitCode).toBe(7);
    const same = await fire();
    expect(same).toMatchObject({
      exitCode: 7,
      result: { sinceLast: { with: { workflowId: differs.workflowId }, changed: false } },
      sent: [],
    });

    await sourceHas('newer');
    const others = await fire();
    expect(others.sent).toMatchObject([
      {
        identical: false,
        changes: expect.stringContaining('Missing: 2 objects, 8 B (before: 1 object, 3 B).'),
      },
    ]);

    await bothHave('new', 'newer');
    const identical = await fire();
    expect(identical).toMatchObject({
      exitCode: 0,
      result: { identical: true, sinceLast: { with: { workflowId: others.workflowId }, changed: true } },
      sent: [
        { event: 'changed', identical: true, summary: 'photos: verified; both sides are identical now' },
      ],
    });
  });

  it('notify of a failure, as nothing is proven then', async () => {
    await control.fault({ service: 'ks3', kind: 'status', status: 403, code: 'AccessDenied', times: 0 });
    const failed = await fire();
    expect(failed).toMatchObject({
      exitCode: 1,
      result: { failure: { type: 'Ks3AccessDenied' } },
      sent: [{ event: 'failed', problem: { type: 'Ks3AccessDenied' } }],
    });
  });

  it('run as well where somebody created the Schedule with the Temporal CLI', async () => {
    await control.arrange('ks3', 'create-bucket', { name: 'films' });
    await control.arrange('oss', 'create-bucket', { name: 'films-oss' });
    await control.arrange('ks3', 'put-object', { bucket: 'films', key: 'a', content: 'a' });
    const { address } = rig.temporal;
    const temporal = (...args: string[]) =>
      promisify(execFile)(temporalCli(), [
        'schedule',
        ...args,
        '--address',
        address,
        '--schedule-id',
        'films',
      ]);
    await temporal(
      'create',
      '--workflow-id',
      'verify/films',
      '--type',
      'verifyMigration',
      '--task-queue',
      TASK_QUEUE,
      '--interval',
      '1d',
      '--paused',
      '--input',
      '{ "source": { "bucket": "films" } }',
    );
    const ends: [number, string[]][] = [];
    const seen: string[] = [];
    for (const changed of [true, false]) {
      await temporal('trigger');
      const workflowId = await until(async () => {
        for await (const one of rig.client.workflow.list({ query: 'ExecutionStatus = "Completed"' })) {
          // Two within a second have one workflow ID.
          if (one.workflowId.startsWith('verify/films') && !seen.includes(one.runId)) {
            seen.push(one.runId);
            return one.workflowId;
          }
        }
        return undefined;
      });
      const { exitCode, json } = await prep('status', '--id', workflowId);
      expect(json().sinceLast).toMatchObject({ changed });
      const sent = rig.standIns.notify.inbox.messages('webhook').map(({ body }) => body as WebhookDocument);
      const events = sent.filter(({ bucket }) => bucket === 'films').map(({ event }) => event);
      ends.push([exitCode, events]);
    }
    // Both sides differ; said once.
    expect(ends).toEqual([
      [7, ['changed']],
      [7, ['changed']],
    ]);
  });

  it('are silent about the runs that people start', async () => {
    const before = rig.standIns.notify.inbox.messages('webhook').length;
    await sourceHas('by-hand');
    const ran = await prep('verify', 'photos');
    expect(ran.exitCode).toBe(7);
    expect(ran.json().sinceLast).toBeUndefined();
    expect(rig.standIns.notify.inbox.messages('webhook')).toHaveLength(before);
  });
});
