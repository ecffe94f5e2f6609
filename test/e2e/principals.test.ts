import type { WorkflowFailedError } from '@temporalio/client';
import { asSignal } from '../../client/decide/decide-by-signal';
import { approveSignal, decideUpdate, rejectSignal, statusQuery } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import { plannedBy, refusalsOf, signedBy, startApprovalRig, type ApprovalRig } from '../rig/approval-rig';
import { until, type PreparationHandle } from '../rig/rig';
import { SshSigner } from '../rig/ssh-signer';
import { stamped } from '../rig/stamped-history';

const wang = new SshSigner();

/** li.wei signs in under another name than the configuration's, and wang.fang signs besides. */
const POLICY = {
  approvers: ['li.wei', 'wang.fang'],
  keys: [wang.keyOf('wang.fang')],
  principals: [{ approver: 'li.wei', name: 'li.wei@example.com', type: 'jwt' }],
  requirePrincipals: true,
};

let rig: ApprovalRig;

beforeAll(async () => {
  rig = await startApprovalRig();
});

afterAll(() => rig.stop());

/** Sends a signal signed in as somebody. */
function sendAs(who: string, handle: PreparationHandle, signal: typeof approveSignal, words: object) {
  return rig.clientOf(who).workflow.getHandle(handle.workflowId).signal(signal, words);
}

/** What was refused, once so many messages were. */
function refused(handle: PreparationHandle, count: number): Promise<string[]> {
  return until(async () => {
    const reasons = await refusalsOf(handle);
    return reasons.length >= count ? reasons : undefined;
  });
}

describe('a plan whose approvers the server has to vouch for', () => {
  it('counts what the approver sent, and nothing that somebody else sent under the name', async () => {
    await rig.work({ approval: POLICY, history: stamped });
    const handle = await rig.prepare('vouched');
    const bound = await plannedBy(handle);
    const words = { approver: 'li.wei', comment: 'checked', ...bound };
    const update = handle.executeUpdate(decideUpdate, { args: [{ decision: 'approve', ...words }] });
    const answer = await update.then(
      ({ message }) => message,
      (error: WorkflowFailedError) => error.cause?.message,
    );
    expect(answer).toContain('the Temporal server does not record who sends an update');
    await sendAs('li.wei@example.com', handle, approveSignal, { approver: 'li.wei' });
    await sendAs('mallory@example.com', handle, approveSignal, words);
    const reasons = await refused(handle, 3);
    expect(reasons.slice(1)).toEqual([
      expect.stringContaining(`--digest ${bound.planDigest} --approver li.wei`),
      expect.stringContaining('the Temporal server says that jwt "mallory@example.com" sent it'),
    ]);
    expect((await handle.query(statusQuery)).approval?.decisions).toEqual([]);

    await sendAs('li.wei@example.com', handle, approveSignal, words);
    const { approvedBy, audit } = (await handle.result()) as PreparedResult;
    expect(approvedBy).toMatchObject([
      {
        approver: 'li.wei',
        via: 'signal',
        proof: null,
        principal: { type: 'jwt', name: 'li.wei@example.com' },
      },
    ]);
    const { events } = await handle.fetchHistory();
    const proof = (events ?? []).find(({ eventId }) => String(eventId) === approvedBy[0]?.principal?.eventId);
    expect(proof?.workflowExecutionSignaledEventAttributes?.identity).toBe('li.wei@example.com');
    expect(audit?.events.filter(({ kind }) => kind === 'refused')).toHaveLength(3);
  });

  it('asks for both where the approver has a key as well', async () => {
    const handle = await rig.prepare('both');
    const words = asSignal(await signedBy(wang, 'wang.fang', handle));
    const { runId, planDigest } = await plannedBy(handle);
    await sendAs('wang.fang', handle, approveSignal, { approver: 'wang.fang', runId, planDigest });
    await sendAs('li.wei@example.com', handle, approveSignal, words);
    expect(await refused(handle, 2)).toEqual([
      expect.stringContaining('wang.fang has to sign it'),
      expect.stringContaining('jwt "li.wei@example.com" sent it'),
    ]);
    await sendAs('wang.fang', handle, approveSignal, words);
    const { approvedBy } = (await handle.result()) as PreparedResult;
    expect(approvedBy).toMatchObject([
      { proof: { fingerprint: wang.fingerprint }, principal: { name: 'wang.fang' } },
    ]);
  });

  it('is rejected by anybody listed, unless rejections have to be proven too', async () => {
    const lax = await rig.prepare('rejected-unproven');
    await plannedBy(lax);
    await sendAs('mallory', lax, rejectSignal, { approver: 'li.wei' });
    expect((await lax.result()).outcome).toBe('rejected');

    await rig.work({ approval: { ...POLICY, signRejections: true }, history: stamped });
    const strict = await rig.prepare('rejected-proven');
    const words = { approver: 'li.wei', reason: 'wrong', ...(await plannedBy(strict)) };
    await sendAs('mallory', strict, rejectSignal, words);
    expect(await refused(strict, 1)).toEqual([expect.stringContaining('jwt "mallory" sent it')]);
    await sendAs('li.wei@example.com', strict, rejectSignal, words);
    expect((await strict.result()).outcome).toBe('rejected');
  });

  /** Approves a plan while the senders need not be proven, and once more when they have to be. */
  async function provenLater(name: string, sender: string) {
    await rig.work({ approval: { ...POLICY, requirePrincipals: false, required: 2, keys: [] } });
    const handle = await rig.prepare(name);
    const bound = await plannedBy(handle);
    await sendAs(sender, handle, approveSignal, { approver: 'li.wei', ...bound });
    await until(async () => (await handle.query(statusQuery)).approval?.decisions[0]);
    await rig.work({ approval: { ...POLICY, keys: [] }, history: stamped });
    // Signed in as somebody else: it carries the first policy, and proves nothing under the second.
    await sendAs('somebody@example.com', handle, approveSignal, { approver: 'wang.fang', ...bound });
    return { handle, bound };
  }

  it('takes an approval from before that was asked for, where its approver sent it', async () => {
    const { handle } = await provenLater('later', 'li.wei@example.com');
    const { approvedBy } = (await handle.result()) as PreparedResult;
    expect(approvedBy).toMatchObject([{ principal: { name: 'li.wei@example.com' } }]);
  });

  it('asks again where an approval from before was sent by somebody else', async () => {
    const { handle, bound } = await provenLater('later-forged', 'mallory@example.com');
    const again = await until(async () => {
      const { approval } = await handle.query(statusQuery);
      return approval?.rules?.requirePrincipals === true ? approval : undefined;
    });
    expect(again).toMatchObject({ planDigest: bound.planDigest, decisions: [] });
    const words = { approver: 'li.wei', comment: 'again', ...bound };
    await sendAs('li.wei@example.com', handle, approveSignal, words);
    const { approvedBy } = (await handle.result()) as PreparedResult;
    expect(approvedBy).toMatchObject([{ principal: { name: 'li.wei@example.com' } }]);
  });
});

describe('a server that vouches for nobody', () => {
  it('leaves such a plan waiting, and the refusal says why', async () => {
    await rig.work({ approval: POLICY });
    const handle = await rig.prepare('unvouched');
    const bound = await plannedBy(handle);
    await sendAs('li.wei@example.com', handle, approveSignal, { approver: 'li.wei', ...bound });
    expect(await refused(handle, 1)).toEqual([
      expect.stringContaining('the Temporal server does not record who sent it'),
    ]);
    const { phase, notices } = await handle.query(statusQuery);
    expect(phase.name).toBe('waiting for approval');
    expect(notices).toEqual([expect.stringContaining('prep doctor')]);
    await handle.signal(rejectSignal, { approver: 'li.wei' });
    await handle.result();
  });
});
