import { named } from '../text/foreign-text';
import { allSign, provenBySender } from './approval-in-words';
import { messageExamples } from '../../contracts/messages';
import { cancelCommand } from '../../contracts/run-commands';
import { decisionCommand, signCommand, type CommandToSign } from '../../contracts/sign-command';
import type { Phase, PreparationStatus, StepName } from '../../contracts/status';

export const STEP_TITLES: Readonly<Record<StepName, string>> = {
  validate: 'Validate the input',
  preflight: 'Preflight, read-only',
  inventory: 'Inventory of the KS3 bucket',
  bucket: 'OSS bucket',
  user: 'RAM user, without any access',
  approval: 'Approval',
  settle: 'Compare with the plan, settle the bucket',
  sourceKey: 'Source AccessKey',
  grant: 'Grant the policies',
  logon: 'Console logon',
  accessKey: 'AccessKey',
  verify: 'Verify the access',
  result: 'Job form and sealed credentials',
};

/** What somebody has to do now, with the exact JSON; null where nobody has to do anything. */
export function nextActionOf(
  phase: Phase,
  approval: PreparationStatus['approval'],
  workflowId = '',
): string | null {
  switch (phase.name) {
    case 'waiting for approval': {
      const missing = (approval?.required ?? 1) - approvals(approval);
      return (
        `Read the plan (query "plan"), then ${howToApprove(approval, workflowId)} ` +
        `or reject ${messageExamples.reject}; ${missing} more ${missing === 1 ? 'approval is' : 'approvals are'} needed ` +
        `before ${phase.deadline}.`
      );
    }
    case 'action required':
      return phase.problem.effect === 'restart'
        ? `Cancel this run and start a new one: ${cancelCommand(workflowId)}`
        : `Fix the problem described above, then send the signal retry ${messageExamples.retry}.`;
    case 'waiting':
      return phase.nextAction;
    case 'running':
    case 'cleaning up':
    case 'finished':
      return null;
  }
}

/** How many approvals have counted so far. */
export function approvals(approval: PreparationStatus['approval']): number {
  return approval?.decisions.filter(({ decision }) => decision === 'approve').length ?? 0;
}

function howToApprove(approval: PreparationStatus['approval'], workflowId: string): string {
  const paste =
    approval !== null && provenBySender('approve', approval.rules)
      ? `sign in to Temporal as yourself and approve it with ${decisionCommand('approve', toSign(approval, workflowId), false)}`
      : `send the signal approve ${messageExamples.approve}`;
  const signers = approval?.rules?.signers ?? [];
  if (approval === null || signers.length === 0) {
    return paste;
  }
  const command = signCommand('approve', toSign(approval, workflowId));
  return allSign(approval)
    ? `sign it with ${command}`
    : `${paste} (${signers.map((one) => named(one)).join(', ')}: ${command})`;
}

/** What whoever approves has to sign, for the command that does it. */
export function toSign(
  { planDigest, rules }: NonNullable<PreparationStatus['approval']>,
  workflowId: string,
): CommandToSign {
  return { workflowId, approver: 'YOUR-NAME', planDigest, comment: rules?.commentRequired === true };
}
