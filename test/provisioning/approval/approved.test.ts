import type { Decision } from '../../../contracts/approval/approval';
import {
  approvedBefore,
  requireApproval,
  type ApprovedRequest,
} from '../../../provisioning/approval/approved';
import { Attestor } from '../../../provisioning/trust/attestor';
import { WorkerKeys } from '../../../provisioning/trust/worker-keys';
import type { RunIdentity } from '../../../contracts/runs/run-identity';
import type { Settings } from '../../../contracts/settings';
import { makeWorkerKey } from '../../../configuration/trust/worker-keys';
import { rejection } from '../../clouds/alibaba/rejection';
import { OWNERSHIP, RUN } from '../preparation';
import { say } from '../../../presentation/words/words';
import { SETTINGS } from '../settings';
import { approvalOf, ATTESTOR, INPUT, presented } from './approval-world';

/** The input of the steps after an approval, and their tools. */
interface Told {
  readonly input?: unknown;
  /** What the plan was frozen with. */
  readonly before?: { readonly input?: unknown; readonly settings?: Settings };
  readonly decisions?: readonly Decision[];
  readonly run?: RunIdentity;
  readonly settings?: Settings;
}

async function told({ input = INPUT, before = {}, decisions = [approvalOf('li.wei')] }: Told) {
  const plan = await presented(before.input, before.settings);
  const approval = ATTESTOR.attest('approval', { ...RUN }, { planDigest: plan.value.digest, decisions });
  return { input, plan, approval } satisfies ApprovedRequest;
}

async function required(what: Told = {}, request?: ApprovedRequest) {
  const { run = RUN, settings = SETTINGS } = what;
  return requireApproval(request ?? (await told(what)), run, settings, ATTESTOR);
}

/** The same for the steps that only report or record. */
async function recalled(what: Told = {}, request?: ApprovedRequest) {
  const { run = RUN, settings = SETTINGS } = what;
  return approvedBefore(request ?? (await told(what)), run, settings, ATTESTOR);
}

const policy = (approval: Partial<Settings['approval']>): Settings => ({
  ...SETTINGS,
  approval: { ...SETTINGS.approval, ...approval },
});
const defaults = (more: Partial<Settings['defaults']>): Settings => ({
  ...SETTINGS,
  defaults: { ...SETTINGS.defaults, ...more },
});
const KEY = { approver: 'li.wei', publicKey: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:li' };

it('what was approved is what the input and the configuration come to', async () => {
  const { preparation, ownership, plan, approval, run } = await required();
  expect(preparation).toMatchObject({ id: OWNERSHIP.preparation, ramUser: { name: 'mgw-photos' } });
  expect([ownership.preparation, ownership.workflowId]).toEqual([OWNERSHIP.preparation, RUN.workflowId]);
  expect(approval).toEqual({ planDigest: plan.digest, decisions: [approvalOf('li.wei')] });
  expect(run).toEqual(RUN);
});

describe.each([
  ['a step that grants', required],
  ['a step that tells what was done', recalled],
])('%s', (_, step) => {
  it('takes no approval of another run: a reset makes one that is approved again', async () => {
    const { workflowId } = RUN;
    for (const run of [
      { workflowId, runId: 'run-2' },
      { workflowId, runId: '' },
    ]) {
      const error = await rejection(step({ run }));
      expect(error).toMatchObject({ type: 'ApprovalVoid' });
      expect(error.message).toContain(`for run ${run.runId}`);
    }
  });

  it('takes no plan of another workflow', async () => {
    const run = { ...RUN, workflowId: 'prepare/mine' };
    expect(await rejection(step({ run }))).toMatchObject({ type: 'NotAuthentic' });
  });

  it('takes no approval of another plan', async () => {
    const request = await told({});
    const plan = await presented({ ...INPUT, ramUser: { policies: ['AliyunRAMFullAccess'] } });
    const other = { ...request, input: { ...INPUT, ramUser: { policies: ['AliyunRAMFullAccess'] } }, plan };
    const error = await rejection(step({}, other));
    expect(error).toMatchObject({
      type: 'ApprovalVoid',
      message: expect.stringContaining('It is for another plan.'),
    });
  });

  it('takes neither plan nor approval that no worker of this configuration vouches for', async () => {
    const request = await told({});
    const { plan, approval } = request;
    const theirs = new Attestor(new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] }));
    const wider = { ...plan.value.plan, ramUser: { ...plan.value.plan.ramUser, name: 'root' } };
    const forged: [Partial<ApprovedRequest>, string][] = [
      [{ plan: { ...plan, value: { ...plan.value, plan: wider } } }, 'NotAuthentic'],
      [{ plan: theirs.attest('plan', { workflowId: RUN.workflowId }, plan.value) }, 'NotAuthentic'],
      [{ plan: ATTESTOR.attest('checks', { workflowId: RUN.workflowId }, plan.value) }, 'NotAuthentic'],
      [{ approval: theirs.attest('approval', { ...RUN }, approval.value) }, 'ApprovalVoid'],
      [{ approval: ATTESTOR.attest('receipts', { ...RUN }, approval.value) }, 'ApprovalVoid'],
      [{ approval: { ...approval, value: { ...approval.value, decisions: [] } } }, 'ApprovalVoid'],
      [{ approval: { value: approval.value } as typeof approval }, 'ApprovalVoid'],
    ];
    for (const [more, type] of forged) {
      expect(await rejection(step({}, { ...request, ...more }))).toMatchObject({ type });
    }
  });
});

describe('what was approved does not hold any more', () => {
  it.each<[string, Told, string]>([
    ['the configuration', { settings: defaults({ acl: 'public-read', blockPublicAccess: false }) }, 'acl'],
    [
      'the default policies',
      { settings: defaults({ policies: ['AliyunRAMFullAccess'] }) },
      'ramUser.policies',
    ],
    [
      'the recipients',
      {
        input: {
          ...INPUT,
          credentials: { recipients: ['age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa'] },
        },
      },
      'credentials.recipients',
    ],
    ['the input', { input: { ...INPUT, ramUser: { name: 'mgw-other' } } }, 'ramUser.name'],
    ['who asked', { input: { ...INPUT, requestedBy: 'li.wei' } }, 'requestedBy'],
  ])('where %s says something else by now', async (_, what, changed) => {
    const error = await rejection(required(what));
    expect(error).toMatchObject({ type: 'ApprovalVoid' });
    expect(error.message).toContain(changed);
  });

  it('cannot be carried out in another account', async () => {
    const settings = { ...SETTINGS, alibaba: { ...SETTINGS.alibaba, accountId: '1' } };
    expect(await rejection(required({ settings }))).toMatchObject({ type: 'ConfigurationChanged' });
  });

  it.each<[string, Settings, string]>([
    ['two have to approve', policy({ required: 2 }), '1 of 2'],
    ['the approver is none any more', policy({ approvers: ['wang.fang'] }), '0 of 1'],
    [
      'approvals have to be signed',
      policy({ requireSignatures: true, approvers: ['li.wei'], keys: [KEY] }),
      '0 of 1',
    ],
    ['the approver has another key', policy({ keys: [{ ...KEY, fingerprint: 'SHA256:new' }] }), '0 of 1'],
    ['the server has to vouch', policy({ requirePrincipals: true }), '0 of 1'],
    ['comments are asked for, and it has none', policy({ requireComment: true }), '0 of 1'],
  ])('where %s by now', async (_, settings, count) => {
    const decisions = [approvalOf('li.wei', { comment: '' })];
    const error = await rejection(required({ settings, decisions }));
    expect(error).toMatchObject({ type: 'ApprovalVoid' });
    expect(error.message).toContain(`${count} approvals count`);
  });

  it('where the configuration is for another account', async () => {
    const settings = { ...SETTINGS, alibaba: { ...SETTINGS.alibaba, accountId: '1' } };
    expect(await rejection(required({ settings }))).toMatchObject({ type: 'ConfigurationChanged' });
  });

  it('where it is by who asked for it', async () => {
    const own = { settings: policy({ fourEyes: true }), decisions: [approvalOf('Zhao.Lei')] };
    expect(await rejection(required(own))).toMatchObject({ type: 'ApprovalVoid' });
  });

  it('where the input is not valid any more, in words that say so', async () => {
    const error = await rejection(required({ settings: { ...SETTINGS, sources: {} } }));
    expect(error).toMatchObject({ type: 'ConfigurationChanged' });
    expect(error.message).toMatch(/^This preparation cannot continue .*source\.profile/s);
    expect(say('zh', error.report)).toMatch(/^本准备任务 ?无法/);
  });
});

it('who counted as one of the second group counts on', async () => {
  const second = policy({
    approvers: ['wang.fang'],
    escalation: { afterMs: 86_400_000, approvers: ['li.wei'] },
  });
  await expect(required({ settings: second })).resolves.toMatchObject({ run: RUN });
});

it('what was done is told as the plan says, whatever the configuration says by now', async () => {
  const { preparation } = await recalled({
    settings: defaults({ acl: 'public-read', policies: ['current'] }),
  });
  expect(preparation).toMatchObject({ destination: { acl: 'private' }, id: OWNERSHIP.preparation });
  expect(preparation.ramUser.policies.map(({ name }) => name)).toContain('AliyunOSSFullAccess');
});
