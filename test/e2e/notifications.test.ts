import { approveSignal, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import type { NotifyKind } from '../../contracts/runs/notification';
import { Secret } from '../../contracts/credentials/secret';
import type { WebhookDocument } from '../../presentation/notifications/webhook-json';
import { Control } from '../rig/control';
import { channelTo, everyChannel } from '../rig/notify-channel';
import { approve, startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';
import { SecretSearch } from '../rig/secret-search';

/** The end of a run waits no longer than this for its notifications. */
const LAST_WORDS_SECONDS = 10;

let rig: Rig;
let control: Control;

/** Every kind of robot gets every event, including one that does not exist, and one that gets only decisions. */
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:20' }] }, (settings, standIns) => ({
    ...settings,
    notify: [
      ...everyChannel(standIns),
      channelTo('slack', standIns, { name: 'gone', url: new Secret(`${standIns.notify.slack.url}gone`) }),
    ],
  }));
  control = new Control(rig.standIns);
});

afterAll(() => rig.stop());
afterEach(() => control.clearFaults());

function prepare(name: string, more: Record<string, unknown> = {}): Promise<PreparationHandle> {
  return rig.prepare({
    source: { bucket: 'photos' },
    destination: { bucket: `${name}-oss` },
    ramUser: { name: `mgw-${name}` },
    ...more,
  });
}

/** What the receiver of signed JSON got about a run, in order of events. */
function toldOf({ workflowId }: PreparationHandle): WebhookDocument[] {
  return rig.standIns.notify.inbox
    .messages('webhook')
    .map(({ body }) => body as WebhookDocument)
    .filter((document) => document.workflowId === workflowId)
    .sort((a, b) => numberOf(a) - numberOf(b));
}

function numberOf({ id }: WebhookDocument): number {
  return Number(id.slice(id.lastIndexOf('-') + 1));
}

/** The number of messages about a run that a robot accepted. Each contains the workflow ID. */
function taken(kind: NotifyKind, { workflowId }: PreparationHandle): number {
  const messages = rig.standIns.notify.inbox.messages(kind);
  return messages.filter(({ body }) => JSON.stringify(body).includes(workflowId)).length;
}

function untilTold(handle: PreparationHandle, event: WebhookDocument['event']): Promise<WebhookDocument> {
  return until(async () => toldOf(handle).find((document) => document.event === event));
}

describe('a preparation that is approved', () => {
  it('tells every channel, once each, that it waits, reminds, how it was decided, and that it is done', async () => {
    const handle = await prepare('approved', {
      approval: { timeout: '400 seconds', remindEvery: '1 second' },
    });
    const reminder = await untilTold(handle, 'reminder');
    await handle.signal(approveSignal, { approver: 'li.wei', comment: 'checked <the> plan' });
    const result = (await handle.result()) as PreparedResult;

    expect(result.outcome).toBe('prepared');
    const told = toldOf(handle);
    const reminders = told.filter(({ event }) => event === 'reminder');
    expect(told.map(({ event }) => event)).toEqual([
      'waiting',
      ...reminders.map(() => 'reminder'),
      'decision',
      'done',
    ]);
    expect(reminders.map(({ approval }) => approval?.reminders)).toEqual(reminders.map((_, at) => at + 1));
    for (const kind of ['dingtalk', 'feishu', 'wecom', 'slack'] as const) {
      expect([kind, taken(kind, handle)]).toEqual([kind, told.length]);
    }

    const run = encodeURIComponent(handle.workflowId);
    const [waiting, decision, done] = ['waiting', 'decision', 'done'].map((name) =>
      told.find(({ event }) => event === name),
    );
    expect(waiting).toMatchObject({
      version: 1,
      namespace: 'default',
      bucket: 'photos',
      destination: { bucket: 'approved-oss', region: 'cn-beijing' },
      phase: 'waiting for approval',
      totals: { objects: '20' },
      planDigest: result.planDigest,
      deadline: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      link: `http://localhost:8233/namespaces/default/workflows/${run}`,
      commands: { approve: expect.stringMatching(/^npx prep approve (--id )?\S+ --approver YOUR-NAME$/) },
    });
    expect(reminder.deadline).toBe(waiting?.deadline);
    expect(decision).toMatchObject({
      decision: 'approved',
      phase: 'running',
      deadline: null,
      approval: { approvals: 1, decisions: [{ approver: 'li.wei', comment: 'checked <the> plan' }] },
    });
    expect(done).toMatchObject({ phase: 'finished', decision: null });
  });

  it('says in its status which channel could not be told, and is not held up by it', async () => {
    const handle = await prepare('gone');
    await untilPhase(handle, 'waiting for approval');

    const undelivered = await until(async () => {
      const { undelivered: found } = await handle.query(statusQuery);
      return found.length > 0 ? found : undefined;
    });

    expect(undelivered).toEqual(['"waiting" to gone: it answered HTTP 404']);
    await handle.signal(rejectSignal, { approver: 'li.wei' });
    await handle.result();
  });
});

describe('a preparation that ends otherwise', () => {
  it('tells of the rejection, who and why, and nothing after it', async () => {
    const handle = await prepare('rejected');
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'wrong bucket' });
    await handle.result();

    const told = toldOf(handle);
    expect(told.map(({ event }) => event)).toEqual(['waiting', 'decision']);
    expect(told[1]).toMatchObject({
      decision: 'rejected',
      approval: { decisions: [{ decision: 'reject', approver: 'li.wei', comment: 'wrong bucket' }] },
    });
  });

  it('tells that nobody decided in time', async () => {
    const handle = await prepare('late', { approval: { timeout: '1 second' } });
    await handle.result();

    const told = toldOf(handle);
    expect(told.map(({ event }) => event)).toEqual(['waiting', 'decision']);
    expect(told[1]).toMatchObject({ decision: 'timed out', approval: { decisions: [] } });
  });

  it('says which action is required, each time, and that it was cancelled', async () => {
    await control.fault({
      service: 'oss',
      operation: 'PutBucket',
      resource: 'parked-oss',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      times: 2,
    });
    const handle = await prepare('parked');
    await untilTold(handle, 'attention');
    await handle.signal(retrySignal, { by: 'li.wei' });
    await until(async () => (toldOf(handle).length === 2 ? true : undefined));
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');

    const told = toldOf(handle);
    expect(told.map(({ event }) => event)).toEqual(['attention', 'attention', 'cancelled']);
    expect(told[0]).toMatchObject({
      phase: 'action required',
      problem: { type: 'OssAccessDenied', message: expect.stringContaining('parked-oss') },
      commands: { retry: expect.stringMatching(/^npx prep retry (--id )?\S+ --by YOUR-NAME$/) },
    });
    expect(told[2]).toMatchObject({ problem: null, phase: 'finished' });
    expect((await handle.describe()).status.name).toBe('CANCELLED');
  });

  it('tells what is wrong with an input, before anything else is known of it', async () => {
    const handle = await rig.prepare({ source: { bucket: 'Not a bucket' }, colour: 'red' });
    await expect(handle.result()).rejects.toThrow('Workflow execution failed');

    expect(toldOf(handle)).toMatchObject([
      { event: 'failed', bucket: 'Not a bucket', destination: null, problem: { type: 'InvalidInput' } },
    ]);
  });
});

describe('a receiver that does not take messages', () => {
  it('gets them once it does, and those who had them get none twice', async () => {
    await control.fault({ service: 'notify', operation: 'wecom', kind: 'reset', when: 'before', times: 2 });
    await control.fault({ service: 'notify', operation: 'feishu', kind: 'status', status: 502 });
    const handle = await prepare('flaky');

    await until(async () => (taken('wecom', handle) > 0 ? true : undefined));
    await handle.signal(rejectSignal, { approver: 'li.wei' });
    await handle.result();

    expect((await control.faults()).map(({ fired }) => fired)).toEqual([2, 1]);
    for (const kind of ['webhook', 'dingtalk', 'feishu', 'wecom', 'slack'] as const) {
      expect([kind, taken(kind, handle)]).toEqual([kind, 2]);
    }
  });

  it('holds no step up while it hangs, and the end of the run not for long', async () => {
    await control.fault({ service: 'notify', operation: 'slack', kind: 'hang', times: 0 });
    const handle = await prepare('hanging');
    await approve(handle);
    const result = await handle.result();

    expect(result.outcome).toBe('prepared');
    expect(await unfinishedActivities(handle)).toEqual(['notify', 'notify', 'notify']);
    expect(await lastTimerSeconds(handle)).toBe(LAST_WORDS_SECONDS);
    expect(toldOf(handle).map(({ event }) => event)).toEqual(['waiting', 'decision', 'done']);
    expect(taken('slack', handle)).toBe(0);
  });
});

/** Types of the activities that a run did not wait for. */
async function unfinishedActivities(handle: PreparationHandle): Promise<string[]> {
  const { events } = await handle.fetchHistory();
  const finished = events?.map(({ activityTaskCompletedEventAttributes: completed }) =>
    Number(completed?.scheduledEventId),
  );
  return (events ?? []).flatMap(({ eventId, activityTaskScheduledEventAttributes: scheduled }) =>
    !scheduled || finished?.includes(Number(eventId)) ? [] : [scheduled.activityType?.name ?? ''],
  );
}

/** How long the timer was that fired last. */
async function lastTimerSeconds(handle: PreparationHandle): Promise<number | undefined> {
  const { events } = await handle.fetchHistory();
  const fired = events?.findLast((event) => event.timerFiredEventAttributes)?.timerFiredEventAttributes;
  const started = events?.find(({ eventId }) => Number(eventId) === Number(fired?.startedEventId));
  return started && Number(started.timerStartedEventAttributes?.startToFireTimeout?.seconds);
}

describe('the secrets of all channels', () => {
  it('are in no history, no status and no message', async () => {
    const secrets = await control.secrets();
    const { notify } = rig.standIns.summary;

    expect(secrets).toEqual(expect.arrayContaining([notify.webhook.secret, notify.dingtalk.secret]));
    expect(secrets.filter((secret) => notify.slack.url.includes(secret))).toHaveLength(1);
    const search = new SecretSearch(secrets);
    expect(await search.inWorkflows(rig.client)).toEqual([]);
    const messages = rig.standIns.notify.inbox.messages();
    expect(messages.length).toBeGreaterThan(50);
    expect(search.in(JSON.stringify(messages), 'messages')).toEqual([]);
  });
});
