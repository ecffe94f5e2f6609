import { named } from '../text/foreign-text';
import { allSign, changesInWords, provenBySender, rulesInWords } from './approval-in-words';
import { messageExamples, type Decision } from '../../contracts/messages';
import { principalInWords } from '../../contracts/principal';
import { signCommand, signOfflineCommand } from '../../contracts/sign-command';
import type { PreparationStatus } from '../../contracts/status';
import { code, json, line } from './details-markdown';
import { approvals, toSign } from './wording';

/** Room for a whole recipient and for the settings of a bucket; the details hold some four kilobytes in all. */
const MAX_PLAN_LINE = 600;

/** The plan that waits or waited, who may approve it and who has. */
export function approvalState({ approval }: PreparationStatus): string {
  if (approval === null) {
    return '';
  }
  const who = approval.decisions.map(
    (one) => `${one.decision} by ${line(named(one.approver))}${provenBy(one)}`,
  );
  const rules = rulesInWords(approval);
  return [
    ...askedAgain(approval.changes ?? []),
    '#### Plan',
    approval.plan.map((one) => `- ${line(one, MAX_PLAN_LINE)}`).join('\n'),
    ...(approval.plan.some((one) => one.length > MAX_PLAN_LINE)
      ? ['What is cut above, the query `plan` and `npx prep status` show whole.']
      : []),
    `**Plan digest** \`${approval.planDigest}\``,
    ...(rules.length === 0 ? [] : [line(rules.join(' '), 400)]),
    `**Approvals** ${approvals(approval)} of ${approval.required}${who.length === 0 ? '' : `: ${who.join(', ')}`}`,
  ].join('\n\n');
}

function provenBy({ proof, principal }: Decision): string {
  const by = [
    ...(proof ? ['signed'] : []),
    ...(principal ? [`sent by ${line(principalInWords(principal), 200)}`] : []),
  ];
  return by.length === 0 ? '' : ` (${by.join(', ')})`;
}

function askedAgain(changes: NonNullable<NonNullable<PreparationStatus['approval']>['changes']>): string[] {
  return changes.length === 0
    ? []
    : [
        '**Asked again**, because what was approved is no longer what would be done:',
        changesInWords(changes)
          .map((change) => `- ${line(change, 240)}`)
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
      `${line(signers.map((one) => named(one)).join(', '), 400)} approve with a signature:`,
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
