import type { Decision, DecisionRequest } from '../../contracts/messages';
import type { ApprovalTerms } from '../../contracts/preparation';

/** What a decision is judged against. */
export interface ApprovalRecord {
  readonly terms: ApprovalTerms;
  readonly planDigest: string;
  readonly decisions: readonly Decision[];
}

export type Verdict = 'approved' | 'rejected' | 'open';

/**
 * Says why a decision does not count, or null where it does. Pure, so that the validator of the update `decide`
 * and the signals refuse alike.
 */
export function refusalOf(request: DecisionRequest, record: ApprovalRecord): string | null {
  const { terms, planDigest, decisions } = record;
  if (verdictOf(record) !== 'open') {
    return 'this plan is decided already';
  }
  if (request.planDigest !== undefined && request.planDigest !== planDigest) {
    return `it is for another plan; the plan that waits has the digest ${planDigest}`;
  }
  if (terms.approvers.length > 0 && !terms.approvers.includes(request.approver)) {
    return `${request.approver} is not among the approvers (${terms.approvers.join(', ')})`;
  }
  if (decisions.some(({ approver }) => approver === request.approver)) {
    return `${request.approver} has approved already, and one person counts once`;
  }
  return null;
}

/** What the decisions so far come to: one rejection ends it, the required number of approvals carries it. */
export function verdictOf({ terms, decisions }: ApprovalRecord): Verdict {
  if (decisions.some(({ decision }) => decision === 'reject')) {
    return 'rejected';
  }
  return decisions.length >= terms.required ? 'approved' : 'open';
}
