import type { DecisionRequest } from '../../contracts/approval/approval';
import { CLOCK_TOLERANCE_MS } from '../../contracts/approval/clock-tolerance';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { SIGNATURE_NAMESPACE, statementText } from '../../contracts/approval/decision-statement';
import type { SignatureProof } from '../../contracts/approval/approval';
import type { ApproverKey } from '../../contracts/settings';
import { publicKeyLine } from '../ssh/public-key';
import { parseSignature, signs, type SshSignature } from '../ssh/signature';
import { MalformedSshData } from '../ssh/wire';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/** A decision whose run or signature is to be checked. */
export interface DecisionCheck {
  readonly request: DecisionRequest;
  /** Digest of the plan that waits. */
  readonly planDigest: string;
  /** ISO time at which it began to wait. */
  readonly waitsSince: string;
  /** Of the approver alone. */
  readonly keys: readonly ApproverKey[];
}

/** What a check found; `refused` continues the sentence "it does not count: …". */
export type CheckedDecision =
  | { readonly proof: SignatureProof | null; readonly refused: null }
  | { readonly proof: null; readonly refused: Said };

/**
 * Checks what a workflow cannot: whether a decision is for this run, and whether its approver signed just this.
 *
 * Reads nothing but its arguments. It is an activity because Node's crypto is not there for workflows, and because a
 * reset gives a run another ID: what was found about the ID has to stay in the history.
 */
export function checkDecision(check: DecisionCheck, run: RunIdentity, now: number): CheckedDecision {
  const { request } = check;
  if (request.runId !== undefined && request.runId !== run.runId) {
    return refused(forAnotherRun(request.runId, run));
  }
  if (request.signature === undefined) {
    return { proof: null, refused: null };
  }
  if (request.signedAt === undefined) {
    return refused(phrase('approval.signedAtMissing'));
  }
  const problem = clockProblem(request.signedAt, Date.parse(check.waitsSince), now);
  return problem === null
    ? checkSignature(check, run, request.signedAt, request.signature)
    : refused(problem);
}

/** Why a decision for another run does not count. */
export function forAnotherRun(asked: string | undefined, { runId }: RunIdentity): Phrase {
  return phrase('approval.anotherRun', { asked: asked ?? null, runId });
}

function checkSignature(
  { request, planDigest, keys }: DecisionCheck,
  { workflowId, runId }: RunIdentity,
  signedAt: string,
  armored: string,
): CheckedDecision {
  const { decision, approver, comment } = request;
  const signature = parsed(armored);
  if ('phrase' in signature) {
    return refused(phrase('approval.signature', { problem: signature }));
  }
  if (signature.namespace !== SIGNATURE_NAMESPACE) {
    return refused(phrase('approval.otherNamespace', { namespace: SIGNATURE_NAMESPACE }));
  }
  const { fingerprint } = signature.publicKey;
  if (!keys.some(({ publicKey }) => publicKey === publicKeyLine(signature.publicKey))) {
    const known = keys.map((key) => key.fingerprint).join(', ');
    return refused(phrase('approval.otherKey', { fingerprint, known }));
  }
  const statement = { workflowId, runId, planDigest, decision, approver, comment, signedAt };
  return signs(signature, statementText(statement))
    ? { proof: { kind: 'ssh signature', fingerprint, signedAt }, refused: null }
    : refused(phrase('approval.otherStatement'));
}

/** The signature, or what is wrong with it. */
function parsed(armored: string): SshSignature | Phrase {
  try {
    return parseSignature(armored);
  } catch (error) {
    if (error instanceof MalformedSshData) {
      return error.said;
    }
    throw error;
  }
}

/** The time in a signature is the signer's word for it; one that cannot be true makes the record worthless. */
function clockProblem(signedAt: string, waitsSince: number, now: number): Phrase | null {
  const at = Date.parse(signedAt);
  if (at < waitsSince - CLOCK_TOLERANCE_MS) {
    return phrase('approval.signedBefore', { at: signedAt });
  }
  return at > now + CLOCK_TOLERANCE_MS ? phrase('approval.signedLater', { at: signedAt }) : null;
}

function refused(reason: Said): CheckedDecision {
  return { proof: null, refused: reason };
}
