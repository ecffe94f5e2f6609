import type { Decision } from '../../contracts/approval';
import { named } from '../text/foreign-text';
import { allSign, changesInWords, provenBySender, rulesInWords } from './approval-in-words';
import { messageExamples } from '../../contracts/messages';
import { principalInWords } from '../../contracts/principal';
import { signCommand, signOfflineCommand } from '../../contracts/sign-command';
import type { PlanChange } from '../../contracts/approval';
import type { PreparationStatus } from '../../contracts/status';
import type { Language } from '../words/language';
import { wordsOf, type Words } from '../words/words';
import { code, json, line } from './details-markdown';
import { approvals, toSign } from './wording';

/** Room for a whole recipient and for the settings of a bucket; the details hold some four kilobytes in all. */
const MAX_PLAN_LINE = 600;

/** The plan that waits or waited, who may approve it and who has. */
export function approvalState({ approval }: PreparationStatus, language: Language): string {
  if (approval === null) {
    return '';
  }
  const { details } = wordsOf(language);
  const who = approval.decisions.map(
    (one) =>
      `${details.decisionBy({ decision: one.decision, approver: line(named(one.approver)) })}${provenBy(one, details)}`,
  );
  const rules = rulesInWords(approval, language);
  const count = details.approvalsOf({ count: approvals(approval), required: approval.required });
  return [
    ...askedAgain(approval.changes ?? [], language),
    `#### ${details.plan}`,
    approval.plan.map((one) => `- ${line(one, MAX_PLAN_LINE)}`).join('\n'),
    ...(approval.plan.some((one) => one.length > MAX_PLAN_LINE) ? [details.planCut] : []),
    `**${details.planDigest}** \`${approval.planDigest}\``,
    ...(rules.length === 0 ? [] : [line(rules.join(' '), 400)]),
    `**${details.approvals}** ${count}${who.length === 0 ? '' : `: ${who.join(', ')}`}`,
  ].join('\n\n');
}

function provenBy({ proof, principal }: Decision, { signed, sentBy }: Words['details']): string {
  const by = [
    ...(proof ? [signed] : []),
    ...(principal ? [sentBy({ principal: line(principalInWords(principal), 200) })] : []),
  ];
  return by.length === 0 ? '' : ` (${by.join(', ')})`;
}

function askedAgain(changes: readonly PlanChange[], language: Language): string[] {
  const { askedAgain: heading, whyAgain } = wordsOf(language).details;
  return changes.length === 0
    ? []
    : [
        `**${heading}**, ${whyAgain}`,
        changesInWords(changes, language)
          .map((change) => `- ${line(change, 240)}`)
          .join('\n'),
      ];
}

/** What to send to decide, and how to sign if signatures are required. */
export function howToDecide({ approval, workflowId, runId }: PreparationStatus, language: Language): string {
  const { details } = wordsOf(language);
  const signers = approval?.rules?.signers ?? [];
  const everybodySigns = approval !== null && allSign(approval);
  const proven = (name: 'approve' | 'reject') => provenBySender(name, approval?.rules);
  const paste = (name: 'approve' | 'reject') =>
    details.pasteToDecide({ decision: name, signIn: proven(name) });
  const example = (name: 'approve' | 'reject') =>
    json(approval !== null && proven(name) ? bound(name, approval, runId) : messageExamples[name]);
  const blocks = everybodySigns
    ? [details.wholePlan]
    : [`${details.wholePlan} ${paste('approve')}`, example('approve')];
  if (approval !== null && signers.length > 0) {
    const about = toSign(approval, workflowId);
    const who = line(signers.map((one) => named(one)).join(', '), 400);
    blocks.push(
      details.approveSigned({ who }),
      code(signCommand('approve', about)),
      details.signOffline,
      code(signOfflineCommand(about, runId)),
    );
  }
  return everybodySigns && approval.rules?.signRejections === true
    ? [...blocks, details.rejectSigned].join('\n\n')
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
