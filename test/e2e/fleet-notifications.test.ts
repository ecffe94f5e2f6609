import type { WorkflowHandle } from '@temporalio/client';
import type { MemberPhase } from '../../contracts/runs/fleet';
import {
  approveSignal,
  fleetQuery,
  lookSignal,
  planQuery,
  rejectSignal,
  retrySignal,
} from '../../contracts/messages';
import { fleetNameIn, fleetWorkflowId, preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import { Secret } from '../../contracts/credentials/secret';
import type { WebhookDocument } from '../../presentation/notifications/webhook-json';
import type { prepareMigrations } from '../../workflows';
import type { HistoryLimits } from '../../workflows/fleet/carried';
import { Control } from '../rig/control';
import { channelTo } from '../rig/notify-channel';
import { startRig, until, type Rig } from '../rig/rig';

const COUNT = 20;
const BUCKETS = Array.from({ length: COUNT }, (_, at) => `photos-${String(at).padStart(2, '0')}`);
const [PARKED = '', REJECTED = ''] = BUCKETS;
const FORGOTTEN = ['music-1', 'music-2'];

let rig: Rig;
let control: Control;

/** One receiver that takes messages, one that refuses them, and one that never answers properly. */
beforeAll(async () => {
  rig = await startRig(
    {
      buckets: [...BUCKETS, ...FORGOTTEN, 'video-1', 'albums', 'papers', 'films', 'opera'].map((name) => ({
        name,
        synthetic: 'hex:20',
      })),
    },
    (settings, standIns) => ({
      ...settings,
      notify: [
        channelTo('webhook', standIns),
        channelTo('dingtalk', standIns),
        channelTo('slack', standIns, { name: 'gone', url: new Secret(`${standIns.notify.slack.url}gone`) }),
        channelTo('feishu', standIns, { name: 'failing' }),
      ],
    }),
  );
  control = new Control(rig.standIns);
});
afterAll(() => rig.stop());

const preparation = (bucket: string) => rig.client.workflow.getHandle(preparationWorkflowId(bucket));
const latest = (name: string) =>
  rig.client.workflow.getHandle<typeof prepareMigrations>(fleetWorkflowId(name));

function startFleet(name: string, input: object, limits?: Partial<HistoryLimits>): Promise<WorkflowHandle> {
  return rig.client.workflow.start('prepareMigrations', {
    workflowId: fleetWorkflowId(name),
    taskQueue: TASK_QUEUE,
    args: limits === undefined ? [input] : [input, null, limits],
  });
}

async function untilPhases(name: string, wanted: Partial<Record<MemberPhase, number>>): Promise<void> {
  await until(async () => {
    const { counts } = await latest(name).query(fleetQuery);
    return JSON.stringify(counts) === JSON.stringify({ ...counts, ...wanted }) || undefined;
  });
}

function told(): WebhookDocument[] {
  return rig.standIns.notify.inbox.messages('webhook').map(({ body }) => body as WebhookDocument);
}

const ofFleet = (name: string) => told().filter(({ workflowId }) => workflowId === fleetWorkflowId(name));
const ofMembers = () => told().filter(({ workflowId }) => fleetNameIn(workflowId) === null);
const eventsOf = (documents: readonly WebhookDocument[]) => documents.map(({ event }) => event).sort();

describe('the notifications of a fleet of 20 buckets', () => {
  beforeAll(async () => {
    await control.fault({ service: 'notify', operation: 'feishu', kind: 'status', status: 502, times: 0 });
    const refused = { kind: 'status', status: 403, code: 'AccessDenied', times: 0 } as const;
    await control.fault({ service: 'ks3', resource: PARKED, ...refused });
    await startFleet('photos', { buckets: BUCKETS, concurrency: 4 }, { events: 10_000, started: 7 });
    await untilPhases('photos', { 'action required': 1, 'waiting for approval': COUNT - 1 });
    await until(async () => ofFleet('photos').length >= 2 || undefined);
    for (const bucket of BUCKETS.filter((one) => one !== PARKED)) {
      const plan = await until(async () => (await preparation(bucket).query(planQuery)) ?? undefined);
      const decision = { approver: 'li.wei', planDigest: plan.digest };
      await preparation(bucket).signal(bucket === REJECTED ? rejectSignal : approveSignal, decision);
    }
    await preparation(PARKED).cancel();
    await latest('photos').signal(lookSignal, {});
    await latest('photos').result();
    await control.clearFaults();
  });

  it('are one for each event, and none of a member', () => {
    expect(eventsOf(ofFleet('photos'))).toEqual(['attention', 'done', 'waiting']);
    expect(ofMembers()).toEqual([]);
  });

  it('say how many wait for an approval, name the first ten, and link to them', () => {
    const waiting = ofFleet('photos').find(({ event }) => event === 'waiting');
    const link = 'http://localhost:8233/namespaces/default/workflows/';
    expect(waiting).toMatchObject({
      bucket: 'photos',
      link: `${link}batch%2Fphotos`,
      commands: { plans: 'npx prep batch plans photos', status: 'npx prep batch status photos' },
      fleet: {
        counts: { 'action required': 1, 'waiting for approval': COUNT - 1 },
        total: COUNT,
        count: COUNT - 1,
        news: COUNT - 1,
      },
    });
    expect(waiting?.fleet?.buckets.map(({ bucket }) => bucket)).toEqual(BUCKETS.slice(1, 11));
    expect(waiting?.fleet?.buckets[0]?.link).toBe(`${link}prepare%2F${REJECTED}`);
    const robots = JSON.stringify(rig.standIns.notify.inbox.messages('dingtalk'));
    expect(robots).toContain('19 of 20 buckets waiting for an approval');
    expect(robots).toContain(`${BUCKETS[10]} and 9 more`);
  });

  it('say which require an action, and how it came out', () => {
    const [attention, done] = ['attention', 'done'].map((name) =>
      ofFleet('photos').find(({ event }) => event === name),
    );
    expect(attention).toMatchObject({
      fleet: { count: 1, buckets: [{ bucket: PARKED }] },
      commands: { retry: 'npx prep batch retry photos' },
    });
    expect(done).toMatchObject({
      fleet: { count: COUNT, news: COUNT, counts: { prepared: COUNT - 2, rejected: 1, cancelled: 1 } },
      commands: { report: 'npx prep batch report photos' },
    });
  });
});

describe('a fleet that waits for people', () => {
  it('reminds them of all that waits, instead of its preparations', async () => {
    const approval = { timeout: '400 seconds', remindEvery: '1 second' };
    await startFleet('music', { buckets: FORGOTTEN, defaults: { approval } });
    // Earlier ones may be about the first of them alone.
    const reminder = await until(async () =>
      ofFleet('music').find(({ event, fleet }) => event === 'reminder' && fleet?.count === FORGOTTEN.length),
    );
    expect(reminder).toMatchObject({
      fleet: { news: 2, buckets: FORGOTTEN.map((bucket) => ({ bucket })) },
      commands: { plans: 'npx prep batch plans music' },
    });
    await latest('music').cancel();
    await expect(latest('music').result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(ofMembers().filter(({ bucket }) => FORGOTTEN.includes(bucket))).toEqual([]);
    const last = ofFleet('music').filter(({ event }) => event !== 'waiting' && event !== 'reminder');
    expect(eventsOf(last)).toEqual(['cancelled']);
    expect(last[0]).toMatchObject({
      fleet: { counts: { cancelled: 2 }, total: 2, count: 2, news: 0, buckets: [] },
      commands: { status: 'npx prep batch status music' },
      summary: expect.stringContaining('Batch music was cancelled: 2 of 2 buckets cancelled'),
    });
  });

  it('tells of its preparations whatever its workflow ID is', async () => {
    await rig.client.workflow.start('prepareMigrations', {
      workflowId: 'q1',
      taskQueue: TASK_QUEUE,
      args: [{ buckets: ['albums'] }],
    });
    const ofQ1 = () => told().filter(({ workflowId }) => workflowId === 'q1');
    await until(async () => ofQ1().some(({ event }) => event === 'waiting') || undefined);
    expect(ofQ1()[0]?.commands).toEqual({
      plans: 'npx prep batch plans --id q1',
      status: 'npx prep batch status --id q1',
    });
    await rig.client.workflow.getHandle('q1').cancel();
    await expect(rig.client.workflow.getHandle('q1').result()).rejects.toBeDefined();
    expect(told().filter(({ bucket }) => bucket === 'albums')).toEqual([]);
  });

  it('leaves it to a preparation that it cancelled to remind of a clean-up that requires an action', async () => {
    const refused = { kind: 'status', status: 403, code: 'NoPermission', times: 0 } as const;
    await control.fault({ service: 'ram', operation: 'DeleteUser', resource: 'mgw-films', ...refused });
    const actionRequired = { remindEvery: '1 second' };
    await startFleet('films', { buckets: ['films'], defaults: { actionRequired } });
    await untilPhases('films', { 'waiting for approval': 1 });
    await latest('films').cancel();
    const ofFilms = () =>
      told().filter(({ bucket, workflowId }) => bucket === 'films' && !workflowId.startsWith('batch/'));
    await until(async () => ofFilms().length > 0 || undefined);
    expect(ofFilms()[0]).toMatchObject({ event: 'reminder', phase: 'action required' });
    await control.clearFaults();
    await preparation('films').signal(retrySignal, {});
    await expect(latest('films').result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(ofFilms().every(({ event }) => event === 'reminder')).toBe(true);
  });

  it('leaves everything to its preparations once it was terminated', async () => {
    const approval = { timeout: '400 seconds', remindEvery: '1 second' };
    await startFleet('opera', { buckets: ['opera'], defaults: { approval } });
    const ofOpera = () =>
      told().filter(({ bucket, workflowId }) => bucket === 'opera' && !workflowId.startsWith('batch/'));
    await until(async () => ofFleet('opera').some(({ event }) => event === 'reminder') || undefined);
    expect(ofOpera()).toEqual([]);
    await latest('opera').terminate();
    await until(async () => ofOpera().length > 0 || undefined);
    expect(ofOpera()[0]).toMatchObject({ event: 'reminder', phase: 'waiting for approval' });
    await preparation('opera').cancel();
    await expect(preparation('opera').result()).rejects.toBeDefined();
    expect(ofOpera().at(-1)).toMatchObject({ event: 'cancelled' });
  });

  it('does not speak for a preparation that somebody started with the arguments of one of its own', async () => {
    await rig.client.workflow.start('prepareMigration', {
      workflowId: preparationWorkflowId('papers'),
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'papers' } }, { fleet: 'q1' }],
    });
    const ofPapers = () => told().filter(({ bucket }) => bucket === 'papers');
    await until(async () => ofPapers().some(({ event }) => event === 'waiting') || undefined);
    await preparation('papers').cancel();
    await expect(preparation('papers').result()).rejects.toBeDefined();
    expect(eventsOf(ofPapers())).toEqual(['cancelled', 'waiting']);
  });

  it('leaves it to each preparation to tell that nobody decided in time', async () => {
    await startFleet('video', { buckets: ['video-1'], defaults: { approval: { timeout: '1 second' } } });
    await latest('video').result();
    expect(ofMembers().filter(({ bucket }) => bucket === 'video-1')).toMatchObject([
      { event: 'decision', decision: 'timed out' },
    ]);
    expect(ofFleet('video').at(-1)).toMatchObject({
      event: 'done',
      fleet: { counts: { 'approval timed out': 1 } },
    });
  });
});
