import { named } from '../text/foreign-text';
import { minute } from '../text/minute';
import { allSign, provenBySender } from './approval-in-words';
import { decisionJson } from './deciders';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import { cancelCommand } from '../../contracts/runs/run-commands';
import { decisionCommand, signCommand, type CommandToSign } from '../../contracts/approval/sign-command';
import type { Phase, PreparationStatus } from '../../contracts/runs/status';
import type { Language } from '../words/language';
import { wordsOf } from '../words/words';

/** What somebody has to do now, with the exact JSON; null if nobody has to do anything. */
export function nextActionOf(
  phase: Phase,
  approval: PreparationStatus['approval'],
  workflowId = '',
  language: Language = 'en',
): string | null {
  const { details } = wordsOf(language);
  switch (phase.name) {
    case 'waiting for approval':
      return details.readPlan({
        how: howToApprove(approval, workflowId, language),
        reject: howToReject(approval, workflowId, language),
        missing: (approval?.required ?? 1) - approvals(approval),
        before: minute(phase.deadline),
      });
    case 'action required':
      return phase.problem.effect === 'restart'
        ? details.cancelNow({ command: cancelCommand(workflowId) })
        : details.retryNow({ example: messageExamples.retry });
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

function howToReject(
  approval: PreparationStatus['approval'],
  workflowId: string,
  language: Language,
): string {
  if (approval === null) {
    return messageExamples.decide.replace('"approve"', '"reject"');
  }
  return provenBySender('reject', approval.rules)
    ? decisionCommand('reject', toSign(approval, workflowId), false)
    : decisionJson(approval, 'reject', '', language).json;
}

function howToApprove(
  approval: PreparationStatus['approval'],
  workflowId: string,
  language: Language,
): string {
  const { details } = wordsOf(language);
  const paste =
    approval !== null && provenBySender('approve', approval.rules)
      ? details.approveSignedIn({ command: decisionCommand('approve', toSign(approval, workflowId), false) })
      : details.sendApprove({
          example:
            approval === null ? messageExamples.decide : decisionJson(approval, 'approve', '', language).json,
        });
  const signers = approval?.rules?.signers ?? [];
  if (approval === null || signers.length === 0) {
    return paste;
  }
  const command = signCommand('approve', toSign(approval, workflowId));
  return allSign(approval)
    ? details.signWith({ command })
    : details.orSignWith({ paste, signers: signers.map((one) => named(one)).join(', '), command });
}

/** What an approver has to sign, for the command that does it. */
export function toSign(
  { planDigest, rules }: NonNullable<PreparationStatus['approval']>,
  workflowId: string,
): CommandToSign {
  return { workflowId, approver: 'YOUR-NAME', planDigest, comment: rules?.commentRequired === true };
}
