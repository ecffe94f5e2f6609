import { allSign, changesInWords, provenBySender, rulesInWords } from '../../contracts/approval-in-words';
import { messageExamples, type Decision } from '../../contracts/messages';
import { principalInWords } from '../../contracts/principal';
import { signCommand, signOfflineCommand } from '../../contracts/sign-command';
import type { PreparationStatus } from '../../contracts/status';
import { cell, code, json, shorten } from './details-markdown';
import { approvals, toSign } from './wording';

/** The plan that waits or waited, who may approve it and who has. */
export function approvalState({ approval }: PreparationStatus): string {
  if (approval === null) {
    return '';
  }
  const who = approval.decisions.map((one) => `${one.decision} by ${cell(one.approver)}${provenBy(one)}`);
  const rules = rulesInWords(approval);
  return [
    ...askedAgain(approval.changes ?? []),
    '#### Plan',
    approval.plan.map((line) => `- ${shorten(line, 200)}`).join('\n'),
    `**Plan digest** \`${approval.planDigest}\``,
    ...(rules.length === 0 ? [] : [shorten(rules.join(' '), 400)]),
    `**Approvals** ${approvals(approval)} of ${approval.required}${who.length === 0 ? '' : `: ${who.join(', ')}`}`,
  ].join('\n\n');
}

function provenBy({ proof, principal }: Decision): string {
  const by = [
    ...(proof ? ['signed'] : []),
    ...(principal ? [`sent by ${cell(principalInWords(principal))}`] : []),
  ];
  return by.length === 0 ? '' : ` (${by.join(', ')})`;
}

function askedAgain(changes: NonNullable<NonNullable<PreparationStatus['approval']>['changes']>): string[] {
  return changes.length === 0
    ? []
    : [
        '**Asked again**, because what was approved is no longer what would be done:',
        changesInWords(changes)
          .map((change) => `- ${shorten(change, 240)}`)
          .join('\n'),
      ];
}

/** What to send to decide, and where signatures are needed how to make them. */
export function howToDecide({ approval, workflowId, runId }: PreparationStatus): string {
  const signers = approval?.rules?.signers ?? [];
  const everybodySigns = approval !== null && allSign(approval);
  const whole = 'The whole plan is in the tab Queries, `plan`.';
  const proven = (name: 'approve' | 'reject') => provenBySender(name, approval?.rules);
  const paste = (name: 'approve' | 'reject') =>
    `To ${name} it, ${proven(name) ? 'sign in to Temporal as yourself and ' : ''}send the signal \`${name}\` with:`;
  const example = (name: 'approve' | 'reject') =>
    json(approval !== null && proven(name) ? bound(name, approval, runId) : messageExamples[name]);
  const blocks = everybodySigns ? [whole] : [`${whole} ${paste('approve')}`, example('approve')];
  if (approval !== null && signers.length > 0) {
    const about = toSign(approval, workflowId);
    blocks.push(
      `${signers.map(cell).join(', ')} approve with a signature:`,
      code(signCommand('approve', about)),
      'Where Temporal cannot be reached from the machine with the key, this prints the JSON to paste:',
      code(signOfflineCommand(about, runId)),
    );
  }
  return everybodySigns && approval.rules?.signRejections === true
    ? [...blocks, 'A rejection is signed too: the same with `reject`, or `sign --reject`.'].join('\n\n')
    : [...blocks, paste('reject'), example('reject')].join('\n\n');
}

/** The message about this run and plan alone. */
function bound(
  name: 'approve' | 'reject',
  { planDigest }: NonNullable<PreparationStatus['approval']>,
  runId: string,
): string {
  const remark = name === 'approve' ? { comment: 'checked the plan' } : { reason: 'wrong bucket' };
  return JSON.stringify({ approver: 'YOUR-NAME', ...remark, planDigest, runId });
}
