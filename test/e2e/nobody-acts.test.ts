import { ApplicationFailure } from '@temporalio/common';
import { WorkflowFailedError } from '@temporalio/client';
import { retrySignal, statusQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { WebhookDocument } from '../../presentation/notifications/webhook-json';
import { Control } from '../rig/control';
import { channelTo } from '../rig/notify-channel';
import { approve, inputFor, startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';
import { expectNothingLeft } from '../rig/parked-run';

let rig: Rig;
let control: Control;

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }] }, (settings, standIns) => ({
    ...settings,
    attention: { ...settings.attention, escalateAfter: 2, scheduledTimeoutMs: 15_000 },
    notify: [channelTo('webhook', standIns)],
  }));
  control = new Control(rig.standIns);
});

afterEach(() => control.clearFaults());
afterAll(() => rig.stop());

const REFUSED = { kind: 'status', status: 403, code: 'NoPermission', times: 0 } as const;

async function failureOf(handle: PreparationHandle): Promise<ApplicationFailure> {
  const error: unknown = await handle.result().catch((failed: unknown) => failed);
  if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure) {
    return error.cause;
  }
  throw new Error(`It did not fail: ${String(error)}`);
}

function toldOf({ workflowId }: PreparationHandle): WebhookDocument[] {
  const messages = rig.standIns.notify.inbox.messages('webhook');
  const numberOf = ({ id }: WebhookDocument) => Number(id.slice(id.lastIndexOf('-') + 1));
  return messages
    .map(({ body }) => body as WebhookDocument)
    .filter((one) => one.workflowId === workflowId)
    .sort((a, b) => numberOf(a) - numberOf(b));
}

describe('a run that requires an action', () => {
  it('reminds, escalates, and when its time is up removes what it made and says so', async () => {
    await control.fault({
      service: 'ram',
      operation: 'AttachPolicyToUser',
      resource: 'mgw-alone',
      ...REFUSED,
    });
    const handle = await rig.prepare(
      inputFor('alone', { actionRequired: { timeout: '5 seconds', remindEvery: '1 second' } }),
    );
    await approve(handle);
    const { phase } = await untilPhase(handle, 'action required');
    expect(phase).toMatchObject({ step: 'grant', deadline: expect.stringMatching(/^20/) });

    const failure = await failureOf(handle);
    expect(failure.type).toBe('ActionTimedOut');
    expect(failure.message).toMatch(/^Step "Grant.*nobody acted in time.*RAM/s);
    await expectNothingLeft(control, 'alone');
    const ended = await handle.query(statusQuery);
    expect(ended.phase).toMatchObject({
      name: 'finished',
      outcome: 'failed',
      failure: 'ActionTimedOut',
      summary: 'Removed: RAM user mgw-alone, OSS bucket alone-oss.',
    });

    const parked = toldOf(handle).filter(({ phase: at }) => at === 'action required');
    const ofEvent = (event: WebhookDocument['event']) => parked.filter((one) => one.event === event);
    expect(parked[0]).toMatchObject({ event: 'attention', reminders: 0 });
    expect(ofEvent('attention')).toHaveLength(1);
    expect(ofEvent('escalation')).toHaveLength(1);
    const [first, ...later] = ofEvent('reminder');
    expect(later.every(({ reminders }, at) => reminders === at + 2)).toBe(true);
    expect(first).toMatchObject({
      summary: 'photos: action is still required (reminder 1)',
      deadline: (phase as { deadline?: string }).deadline,
      problem: { type: 'RamNoPermission' },
      commands: { retry: expect.stringContaining('npx prep retry') },
    });
    expect(toldOf(handle).at(-1)).toMatchObject({ event: 'failed', problem: { type: 'ActionTimedOut' } });
  });

  it('goes on as before if somebody acts in time, however often it reminded', async () => {
    await control.fault({
      service: 'ram',
      operation: 'AttachPolicyToUser',
      resource: 'mgw-helped',
      ...REFUSED,
    });
    const handle = await rig.prepare(
      inputFor('helped', { actionRequired: { timeout: '1 hour', remindEvery: '1 second' } }),
    );
    await approve(handle);
    await until(async () => {
      const { phase } = await handle.query(statusQuery);
      return (phase.name === 'action required' && (phase.reminders ?? 0) >= 2) || undefined;
    });
    await control.clearFaults();
    await handle.signal(retrySignal, { by: 'li.wei' });
    expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
  });

  it('ends as prepared if its mark of delivery was written and only the answer to it was lost', async () => {
    const lost = { ...REFUSED, when: 'after', times: 1 } as const;
    await control.fault({ service: 'ram', operation: 'UpdateUser', resource: 'mgw-marked', ...lost });
    const handle = await rig.prepare(inputFor('marked', { actionRequired: { timeout: '2 seconds' } }));
    await approve(handle);
    expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
    expect((await control.ramUser('mgw-marked'))?.comments).toContain(' delivered ');
  });
});

describe('a run that is cancelled just as a reminder is due', () => {
  /** The timer of its wait has ended, and no worker has seen it. */
  async function untilUnseen(handle: PreparationHandle): Promise<void> {
    await until(async () => {
      const events = (await handle.fetchHistory()).events ?? [];
      const started = events.filter((event) => event.timerStartedEventAttributes).length;
      const ended = events.filter(
        (event) => event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes,
      ).length;
      return started === ended || undefined;
    });
  }

  async function toldAfterCancellation(handle: PreparationHandle): Promise<WebhookDocument[]> {
    let before = 0;
    await rig.withoutWorker(async () => {
      await untilUnseen(handle);
      before = toldOf(handle).length;
      await handle.cancel();
    });
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    return toldOf(handle).slice(before);
  }

  it.each([
    ['waiting for approval', 'waiting', { approval: { timeout: '400 seconds', remindEvery: '2 seconds' } }],
    ['action required', 'attention', { actionRequired: { remindEvery: '2 seconds' } }],
  ] as const)('tells that it was cancelled, and nothing of its wait: %s', async (phase, first, terms) => {
    await control.fault({ service: 'ram', operation: 'AttachPolicyToUser', ...REFUSED });
    const handle = await rig.prepare(inputFor(`due-${phase.split(' ')[0] ?? ''}`, terms));
    if (phase === 'action required') {
      await approve(handle);
    }
    await untilPhase(handle, phase);
    await until(() => Promise.resolve(toldOf(handle).some(({ event }) => event === first) || undefined));
    expect((await toldAfterCancellation(handle)).map(({ event }) => event)).toEqual(['cancelled']);
  });
});

describe('a run of a Schedule', () => {
  it('ends by itself if nobody acts, so that the next firing starts', async () => {
    await control.fault({
      service: 'ks3',
      operation: 'ListObjectsV2',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      times: 0,
    });
    const schedule = await rig.client.schedule.create({
      scheduleId: 'parked',
      spec: {},
      action: {
        type: 'startWorkflow',
        workflowType: 'prepareMigration',
        taskQueue: TASK_QUEUE,
        workflowId: 'prepare/photos',
        args: [inputFor('fired', { actionRequired: { remindEvery: '1 second' } })],
      },
    });
    const fired = async (times: number): Promise<PreparationHandle> => {
      await schedule.trigger('SKIP');
      const workflowId = await until(async () => {
        const { info } = await schedule.describe();
        return info.numActionsTaken === times
          ? info.recentActions.at(-1)?.action.workflow.workflowId
          : undefined;
      });
      return rig.client.workflow.getHandle(workflowId);
    };
    const first = await fired(1);
    const { phase } = await untilPhase(first, 'action required');
    expect(phase).toMatchObject({ step: 'preflight', deadline: expect.any(String) });

    // What is skipped meanwhile is said by the run that waits.
    const skipped = await until(async () => {
      await schedule.trigger('SKIP');
      return (await first.query(statusQuery)).skippedFirings;
    });
    expect(skipped).toMatch(
      /^\d+ firings? of Schedule parked (was|were) skipped because this run is open\.$/,
    );
    expect((await failureOf(first)).type).toBe('ActionTimedOut');

    await control.clearFaults();
    const second = await fired(2);
    await approve(second);
    expect(await second.result()).toMatchObject({ outcome: 'prepared' });
  });
});
