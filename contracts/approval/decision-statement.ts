import { canonicalJson } from '../canonical-json';

/** The namespace of the SSH signatures on decisions: a signature made for anything else is none of these. */
export const SIGNATURE_NAMESPACE = 'ks3-oss-prep-approval';

/** Everything that a signed decision says. A signature over it is good for this run, this plan and nothing else. */
export interface DecisionStatement {
  readonly workflowId: string;
  readonly runId: string;
  readonly planDigest: string;
  readonly decision: 'approve' | 'reject';
  readonly approver: string;
  /** The comment of an approval or the reason of a rejection; empty where there is none. */
  readonly comment: string;
  /** ISO time by the clock of the signer. */
  readonly signedAt: string;
}

/** The text that is signed: one line of canonical JSON, so that the same statement is always the same bytes. */
export function statementText(statement: DecisionStatement): string {
  const { workflowId, runId, planDigest, decision, approver, comment, signedAt } = statement;
  return `${canonicalJson({
    statement: 'ks3-oss-prep decision 1',
    workflowId,
    runId,
    planDigest,
    decision,
    approver,
    comment,
    signedAt,
  })}\n`;
}
