import type { Decision } from '../../contracts/approval';
import { named, quoted, visible } from '../text/foreign-text';
import type { ApprovalAudit, ApprovalEvent } from '../../contracts/approval';
import { principalInWords } from '../../contracts/principal';
import type { Row } from './aligned-lines';

/** A comment has 2,000 characters at most, and is shown whole unless it is full of what cannot be seen. */
export const MAX_COMMENT = 4000;

/** Everything that happened at the approval gate, each with its time. */
export function auditRows({ events }: ApprovalAudit): Row[] {
  return events.map((event) => [event.at, inWords(event)]);
}

/** How a decision is proven, and where it says to come from. */
export function proofInWords({ proof, principal, from }: Decision): string {
  const proven = [
    ...(proof ? [`signed with ${named(proof.fingerprint)} at ${named(proof.signedAt)}`] : []),
    ...(principal
      ? [`sent by ${principalInWords(principal)}, says the Temporal server (event ${principal.eventId})`]
      : []),
    ...(proof || principal ? [] : ['not signed']),
    ...(from === undefined ? [] : [`says it comes from ${quoted(from)}`]),
  ];
  return proven.join('; ');
}

function inWords(event: ApprovalEvent): string {
  switch (event.kind) {
    case 'waiting': {
      const who = event.approvers.length === 0 ? 'anybody' : names(event.approvers);
      return `waits until ${event.deadline} for ${event.required} of ${who}; plan ${event.planDigest}`;
    }
    case 'reminder':
      return `reminder ${event.number}: ${event.missing} missing`;
    case 'escalated':
      return `the second group counts from now on: ${names(event.approvers)}`;
    case 'decision': {
      const { decision } = event;
      const said = decision.comment === '' ? '' : `: ${quoted(decision.comment, MAX_COMMENT)}`;
      return `${decision.decision} by ${named(decision.approver)} (${decision.via}, ${proofInWords(decision)})${said}`;
    }
    case 'refused': {
      const { wanted, approver, via, from, reason } = event.refusal;
      const where = from === undefined ? via : `${via}, says it comes from ${quoted(from)}`;
      return `refused: ${wanted} by ${approver === null ? 'an unreadable message' : named(approver)} (${where}): ${visible(reason)}`;
    }
    case 'asked again': {
      const changes = event.changes.map(({ what, was, now }) => visible(`${what} was ${was}, is ${now}`));
      return `asks again, because of other settings: ${changes.join('; ')}`;
    }
    case 'closed':
      return event.outcome;
  }
}

function names(people: readonly string[]): string {
  return people.map((one) => named(one)).join(', ');
}
