import type { Decision } from '../../contracts/approval/approval';
import { named } from '../text/foreign-text';
import { commandSpan } from '../text/markdown';
import { allSign, changesInWords, provenBySender, rulesInWords } from './approval-in-words';
import { principalInWords } from '../../contracts/approval/principal';
import { reportCommand } from '../../contracts/runs/run-commands';
import { signCommand, signOfflineCommand } from '../../contracts/approval/sign-command';
import type { PlanChange } from '../../contracts/approval/approval';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { Language } from '../words/language';
import { sentences, wordsOf, type Words } from '../words/words';
import { within } from './byte-room';
import { decisionJson, whoCanDecide } from './deciders';
import { code, json, line, nameableId, pageLink } from './details-markdown';
import { approvals, toSign } from './wording';

/** Room for a whole recipient and for the settings of a bucket; the details hold some four kilobytes in all. */
const MAX_PLAN_LINE = 600;

/** Bytes for the names of those who are needed. */
const MAX_NAMES = 300;

/** The plan that waits or waited, who may approve it and who has. */
export function approvalState({ approval }: PreparationStatus, language: Language): string {
  if (approval === null) {
    return '';
  }
  const words = wordsOf(language);
  const { details, terminal } = words;
  const who = approval.decisions.map(
    (one) =>
      `${details.decisionBy({ decision: one.decision, approver: line(named(one.approver)) })}${provenBy(one, words)}`,
  );
  const rules = rulesInWords(approval, language);
  const count = details.approvalsOf({ count: approvals(approval), required: approval.required });
  return [
    ...askedAgain(approval.changes ?? [], language),
    `#### ${details.plan}`,
    approval.plan.map((one) => `- ${line(one, MAX_PLAN_LINE)}`).join('\n'),
    ...(approval.plan.some((one) => one.length > MAX_PLAN_LINE) ? [details.planCut] : []),
    `**${details.planDigest}** \`${approval.planDigest}\``,
    ...(rules.length === 0 ? [] : [line(sentences(rules), 400)]),
    who.length === 0
      ? `**${details.approvals}** ${count}`
      : terminal.titled(`**${details.approvals}** ${count}`, who.join(details.comma)),
  ].join('\n\n');
}

function provenBy({ proof, principal }: Decision, { details, terminal }: Words): string {
  const { signed, sentBy } = details;
  const by = [
    ...(proof ? [signed] : []),
    ...(principal ? [sentBy({ principal: line(principalInWords(principal), 200) })] : []),
  ];
  return by.length === 0 ? '' : terminal.aside('', ...by);
}

function askedAgain(changes: readonly PlanChange[], language: Language): string[] {
  const { askedAgain: heading, whyAgain, comma } = wordsOf(language).details;
  return changes.length === 0
    ? []
    : [
        `**${heading}**${comma}${whyAgain}`,
        changesInWords(changes, language)
          .map((change) => `- ${line(change, 240)}`)
          .join('\n'),
      ];
}

/** From whom what is needed now, as far as there is room for names. */
export function whoIsNeeded(
  approval: NonNullable<PreparationStatus['approval']>,
  language: Language,
): string {
  const { details, report } = wordsOf(language);
  const missing = approval.required - approvals(approval);
  const names = whoCanDecide(approval, 'approve').map((one) => named(one));
  return details.needed({
    missing,
    who: names.length === 0 ? null : within(MAX_NAMES, 200, (limit) => line(names.join(report.names), limit)),
  });
}

/** What to send to decide, and how to sign if signatures are required. */
export function howToDecide(status: PreparationStatus, language: Language): string {
  const { approval, workflowId, runId } = status;
  const { details, report } = wordsOf(language);
  if (approval === null) {
    return '';
  }
  const signers = approval.rules.signers;
  const everybodySigns = allSign(approval);
  const paste = (name: 'approve' | 'reject') => {
    const decision = decisionJson(approval, name, runId, language);
    const signIn = provenBySender(name, approval.rules);
    return [details.pasteToDecide({ decision: name, signIn, via: decision.via }), json(decision.json)];
  };
  const [how, example] = paste('approve');
  const about = whereToRead(status, details);
  const blocks = everybodySigns ? [about] : [sentences([about, how ?? '']), example];
  if (signers.length > 0) {
    const signed = toSign(approval, nameableId(workflowId));
    const who = within(MAX_NAMES, 200, (limit) =>
      line(signers.map((one) => named(one)).join(report.names), limit),
    );
    blocks.push(
      details.approveSigned({ who }),
      code(signCommand('approve', signed)),
      details.signOffline,
      code(signOfflineCommand(signed, runId)),
    );
  }
  return everybodySigns && approval.rules.signRejections
    ? [...blocks, details.rejectSigned].join('\n\n')
    : [...blocks, ...paste('reject')].join('\n\n');
}

/** Where the complete plan is, and of a preparation the draft of its report. */
function whereToRead({ workflowId, runId, steps }: PreparationStatus, details: Words['details']): string {
  const isPreparation = steps.some(({ name }) => name === 'inventory');
  return sentences([
    details.wholePlan({ tab: pageLink('Queries', workflowId, `${runId}/query`) }),
    isPreparation ? details.draftReport({ command: commandSpan(reportCommand(nameableId(workflowId))) }) : '',
  ]);
}
