import { english } from '../english';
import { say } from '../../presentation/words/words';
import type { WorkflowFailedError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { asSignal } from '../../client/decide/decide-by-signal';
import { decideUpdate, rejectSignal, statusQuery, approveSignal } from '../../contracts/messages';
import type { NotPreparedResult, PreparedResult } from '../../contracts/runs/result';
import {
  eventsOf,
  plannedBy,
  refusalsOf,
  signedBy,
  startApprovalRig,
  type ApprovalRig,
} from '../rig/approval-rig';
import { until, untilPhase, type PreparationHandle } from '../rig/rig';
import { A_SECOND_AS_A_WEEK, drawnOut } from '../rig/drawn-out-history';
import { resetHere, resetTo } from '../rig/reset-run';
import { openCredentials } from '../rig/sealed-credentials';
import { settingsFor } from '../rig/settings';
import { SshSigner } from '../rig/ssh-signer';
import { currentWorkflows } from '../rig/temporal';

const li = new SshSigner();
const wang = new SshSigner();
const chen = new SshSigner();

/** Two of three approve; two of them sign. */
const POLICY = {
  approvers: ['li.wei', 'wang.fang', 'zhang.min'],
  keys: [li.keyOf('li.wei'), wang.keyOf('wang.fang')],
  required: 2,
  fourEyes: true,
  requireComment: true,
};
const ASKED = { requestedBy: 'zhao.lei' };

let rig: ApprovalRig;

beforeAll(async () => {
  rig = await startApprovalRig();
  await rig.work({ approval: POLICY });
});

afterAll(() => rig.stop());

/** What the update answers: that it counted, or why not. */
async function answer(handle: PreparationHandle, message: unknown): Promise<string> {
  try {
    return say('en', (await handle.executeUpdate(decideUpdate, { args: [message] })).message);
  } catch (error) {
    return (error as WorkflowFailedError).cause?.message ?? String(error);
  }
}

describe('a plan that has to be approved with signatures', () => {
  it('is granted by signatures over it, and the result proves who gave them', async () => {
    const handle = await rig.prepare('signed', ASKED);
    const first = await signedBy(li, 'li.wei', handle);
    expect(await answer(handle, { ...first, from: 'li.wei@laptop' })).toBe(
      'approve by li.wei counted; more approvals are needed',
    );
    await handle.signal(approveSignal, asSignal(await signedBy(wang, 'wang.fang', handle)));
    const result = (await handle.result()) as PreparedResult;

    expect(result.outcome).toBe('prepared');
    expect(result.approvedBy).toMatchObject([
      {
        approver: 'li.wei',
        via: 'update',
        from: 'li.wei@laptop',
        proof: { fingerprint: li.fingerprint, signedAt: first['signedAt'] },
      },
      { approver: 'wang.fang', via: 'signal', proof: { fingerprint: wang.fingerprint } },
    ]);
    expect(result.audit).toMatchObject({ requester: 'zhao.lei', omitted: 0 });
    expect(result.audit?.events.map(({ kind }) => kind)).toEqual([
      'waiting',
      'decision',
      'decision',
      'closed',
    ]);
  });

  it('counts nothing that is unsigned, forged, altered, replayed or said twice, and keeps each on record', async () => {
    const other = await rig.prepare('replayed-from', ASKED);
    const ofAnotherRun = await signedBy(li, 'li.wei', other);
    const handle = await rig.prepare('replayed', ASKED);
    const { runId, planDigest } = await plannedBy(handle);
    const good = await signedBy(li, 'li.wei', handle);
    const refused: [unknown, string][] = [
      [
        { decision: 'approve', approver: 'li.wei', comment: 'checked' },
        `--digest ${planDigest} --approver li.wei --comment`,
      ],
      [await signedBy(chen, 'li.wei', handle), `it was signed with the key ${chen.fingerprint}`],
      [{ ...good, comment: 'checked twice' }, 'its signature does not match'],
      [{ ...good, decision: 'reject' }, 'its signature does not match'],
      [ofAnotherRun, 'it is for another plan'],
      [{ ...ofAnotherRun, planDigest }, `it is for run ${ofAnotherRun['runId']}`],
      [{ ...ofAnotherRun, planDigest, runId }, 'its signature does not match'],
      [{ ...good, approver: 'wang.fang' }, `it was signed with the key ${li.fingerprint}`],
      [{ ...good, approver: 'nobody' }, 'nobody is not among the approvers'],
      [{ decision: 'approve', approver: 'zhang.min' }, 'needs a comment'],
    ];
    for (const [message, reason] of refused) {
      expect(await answer(handle, message)).toContain(reason);
    }
    await handle.signal(approveSignal, { approver: 'li.wei', comment: 'checked' });
    expect(await answer(handle, good)).toContain('li.wei counted; more approvals are needed');
    expect(await answer(handle, good)).toContain('each person counts once');

    const reasons = await refusalsOf(handle);
    expect(reasons).toHaveLength(refused.length + 2);
    refused.forEach(([, reason], at) => expect(reasons[at]).toContain(reason));
    const { notices, phase } = await handle.query(statusQuery);
    expect(phase.name).toBe('waiting for approval');
    expect(notices).toEqual([
      expect.stringContaining('"approve" from li.wei does not count: li.wei has to sign'),
    ]);

    await handle.signal(rejectSignal, { approver: 'zhang.min', reason: 'enough' });
    const result = (await handle.result()) as NotPreparedResult;
    expect(result.outcome).toBe('rejected');
    expect(result.audit?.events.filter(({ kind }) => kind === 'refused')).toHaveLength(reasons.length);
    await other.signal(rejectSignal, { approver: 'zhang.min' });
    await other.result();
  });

  it('is rejected without a signature by anybody listed, whoever has approved', async () => {
    const handle = await rig.prepare('rejected', ASKED);
    await answer(handle, await signedBy(li, 'li.wei', handle));
    await handle.signal(rejectSignal, { approver: 'wang.fang' });
    expect((await handle.result()).outcome).toBe('rejected');
    expect(await rig.control.ramUser('mgw-rejected')).toBeUndefined();
  });

  it('is not approved by whoever asked for it, and not asked for by nobody', async () => {
    const handle = await rig.prepare('four-eyes', { requestedBy: 'Li.Wei' });
    expect(await answer(handle, await signedBy(li, 'li.wei', handle))).toContain('(four eyes)');
    await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'mine, and withdrawn' });
    expect((await handle.result()).outcome).toBe('rejected');

    const anonymous = await rig.prepare('anonymous');
    await expect(anonymous.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining('- requestedBy: is missing') },
    });
  });

  it('lets as many count as are needed when all of them come at once', async () => {
    const handle = await rig.prepare('race', ASKED);
    const messages = [
      await signedBy(li, 'li.wei', handle),
      await signedBy(wang, 'wang.fang', handle),
      { decision: 'approve', approver: 'zhang.min', comment: 'checked' },
    ];
    const answers = await Promise.all(messages.map((message) => answer(handle, message)));
    expect(answers.filter((text) => text.includes('counted'))).toHaveLength(2);
    expect(answers.filter((text) => text.includes('the plan is approved'))).toHaveLength(1);
    const { approvedBy, audit } = (await handle.result()) as PreparedResult;
    expect(new Set(approvedBy.map(({ approver }) => approver)).size).toBe(2);
    expect(audit?.events.filter(({ kind }) => kind === 'decision')).toHaveLength(2);
  });

  it('takes nothing any more once it is decided, and says so in the result', async () => {
    await rig.control.fault({
      service: 'ram',
      operation: 'AttachPolicyToUser',
      resource: 'mgw-late',
      kind: 'status',
      status: 403,
      code: 'NoPermission',
    });
    const handle = await rig.prepare('late', ASKED);
    await answer(handle, await signedBy(li, 'li.wei', handle));
    const late = await signedBy(wang, 'wang.fang', handle);
    await answer(handle, late);
    await untilPhase(handle, 'action required');
    expect(await answer(handle, { decision: 'reject', approver: 'zhang.min' })).toBe(
      'Refused: no approval is pending.',
    );
    await handle.signal('retry', {});
    const { audit } = (await handle.result()) as PreparedResult;
    expect(audit?.events.at(-1)).toMatchObject({
      kind: 'refused',
      refusal: { wanted: 'reject', approver: 'zhang.min', via: 'update' },
    });
  });
});

describe('a plan that is decided while no worker runs', () => {
  it('is judged by the next worker, after a wait of many reminders', async () => {
    const handle = await rig.prepare('outage', {
      ...ASKED,
      approval: { timeout: '400 seconds', remindEvery: '1 second' },
    });
    const signed = await signedBy(li, 'li.wei', handle);
    await until(async () => {
      const { phase } = await handle.query(statusQuery);
      return (phase.name === 'waiting for approval' && phase.reminders >= 5) || undefined;
    });
    await rig.stopWorking();
    await handle.signal(approveSignal, asSignal(signed));
    await handle.signal(approveSignal, { approver: 'zhang.min', comment: 'checked' });
    await rig.work({ approval: POLICY });
    const { approvedBy, audit } = (await handle.result()) as PreparedResult;
    expect(approvedBy.map(({ approver }) => approver)).toEqual(['li.wei', 'zhang.min']);
    expect(audit?.events.filter(({ kind }) => kind === 'reminder').length).toBeGreaterThanOrEqual(2);

    // The same wait, drawn out over more than a month: the workflow does the same at the same places.
    const { history, days } = drawnOut(await handle.fetchHistory(), A_SECOND_AS_A_WEEK);
    expect(days).toBeGreaterThan(30);
    await Worker.runReplayHistory({ workflowBundle: await currentWorkflows() }, history, handle.workflowId);
  });

  it('fails closed where the time was up before a worker could judge it', async () => {
    const handle = await rig.prepare('too-late', { ...ASKED, approval: { timeout: '8 seconds' } });
    await plannedBy(handle);
    await rig.stopWorking();
    await handle.signal(approveSignal, { approver: 'zhang.min', comment: 'checked' });
    // The server fires the timer of the deadline without any worker.
    await until(async () => {
      const { events } = await handle.fetchHistory();
      return (events ?? []).some(({ timerFiredEventAttributes: fired }) => fired) || undefined;
    });
    await rig.work({ approval: POLICY });
    const result = (await handle.result()) as NotPreparedResult;
    expect(result).toMatchObject({ outcome: 'approval timed out', decisions: [] });
    expect(await refusalsOf(handle)).toEqual([expect.stringContaining('it arrived after the deadline')]);
  });
});

describe('a second group', () => {
  const policy = {
    approvers: ['li.wei'],
    keys: [chen.keyOf('chen.jie')],
    escalation: { afterMs: 2000, approvers: ['chen.jie'] },
  };

  it('counts from its time on, and not before', async () => {
    await rig.work({ approval: policy });
    const handle = await rig.prepare('escalated');
    const signed = await signedBy(chen, 'chen.jie', handle);
    expect(await answer(handle, signed)).toContain(
      'chen.jie belongs to the second group, which counts from 2',
    );
    await until(async () => (await eventsOf(handle)).some(({ kind }) => kind === 'escalated') || undefined);
    expect((await handle.query(statusQuery)).approval?.rules?.secondGroup).toMatchObject({ counts: true });
    expect(await answer(handle, signed)).toContain('the plan is approved');
    const { audit } = (await handle.result()) as PreparedResult;
    expect(audit?.events.map(({ kind }) => kind)).toEqual([
      'waiting',
      'refused',
      'escalated',
      'decision',
      'closed',
    ]);
  });
});

describe('a run that would do something else than was approved', () => {
  it('asks again with a new plan, and seals to whom that one names', async () => {
    await rig.work();
    const handle = await rig.prepare('recipients');
    const { planDigest: before } = await plannedBy(handle);
    const identity = await generateIdentity();
    const recipients = [await identityToRecipient(identity)];
    await rig.work({ recipients });
    await handle.signal(approveSignal, { approver: 'li.wei', planDigest: before });

    const again = await until(async () => {
      const { phase, approval } = await handle.query(statusQuery);
      const waits = phase.name === 'waiting for approval' && approval?.planDigest !== before;
      return (waits && approval) || undefined;
    });
    expect(again).toMatchObject({
      decisions: [],
      changes: [{ what: 'credentials.recipients', now: JSON.stringify(recipients) }],
    });
    expect(await answer(handle, { decision: 'approve', approver: 'li.wei', planDigest: before })).toContain(
      `the pending plan has the digest ${again.planDigest}`,
    );
    await answer(handle, { decision: 'approve', approver: 'li.wei', planDigest: again.planDigest });
    const result = (await handle.result()) as PreparedResult;
    expect(result.planDigest).toBe(again.planDigest);
    expect(result.audit?.events.map(({ kind }) => kind)).toEqual([
      'waiting',
      'decision',
      'closed',
      'asked again',
      'waiting',
      'refused',
      'decision',
      'closed',
    ]);
    expect(await openCredentials(result, identity)).toMatchObject({
      accessKey: { accessKeyId: result.account.accessKeyId },
    });
  });

  it('withdraws what it has granted and asks again where a retry would grant something else', async () => {
    await rig.work();
    await rig.control.fault({
      service: 'ram',
      operation: 'CreateAccessKey',
      resource: 'mgw-retried',
      kind: 'status',
      status: 403,
      code: 'NoPermission',
    });
    const handle = await rig.prepare('retried');
    await plannedBy(handle);
    await handle.signal(approveSignal, { approver: 'li.wei' });
    await untilPhase(handle, 'action required');
    expect(await rig.control.ramUser('mgw-retried')).toMatchObject({ loginProfile: { passwordsSet: 1 } });

    const { defaults } = settingsFor(rig.standIns, []);
    await rig.work({ settings: { defaults: { ...defaults, policies: ['AliyunOSSReadOnlyAccess'] } } });
    await handle.signal('retry', {});
    await until(
      async () => (await handle.query(statusQuery)).phase.name === 'waiting for approval' || undefined,
    );
    expect(await rig.control.ramUser('mgw-retried')).toMatchObject({
      accessKeys: [],
      policies: [],
      loginProfile: null,
    });
    await handle.signal(approveSignal, { approver: 'li.wei' });
    expect(((await handle.result()) as PreparedResult).account.policies).toEqual(['AliyunOSSReadOnlyAccess']);
  });

  it('asks for the approvals that no longer count under the policy of the day, and keeps the others', async () => {
    const signers = { approvers: ['li.wei', 'wang.fang'], keys: [li.keyOf('li.wei')], required: 2 };
    await rig.work({ approval: signers });
    const handle = await rig.prepare('policy');
    await answer(handle, await signedBy(li, 'li.wei', handle));
    const { planDigest } = await plannedBy(handle);
    // Somebody must approve before the change is seen; wang.fang is an approver when the plan is frozen, and not after.
    await rig.work({ approval: { ...signers, approvers: ['li.wei', 'zhang.min'] } });
    await handle.signal(approveSignal, { approver: 'wang.fang' });
    const again = await until(async () => {
      const { approval } = await handle.query(statusQuery);
      return approval?.changes === undefined ? undefined : approval;
    });
    expect(again.planDigest).toBe(planDigest);
    expect(again.decisions.map(({ approver }) => approver)).toEqual(['li.wei']);
    await handle.signal(approveSignal, { approver: 'zhang.min' });
    const { approvedBy } = (await handle.result()) as PreparedResult;
    expect(approvedBy.map(({ approver }) => approver)).toEqual(['li.wei', 'zhang.min']);
  });

  it('waits for the configuration to be put back where it is for another account by now', async () => {
    await rig.work();
    const handle = await rig.prepare('account');
    await plannedBy(handle);
    const { alibaba } = settingsFor(rig.standIns, []);
    await rig.work({ settings: { alibaba: { ...alibaba, accountId: '1000000000000001' } } });
    await handle.signal(approveSignal, { approver: 'li.wei' });
    const { phase } = await untilPhase(handle, 'action required');
    expect(phase).toMatchObject({ step: 'approval', problem: { type: 'ConfigurationChanged' } });
    expect(await rig.control.ramUser('mgw-account')).toMatchObject({ policies: [], accessKeys: [] });
    await rig.work();
    await handle.signal('retry', {});
    expect(((await handle.result()) as PreparedResult).outcome).toBe('prepared');
  });
});

describe('a run that is reset while it waits', () => {
  it('counts no signature that was made for the run before, though the server sends it again', async () => {
    await rig.work({ approval: POLICY });
    const before = await rig.prepare('reset-before', ASKED);
    await before.signal(approveSignal, asSignal(await signedBy(li, 'li.wei', before)));
    const { runId } = await plannedBy(before);
    const checked = await until(async () => {
      const { events } = await before.fetchHistory();
      const scheduled = (events ?? []).map((event) => event.activityTaskScheduledEventAttributes);
      return scheduled.find((activity) => activity?.activityType?.name === 'checkDecision') ?? undefined;
    });
    const after = await resetTo(rig, before, checked.workflowTaskCompletedEventId);
    const reasons = await until(async () => {
      const found = await refusalsOf(after);
      return found.length > 0 ? found : undefined;
    });
    expect(reasons).toEqual([expect.stringContaining(`it is for run ${runId}; the pending run is `)]);
    expect((await after.query(statusQuery)).approval?.decisions).toEqual([]);
    await after.signal(rejectSignal, { approver: 'zhang.min' });
    expect((await after.result()).outcome).toBe('rejected');
  });

  it('takes no approval for it that was given to the run before, and keeps those given to it', async () => {
    await rig.work({ approval: POLICY });
    const before = await rig.prepare('reset-after', ASKED);
    await answer(before, await signedBy(li, 'li.wei', before));
    await before.signal('retry', {});
    const after = await resetHere(rig, before);
    await until(
      async () => (await after.query(statusQuery)).phase.name === 'waiting for approval' || undefined,
    );
    await answer(after, await signedBy(wang, 'wang.fang', after));
    const again = await askedAgain(after);
    expect(again.decisions.map(({ approver }) => approver)).toEqual(['wang.fang']);
    expect(JSON.stringify(english(again.changes))).toContain('li.wei: it is for run');
    await answer(after, await signedBy(li, 'li.wei', after));
    const { approvedBy } = (await after.result()) as PreparedResult;
    expect(approvedBy.map(({ approver }) => approver)).toEqual(['wang.fang', 'li.wei']);
  });
});

describe('a run that is reset after it was approved', () => {
  it('withdraws what it granted and asks for an approval again', async () => {
    await rig.work();
    const name = 'reset-granted';
    const fault = { service: 'ram', operation: 'CreateAccessKey', resource: `mgw-${name}` } as const;
    await rig.control.fault({ ...fault, kind: 'status', status: 403, code: 'NoPermission', times: 0 });
    const before = await rig.prepare(name);
    await untilPhase(before, 'waiting for approval');
    await before.signal(approveSignal, { approver: 'li.wei' });
    await untilPhase(before, 'action required');
    expect((await rig.control.ramUser(`mgw-${name}`))?.policies).toHaveLength(2);
    await rig.control.clearFaults();

    const after = await resetHere(rig, before);
    await untilPhase(after, 'action required');
    await after.signal('retry', {});
    const again = await askedAgain(after);
    expect(again.decisions).toEqual([]);
    expect(await rig.control.ramUser(`mgw-${name}`)).toMatchObject({ policies: [], accessKeys: [] });
    await after.signal(approveSignal, { approver: 'wang.fang' });
    const { approvedBy } = (await after.result()) as PreparedResult;
    expect(approvedBy.map(({ approver }) => approver)).toEqual(['wang.fang']);
  });
});

/** Waits until a run asks for an approval again. */
function askedAgain(handle: PreparationHandle) {
  return until(async () => {
    const { approval } = await handle.query(statusQuery);
    return approval?.changes === undefined ? undefined : approval;
  });
}
