import type { ApprovalRecord } from './approval-record';
import type { DecisionRequest } from './approval';
import type { Decision } from './approval';
import { named } from '../presentation/text/foreign-text';
import type { SignatureProof } from './approval';
import { personKey } from './person';
import { signCommand } from './sign-command';
import { principalHolds } from './principal-policy';
import { keysOf } from './approval-signers';
import type { ApprovalTerms } from './preparation';

export type Verdict = 'approved' | 'rejected' | 'open';

/**
 * Says why a decision does not count, or null where it does, as far as its words tell: whether it was signed by whom
 * it names is asked afterwards. Pure, so that signals and the update `decide` are refused alike.
 */
export function refusalOf(request: DecisionRequest, record: ApprovalRecord): string | null {
  const { planDigest, decisions } = record;
  if (verdictOf(record) !== 'open') {
    return 'this plan is decided already';
  }
  if (request.planDigest !== undefined && request.planDigest !== planDigest) {
    return `it is for another plan; the plan that waits has the digest ${planDigest}`;
  }
  if (decisions.some(({ approver }) => personKey(approver) === personKey(request.approver))) {
    return `${named(request.approver)} has approved already, and one person counts once`;
  }
  return personRefusal(request, record) ?? signatureRefusal(request, record);
}

/** Whether this person may decide this, in these words. */
function personRefusal(request: DecisionRequest, record: ApprovalRecord): string | null {
  const { approver, decision, comment } = request;
  const { terms } = record;
  const listed = listRefusal(approver, record);
  if (listed !== null || decision === 'reject') {
    return listed;
  }
  if (terms.fourEyes && terms.requester !== null && personKey(approver) === personKey(terms.requester)) {
    return `${named(approver)} asked for this preparation, and somebody else has to approve it (four eyes)`;
  }
  return terms.requireComment && comment.trim() === ''
    ? 'an approval needs a comment here: say what was checked'
    : null;
}

function listRefusal(approver: string, { terms, escalated, escalatesAt }: ApprovalRecord): string | null {
  const { approvers, escalation } = terms;
  if (approvers.length === 0 || approvers.includes(approver)) {
    return null;
  }
  if (escalation?.approvers.includes(approver) !== true) {
    return `${named(approver)} is not among the approvers (${approvers.map((one) => named(one)).join(', ')})`;
  }
  return escalated ? null : `${named(approver)} is of the second group, which counts from ${escalatesAt} on`;
}

function signatureRefusal(
  request: DecisionRequest,
  { terms, workflowId, planDigest }: ApprovalRecord,
): string | null {
  const { approver, decision, signature } = request;
  const hasKey = keysOf(approver, terms).length > 0;
  if (signature !== undefined) {
    return hasKey
      ? null
      : `the configuration has no public key of ${named(approver)} to check its signature with; send it without`;
  }
  const mustSign =
    decision === 'approve' ? hasKey || terms.requireSignatures : hasKey && terms.signRejections;
  if (!mustSign) {
    return null;
  }
  const asksComment = decision === 'approve' && terms.requireComment;
  return hasKey
    ? `${named(approver)} has to sign it; send it with: ${signCommand(decision, { workflowId, approver, planDigest, comment: asksComment })}`
    : `it has to be signed, and the configuration has no public key of ${named(approver)}`;
}

/** What the decisions so far come to: one rejection ends it, the required number of approvals carries it. */
export function verdictOf({ terms, decisions }: Pick<ApprovalRecord, 'terms' | 'decisions'>): Verdict {
  if (decisions.some(({ decision }) => decision === 'reject')) {
    return 'rejected';
  }
  return decisions.length >= terms.required ? 'approved' : 'open';
}

/** The decisions that would count under these terms too, in their order. */
export function stillGood(
  decisions: readonly Decision[],
  record: Omit<ApprovalRecord, 'decisions'>,
): Decision[] {
  const good: Decision[] = [];
  for (const decision of decisions) {
    const words = personRefusal(decision, { ...record, decisions: good });
    if (words === null && proofHolds(decision, record.terms) && principalHolds(decision, record.terms)) {
      good.push(decision);
    }
  }
  return good;
}

function proofHolds({ approver, proof }: Decision, terms: ApprovalTerms): boolean {
  const keys = keysOf(approver, terms);
  return (keys.length === 0 && !terms.requireSignatures) || isBy(proof, keys);
}

function isBy(proof: SignatureProof | null | undefined, keys: readonly { fingerprint: string }[]): boolean {
  return keys.some(({ fingerprint }) => fingerprint === proof?.fingerprint);
}
