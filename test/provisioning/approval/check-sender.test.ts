import { english } from '../../english';
import { say } from '../../../presentation/words/words';
import type { DecisionRequest } from '../../../contracts/approval/approval';
import { checkSender, type SenderCheck } from '../../../provisioning/approval/check-sender';
import type { RecordedSignal, RunHistory } from '../../../provisioning/trust/run-history';

const RUN = { workflowId: 'prepare/photos', runId: '0199d2f4-6d3c-7c11-9a52-1f0e6b7d8c90' };
const WAITS_SINCE = '2026-11-24T05:00:00.000Z';
const REQUEST: DecisionRequest = {
  decision: 'approve',
  approver: 'li.wei',
  comment: 'checked the plan',
  planDigest: 'a'.repeat(64),
  runId: RUN.runId,
};
const { decision: _, ...ARGUMENT } = REQUEST;
const LI = { type: 'jwt', name: 'li.wei@example.com' };
const PRINCIPALS = [{ approver: 'li.wei', name: LI.name, type: null }];

function sent(more: Partial<RecordedSignal> = {}): RecordedSignal {
  return { eventId: '41', principal: LI, argument: ARGUMENT, ...more };
}

/** A history of these signals. It keeps on record what it was asked, and how far it was read. */
class FakeHistory implements RunHistory {
  readonly asked: unknown[] = [];
  read = 0;

  constructor(private readonly signals: readonly RecordedSignal[]) {}

  async *signalsSince(...[run, name, since]: Parameters<RunHistory['signalsSince']>) {
    this.asked.push({ run, name, since });
    for (const signal of this.signals) {
      this.read += 1;
      yield signal;
    }
  }

  async skippedFirings(): Promise<number> {
    throw new Error('not asked');
  }

  // oxlint-disable-next-line require-yield -- nothing here asks for it
  async *results(): AsyncGenerator<never> {
    throw new Error('not asked');
  }

  async isOpen(): Promise<boolean> {
    return true;
  }

  // oxlint-disable-next-line require-yield -- nothing here asks for it
  async *runningPreparations(): AsyncGenerator<string> {
    throw new Error('not asked');
  }
}

function check(history: RunHistory, more: Partial<SenderCheck> = {}) {
  const asked = { request: REQUEST, waitsSince: WAITS_SINCE, principals: PRINCIPALS, ...more };
  return checkSender(asked, RUN, history, new AbortController().signal);
}

const PROVEN = { principal: { ...LI, eventId: '41' }, refused: null };

describe('the sender of a decision', () => {
  it('is proven by a signal of these words that the server stamped with the approver', async () => {
    const history = new FakeHistory([sent()]);
    expect(await check(history)).toEqual(PROVEN);
    expect(history.asked).toEqual([{ run: RUN, name: 'approve', since: Date.parse(WAITS_SINCE) }]);
  });

  it('is the principal of the same name where the configuration says no other', async () => {
    const plain = { type: 'oidc', name: 'li.wei' };
    expect(await check(new FakeHistory([sent({ principal: plain })]), { principals: [] })).toEqual({
      principal: { ...plain, eventId: '41' },
      refused: null,
    });
  });

  it('is looked for among rejections where it is one, by its reason', async () => {
    const { comment, ...words } = ARGUMENT;
    const history = new FakeHistory([sent({ argument: { ...words, reason: comment } })]);
    expect(await check(history, { request: { ...REQUEST, decision: 'reject' } })).toEqual(PROVEN);
    expect(history.asked).toMatchObject([{ name: 'reject' }]);
  });

  it('is proven by the approver’s own signal, whoever else wrote the same words, and read no farther', async () => {
    const forged = sent({ principal: { type: 'jwt', name: 'mallory' }, eventId: '45' });
    const garbage = [sent({ argument: undefined }), sent({ argument: 'approve' }), sent({ argument: [] })];
    const history = new FakeHistory([forged, ...garbage, sent(), sent({ eventId: '30' })]);
    expect(await check(history)).toEqual(PROVEN);
    expect(history.read).toBe(5);
  });

  it('is not proven by what somebody else sent, who is named', async () => {
    const history = new FakeHistory([
      sent({ principal: { type: 'jwt', name: 'mallory' } }),
      sent({ principal: null }),
      sent({ principal: { type: 'jwt', name: 'mallory' } }),
    ]);
    expect(english(await check(history))).toEqual({
      principal: null,
      refused:
        'the Temporal server says that jwt "mallory" sent it, but li.wei signs in to Temporal as ' +
        '"li.wei@example.com"; only that principal can send it',
    });
  });

  it.each([
    ['another name in other letters', { type: 'jwt', name: 'Li.Wei@example.com' }],
    ['the name alone', { type: 'jwt', name: 'li.wei' }],
  ])('is not proven by %s', async (_case, principal) => {
    expect(say('en', (await check(new FakeHistory([sent({ principal })]))).refused ?? '')).toContain(
      principal.name,
    );
  });

  it('is not proven by a principal of another type where the configuration names one', async () => {
    const principals = [{ approver: 'li.wei', name: LI.name, type: 'oidc' }];
    expect(say('en', (await check(new FakeHistory([sent()]), { principals })).refused ?? '')).toContain(
      'li.wei signs in to Temporal as oidc "li.wei@example.com"',
    );
  });

  it('is not proven on a server that stamps nobody', async () => {
    expect(say('en', (await check(new FakeHistory([sent({ principal: null })]))).refused ?? '')).toContain(
      'the Temporal server does not record who sent it',
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['comment', { comment: 'checked' }],
    ['plan', { planDigest: 'b'.repeat(64) }],
    ['run', { runId: 'another' }],
    ['approver', { approver: 'wang.fang' }],
    ['origin', { from: 'li.wei@laptop' }],
  ])('is not proven by what the approver sent with another %s', async (_case, other) => {
    const history = new FakeHistory([sent({ argument: { ...ARGUMENT, ...other } })]);
    await expect(check(history)).rejects.toMatchObject({ type: 'SignalNotRecorded', effect: 'transient' });
  });

  it.each(['another', undefined])(
    'is not looked for where the words are for another run (%s)',
    async (runId) => {
      const history = new FakeHistory([sent({ argument: { ...ARGUMENT, runId } })]);
      const { refused } = await check(history, { request: { ...REQUEST, runId } });
      expect(say('en', refused ?? '')).toMatch(
        new RegExp(`^it is for (run another|a run that it does not name); the pending run is ${RUN.runId}$`),
      );
      expect(history.asked).toEqual([]);
    },
  );

  it('is asked for again while the history does not show the signal', async () => {
    await expect(check(new FakeHistory([]))).rejects.toThrow(
      `The history of prepare/photos, run ${RUN.runId}, does not show a signal that the workflow received.`,
    );
  });
});
