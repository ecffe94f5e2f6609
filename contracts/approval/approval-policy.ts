import type { ApprovalRecord } from './approval-record';
import type { DecisionRequest } from './approval';
import type { Decision } from './approval';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { SignatureProof } from './approval';
import { personKey } from './person';
import { signCommand } from './sign-command';
import { principalHolds } from './principal-policy';
import { keysOf } from './approval-signers';
import type { ApprovalTerms } from '../runs/preparation';

export type Verdict = 'approved' | 'rejected' | 'open';

/**
 * Says why a decision does not count, or null if it does, as far as its words show: whether it was signed by whom
 * it names is checked afterwards. Pure, so that signals and the update `decide` are refused alike.
 */
export function refusalOf(request: DecisionRequest, record: ApprovalRecord): Phrase | null {
  const { planDigest, decisions } = record;
  if (verdictOf(record) !== 'open') {
    return phrase('approval.decided');
  }
  if (request.planDigest !== undefined && request.planDigest !== planDigest) {
    return phrase('approval.anotherPlan', { digest: planDigest });
  }
  if (decisions.some(({ approver }) => personKey(approver) === personKey(request.approver))) {
    return phrase('approval.alreadyCounted', { approver: request.approver });
  }
  return personRefusal(request, record) ?? signatureRefusal(request, record);
}

/** Whether this person may decide this, in these words. */
function personRefusal(request: DecisionRequest, record: ApprovalRecord): Phrase | null {
  const { approver, decision, comment } = request;
  const { terms } = record;
  const listed = listRefusal(approver, record);
  if (listed !== null || decision === 'reject') {
    return listed;
  }
  if (terms.fourEyes && terms.requester !== null && personKey(approver) === personKey(terms.requester)) {
    return phrase('approval.requester', { approver });
  }
  return terms.requireComment && comment.trim() === '' ? phrase('approval.commentNeeded') : null;
}

function listRefusal(approver: string, { terms, escalated, escalatesAt }: ApprovalRecord): Phrase | null {
  const { approvers, escalation } = terms;
  if (approvers.length === 0 || approvers.includes(approver)) {
    return null;
  }
  if (escalation?.approvers.includes(approver) !== true) {
    return phrase('approval.notListed', { approver, approvers });
  }
  return escalated ? null : phrase('approval.secondGroup', { approver, from: escalatesAt });
}

function signatureRefusal(
  request: DecisionRequest,
  { terms, workflowId, planDigest }: ApprovalRecord,
): Phrase | null {
  const { approver, decision, signature } = request;
  const hasKey = keysOf(approver, terms).length > 0;
  if (signature !== undefined) {
    return hasKey ? null : phrase('approval.noKey', { approver });
  }
  const mustSign =
    decision === 'approve' ? hasKey || terms.requireSignatures : hasKey && terms.signRejections;
  if (!mustSign) {
    return null;
  }
  const asksComment = decision === 'approve' && terms.requireComment;
  return hasKey
    ? phrase('approval.mustSign', {
        approver,
        command: signCommand(decision, { workflowId, approver, planDigest, comment: asksComment }),
      })
    : phrase('approval.unsignable', { approver });
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
    const refusal = personRefusal(decision, { ...record, decisions: good });
    if (refusal === null && proofHolds(decision, record.terms) && principalHolds(decision, record.terms)) {
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
