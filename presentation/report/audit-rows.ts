import type { Decision } from '../../contracts/approval/approval';
import { changesInWords } from '../details/approval-in-words';
import { named, quoted, visible } from '../text/foreign-text';
import type { ApprovalAudit, ApprovalEvent } from '../../contracts/approval/approval';
import { principalInWords } from '../../contracts/approval/principal';
import type { Language } from '../words/language';
import { say, wordsOf } from '../words/words';
import type { Row } from './aligned-lines';

/** A comment has 2,000 characters at most, and is shown whole unless it is full of what cannot be seen. */
export const MAX_COMMENT = 4000;

/** Everything that happened at the approval gate, each with its time. */
export function auditRows({ events }: ApprovalAudit, language: Language): Row[] {
  return events.map((event) => [event.at, inWords(event, language)]);
}

/** The decisions in the columns of their table (`decisionColumns`). */
export function decisionRows(decisions: readonly Decision[], language: Language): string[][] {
  const { verbs } = wordsOf(language).report;
  return decisions.map((one) => [
    verbs[one.decision],
    named(one.approver),
    one.at,
    one.comment === '' ? '' : quoted(one.comment, MAX_COMMENT),
    one.via,
    proofInWords(one, language),
  ]);
}

/** How a decision is proven, and where it claims to come from. */
export function proofInWords({ proof, principal, from }: Decision, language: Language): string {
  const { report } = wordsOf(language);
  return [
    ...(proof
      ? [report.signedWith({ fingerprint: named(proof.fingerprint), at: named(proof.signedAt) })]
      : []),
    ...(principal
      ? [report.sentBy({ principal: principalInWords(principal), event: principal.eventId })]
      : []),
    ...(proof || principal ? [] : [report.notSigned]),
    ...(from === undefined ? [] : [report.claimedOrigin({ from: quoted(from) })]),
  ].join(report.details);
}

function inWords(event: ApprovalEvent, language: Language): string {
  const { report } = wordsOf(language);
  const names = (people: readonly string[]) => people.map((one) => named(one)).join(report.names);
  switch (event.kind) {
    case 'waiting': {
      const { deadline, required, approvers, planDigest } = event;
      return report.waits({ until: deadline, required, who: names(approvers), digest: planDigest });
    }
    case 'reminder':
      return report.reminder(event);
    case 'escalated':
      return report.escalated({ who: names(event.approvers) });
    case 'decision': {
      const { decision, approver, comment, via } = event.decision;
      return report.decided({
        decision: report.verbs[decision],
        approver: named(approver),
        details: [via, proofInWords(event.decision, language)].join(report.details),
        comment: comment === '' ? '' : quoted(comment, MAX_COMMENT),
      });
    }
    case 'refused': {
      const { wanted, approver, via, from, reason } = event.refusal;
      return report.refused({
        decision: report.verbs[wanted],
        approver: approver === null ? null : named(approver),
        details: [via, ...(from === undefined ? [] : [report.claimedOrigin({ from: quoted(from) })])].join(
          report.details,
        ),
        why: visible(say(language, reason)),
      });
    }
    case 'asked again':
      return report.askedAgain({ changes: changesInWords(event.changes, language) });
    case 'closed':
      return report.closed[event.outcome];
  }
}
