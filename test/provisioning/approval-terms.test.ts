import { approvalProblems, approvalTerms } from '../../provisioning/request/approval-terms';
import { say } from '../../presentation/words/words';
import type { PreparationInput } from '../../contracts/inputs/preparation-input';
import type { ApprovalPolicy } from '../../contracts/settings';
import { PLAIN_APPROVAL } from '../rig/plain-approval';

const DAY = 86_400_000;

function policy(more: Partial<ApprovalPolicy> = {}): ApprovalPolicy {
  return {
    ...PLAIN_APPROVAL,
    approvers: ['li.wei', 'wang.fang', 'zhang.min'],
    keys: [{ approver: 'li.wei', publicKey: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:li' }],
    escalation: { afterMs: DAY, approvers: ['chen.jie'] },
    ...more,
  };
}

type Input = Pick<PreparationInput, 'approval' | 'requestedBy'>;

function problems(input: Input, more?: Partial<ApprovalPolicy>): string[] {
  return approvalProblems(input, policy(more)).map(({ path, problem }) => `${path}: ${say('en', problem)}`);
}

describe('an input', () => {
  it('takes the policy as it is where it says nothing', () => {
    expect(approvalTerms({}, policy())).toEqual({ ...policy(), requester: null });
    expect(problems({})).toEqual([]);
  });

  it('may tighten everything', () => {
    const approval = {
      approvers: ['li.wei', 'wang.fang'],
      required: 2,
      fourEyes: true,
      requireComment: true,
      signRejections: true,
      requirePrincipals: true,
      timeout: '1 day',
      escalateAfter: '2 days',
    };
    expect(problems({ approval, requestedBy: 'zhao.lei' })).toEqual([]);
    expect(approvalTerms({ approval, requestedBy: 'zhao.lei' }, policy())).toMatchObject({
      approvers: ['li.wei', 'wang.fang'],
      required: 2,
      fourEyes: true,
      requireComment: true,
      signRejections: true,
      requirePrincipals: true,
      timeoutMs: DAY,
      escalation: { afterMs: 2 * DAY, approvers: ['chen.jie'] },
      requester: 'zhao.lei',
    });
  });

  it.each<[string, Input, Partial<ApprovalPolicy>, string]>([
    [
      'fewer approvals',
      { approval: { required: 1 } },
      { required: 2 },
      'approval.required: 1 is fewer than the 2',
    ],
    ['more time', { approval: { timeout: '4 days' } }, {}, 'approval.timeout: is longer'],
    [
      'somebody else to approve',
      { approval: { approvers: ['li.wei', 'me'] } },
      {},
      'approval.approvers.1: me is not among the approvers',
    ],
    [
      'two eyes',
      { approval: { fourEyes: false }, requestedBy: 'x' },
      { fourEyes: true },
      'approval.fourEyes: cannot be switched off',
    ],
    [
      'no comment',
      { approval: { requireComment: false } },
      { requireComment: true },
      'approval.requireComment: cannot',
    ],
    [
      'no signatures',
      { approval: { requireSignatures: false } },
      { requireSignatures: true },
      'approval.requireSignatures: cannot',
    ],
    [
      'approvals of whoever writes the name',
      { approval: { requirePrincipals: false } },
      { requirePrincipals: true },
      'approval.requirePrincipals: cannot be switched off',
    ],
    [
      'unsigned rejections',
      { approval: { signRejections: false } },
      { signRejections: true },
      'approval.signRejections: cannot',
    ],
    [
      'the second group sooner',
      { approval: { escalateAfter: '1 hour' } },
      {},
      'approval.escalateAfter: is sooner',
    ],
    [
      'a second group that there is not',
      { approval: { escalateAfter: '2 days' } },
      { escalation: null },
      'approval.escalateAfter: has nobody to escalate to',
    ],
  ])('cannot ask for %s', (_, input, more, problem) => {
    expect(problems(input, more)).toEqual([expect.stringContaining(problem)]);
  });

  it.each<[string, Input, Partial<ApprovalPolicy>, string]>([
    ['says not who asks, under four eyes', {}, { fourEyes: true }, 'requestedBy: is missing'],
    [
      'needs more than there are',
      { approval: { required: 5 } },
      {},
      'approval.required: 5 approvals cannot come from 4 approvers (li.wei, wang.fang, zhang.min, chen.jie)',
    ],
    [
      'comes from one of two who are needed',
      { requestedBy: 'LI.WEI' },
      { fourEyes: true, required: 2, approvers: ['li.wei', 'wang.fang'], escalation: null },
      'approval: 2 approvals cannot come from 1 approvers (wang.fang), without LI.WEI, the requester',
    ],
    [
      'asks for signatures of people without keys',
      { approval: { requireSignatures: true, required: 2 } },
      {},
      'approval.required: 2 approvals cannot come from 1 approvers (li.wei)',
    ],
    [
      'asks for signatures where nobody has a key',
      { approval: { requireSignatures: true } },
      { approvers: [], keys: [], escalation: null },
      'approval: 1 approvals cannot come from 0 approvers (nobody)',
    ],
    [
      'would be reminded all the time',
      { approval: { remindEvery: '1 minute' } },
      {},
      'approval.remindEvery: would remind 4320 times before the time is up; 500 are the most',
    ],
  ])('cannot be approved where it %s', (_, input, more, problem) => {
    expect(problems(input, more)).toEqual([expect.stringContaining(problem)]);
  });
});
