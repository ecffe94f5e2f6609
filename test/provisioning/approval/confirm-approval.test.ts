import { say } from '../../../presentation/words/words';
import type { DecisionRequest } from '../../../contracts/approval/approval';
import {
  confirmApproval,
  type Confirmed,
  type DecisionTaken,
} from '../../../provisioning/approval/confirm-approval';
import type { RecordedSignal, RunHistory } from '../../../provisioning/trust/run-history';
import type { ApprovalTerms } from '../../../contracts/runs/preparation';
import { rejection } from '../../clouds/alibaba/rejection';
import { PLAIN_APPROVAL } from '../../rig/plain-approval';
import { SshSigner } from '../../rig/ssh-signer';
import { RUN } from '../preparation';
import { ATTESTOR } from './approval-world';

const { signal } = new AbortController();
const DIGEST = 'a'.repeat(64);
const NOW = Date.now();
const FROZEN_AT = new Date(NOW - 3_600_000).toISOString();
const signer = new SshSigner();
const KEYS = [signer.keyOf('li.wei')];

/** A history of these signals. */
function historyOf(signals: readonly RecordedSignal[] = []): RunHistory {
  return {
    async *signalsSince(_run, name) {
      yield* signals.filter(({ eventId }) => eventId.startsWith(name));
    },
    async isOpen(): Promise<boolean> {
      return true;
    },
    async skippedFirings(): Promise<number> {
      throw new Error('not asked');
    },

    // oxlint-disable-next-line require-yield -- nothing here asks for it
    async *results(): AsyncGenerator<never> {
      throw new Error('not asked');
    },
    // oxlint-disable-next-line require-yield -- nothing here asks for it
    async *runningPreparations(): AsyncGenerator<string> {
      throw new Error('not asked');
    },
  };
}

function taken(request: Partial<DecisionRequest>, via: DecisionTaken['via'] = 'signal'): DecisionTaken {
  const whole = { decision: 'approve', approver: 'li.wei', comment: 'ok', ...request } as const;
  return { request: whole, via, at: new Date(NOW).toISOString() };
}

/** A decision that li.wei signed. */
function signed(more: Partial<Parameters<SshSigner['decide']>[0]> = {}): DecisionTaken {
  const statement = {
    ...RUN,
    planDigest: DIGEST,
    decision: 'approve' as const,
    approver: 'li.wei',
    comment: 'ok',
    signedAt: new Date(NOW).toISOString(),
    ...more,
  };
  return taken(signer.decide(statement));
}

function confirm(
  decisions: readonly DecisionTaken[],
  policy: Partial<ApprovalTerms> = {},
  { history = historyOf(), run = RUN, frozenAt = FROZEN_AT } = {},
): Promise<Confirmed> {
  const terms: ApprovalTerms = { ...PLAIN_APPROVAL, requester: 'zhao.lei', ...policy };
  const plan = { digest: DIGEST, frozenAt } as Parameters<typeof confirmApproval>[0];
  return confirmApproval(plan, decisions, { terms, attestor: ATTESTOR, run, history }, signal);
}

async function refusal(
  ...given: Parameters<typeof confirm>
): Promise<{ why: string | null; counting: number }> {
  const confirmed = await confirm(...given);
  expect(confirmed.approval).toBeNull();
  return {
    why: confirmed.why === null ? null : say('en', confirmed.why),
    counting: confirmed.approval === null ? confirmed.counting.length : 0,
  };
}

describe('an approval', () => {
  it('is confirmed with everything that was decided, for just this run', async () => {
    const { approval } = await confirm([taken({ from: 'laptop' }), taken({ approver: 'wang.fang' })], {
      required: 2,
    });
    const { planDigest, decisions } = ATTESTOR.read('approval', { ...RUN }, approval!);
    expect(planDigest).toBe(DIGEST);
    expect(decisions).toMatchObject([
      { approver: 'li.wei', from: 'laptop', via: 'signal', proof: null, principal: null },
      { approver: 'wang.fang' },
    ]);
    const reset = { ...RUN, runId: 'run-2' };
    expect(await rejection((async () => ATTESTOR.read('approval', reset, approval!))())).toMatchObject({
      type: 'NotAuthentic',
    });
  });

  it('of too few is none, and says how many count', async () => {
    expect(await refusal([], {})).toEqual({ why: '0 of 1 approvals count', counting: 0 });
    const one = await refusal([taken({})], { required: 2 });
    expect(one).toEqual({ why: '1 of 2 approvals count', counting: 1 });
  });

  it('of one person twice is one', async () => {
    const { why, counting } = await refusal([taken({}), taken({ comment: 'again' })], { required: 2 });
    expect(why).toContain('1 of 2 approvals count; li.wei: li.wei has already approved');
    expect(counting).toBe(1);
  });

  it.each<[string, DecisionTaken, Partial<ApprovalTerms>, string]>([
    ['of nobody who may', taken({}), { approvers: ['wang.fang'] }, 'not among the approvers'],
    ['of who asked for it', taken({ approver: 'ZHAO.LEI' }), { fourEyes: true }, 'four eyes'],
    ['without a comment', taken({ comment: ' ' }), { requireComment: true }, 'needs a comment'],
    ['of another plan', taken({ planDigest: 'b'.repeat(64) }), {}, 'another plan'],
    ['of another run', taken({ runId: 'run-2' }), {}, 'it is for run run-2'],
    ['without the signature that is asked for', taken({}), { keys: KEYS }, 'has to sign it'],
    [
      'with a worthless signature',
      taken({ signature: 'x', signedAt: FROZEN_AT }),
      { keys: KEYS },
      'its signature',
    ],
    [
      'signed for another plan',
      { ...signed({ planDigest: 'b'.repeat(64) }) },
      { keys: KEYS },
      'another plan',
    ],
    [
      'whose plan was put under the signature afterwards',
      taken({ ...signed({ planDigest: 'b'.repeat(64) }).request, planDigest: DIGEST }),
      { keys: KEYS },
      'its signature does not match',
    ],
    ['signed for another run', signed({ runId: 'run-2' }), { keys: KEYS }, 'it is for run run-2'],
    [
      'signed before there was a plan',
      signed({ signedAt: new Date(NOW - 7_200_000).toISOString() }),
      { keys: KEYS },
      'before there was a plan',
    ],
    [
      'of somebody else’s name under a signature',
      taken({ ...signed().request, approver: 'wang.fang' }),
      { keys: [...KEYS, { ...KEYS[0]!, approver: 'wang.fang' }] },
      'its signature does not match',
    ],
  ])('%s is none', async (_, one, policy, why) => {
    const found = await refusal([one], policy);
    expect(found.why).toContain(why);
    expect(found.counting).toBe(0);
  });

  it('that is signed is confirmed with its proof', async () => {
    const { approval } = await confirm([signed()], { keys: KEYS, requireSignatures: true });
    expect(approval?.value.decisions).toMatchObject([{ proof: { fingerprint: signer.fingerprint } }]);
  });

  it('is none where somebody rejected it', async () => {
    const { why } = await refusal([taken({ decision: 'reject' })], {});
    expect(why).toBe('0 of 1 approvals count');
    const late = [taken({}), taken({ decision: 'reject', approver: 'wang.fang' })];
    const both = await refusal(late, { required: 2 });
    expect(both.why).toBe('1 of 2 approvals count');
  });

  it('of the second group counts once its time has come', async () => {
    const policy = {
      approvers: ['wang.fang'],
      escalation: { afterMs: 1_800_000, approvers: ['li.wei'] },
    };
    await expect(confirm([taken({})], policy)).resolves.toMatchObject({ why: null });
    const early = await refusal([taken({})], policy, { frozenAt: new Date(NOW - 60_000).toISOString() });
    expect(early.why).toContain('second group');
    // The worker that froze the plan may be some minutes ahead.
    const ahead = confirm([taken({})], policy, { frozenAt: new Date(NOW - 1_600_000).toISOString() });
    await expect(ahead).resolves.toMatchObject({ why: null });
  });
});

describe('an approval whose sender the server has to name', () => {
  const policy = { requirePrincipals: true };
  const bound = taken({ planDigest: DIGEST, runId: RUN.runId });
  const { decision: _, ...argument } = bound.request;
  const recorded = { eventId: 'approve-41', principal: { type: 'jwt', name: 'li.wei' }, argument };

  it('counts with the stamp of the server, which is on record', async () => {
    const { approval } = await confirm([bound], policy, { history: historyOf([recorded]) });
    expect(approval?.value.decisions).toMatchObject([{ principal: { type: 'jwt', name: 'li.wei' } }]);
  });

  it('counts where the plan was frozen by a worker whose clock is ahead of the server’s', async () => {
    const cameAt = NOW - 60_000;
    const history: RunHistory = {
      ...historyOf(),
      async *signalsSince(_run, _name, since) {
        yield* since <= cameAt ? [recorded] : [];
      },
    };
    const { approval } = await confirm([bound], policy, { history, frozenAt: new Date(NOW).toISOString() });
    expect(approval).not.toBeNull();
  });

  it('does not count with that of somebody else, or with none', async () => {
    for (const principal of [{ type: 'jwt', name: 'mallory' }, null]) {
      const history = historyOf([{ ...recorded, principal }]);
      const { why } = await refusal([bound], policy, { history });
      expect(why).toMatch(/the Temporal server (says that .*mallory|does not record who)/);
    }
  });

  it('is looked for again where the history does not show it yet', async () => {
    expect(await rejection(confirm([bound], policy))).toMatchObject({
      type: 'SignalNotRecorded',
      effect: 'transient',
    });
  });

  it('does not count as an update, nor without run and plan', async () => {
    const history = historyOf([recorded]);
    const update = await refusal([{ ...bound, via: 'update' }], policy, { history });
    expect(update.why).toContain('does not record who sends an update');
    expect((await refusal([taken({})], policy, { history })).why).toContain(
      'has to name the run and the plan',
    );
  });
});
