import type { DecisionRequest } from '../../contracts/approval';
import { named } from '../../presentation/text/foreign-text';
import { SIGNATURE_NAMESPACE, statementText } from '../../contracts/decision-statement';
import type { SignatureProof } from '../../contracts/approval';
import type { ApproverKey } from '../../contracts/settings';
import { publicKeyLine } from '../ssh/public-key';
import { parseSignature, signs, type SshSignature } from '../ssh/signature';
import { MalformedSshData } from '../ssh/wire';
import type { RunIdentity } from '../../contracts/run-identity';

/** Clocks of signers and workers may differ by so much. */
const CLOCK_TOLERANCE_MS = 15 * 60_000;

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
  | { readonly proof: null; readonly refused: string };

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
    return refused('"signedAt" is missing, the time that was signed along');
  }
  const problem = clockProblem(request.signedAt, Date.parse(check.waitsSince), now);
  return problem === null
    ? checkSignature(check, run, request.signedAt, request.signature)
    : refused(problem);
}

/** Why a decision for another run does not count. */
export function forAnotherRun(asked: string | undefined, { runId }: RunIdentity): string {
  return `it is for the run ${asked === undefined ? 'that nobody named' : named(asked)}; the run that waits is ${runId}`;
}

function checkSignature(
  { request, planDigest, keys }: DecisionCheck,
  { workflowId, runId }: RunIdentity,
  signedAt: string,
  armored: string,
): CheckedDecision {
  const { decision, approver, comment } = request;
  const signature = parsed(armored);
  if (typeof signature === 'string') {
    return refused(`its signature ${signature}`);
  }
  if (signature.namespace !== SIGNATURE_NAMESPACE) {
    return refused(`its signature was made for something else than ${SIGNATURE_NAMESPACE}`);
  }
  const { fingerprint } = signature.publicKey;
  if (!keys.some(({ publicKey }) => publicKey === publicKeyLine(signature.publicKey))) {
    const known = keys.map((key) => key.fingerprint).join(', ');
    return refused(`it was signed with the key ${fingerprint}, and the configuration has ${known}`);
  }
  const statement = { workflowId, runId, planDigest, decision, approver, comment, signedAt };
  return signs(signature, statementText(statement))
    ? { proof: { kind: 'ssh signature', fingerprint, signedAt }, refused: null }
    : refused(
        'its signature is not over this: workflow ID, run ID, plan digest, decision, approver, comment and time ' +
          'have to be just what was signed',
      );
}

/** The signature, or what is wrong with it in words that continue "its signature …". */
function parsed(armored: string): SshSignature | string {
  try {
    return parseSignature(armored);
  } catch (error) {
    if (error instanceof MalformedSshData) {
      return error.message;
    }
    throw error;
  }
}

/** The time in a signature is the signer's word for it; one that cannot be true makes the record worthless. */
function clockProblem(signedAt: string, waitsSince: number, now: number): string | null {
  const at = Date.parse(signedAt);
  if (at < waitsSince - CLOCK_TOLERANCE_MS) {
    return `it was signed at ${signedAt}, before there was a plan; sign it again, or set the clock right`;
  }
  return at > now + CLOCK_TOLERANCE_MS
    ? `it was signed at ${signedAt}, which is yet to come; set the clock right and sign it again`
    : null;
}

function refused(reason: string): CheckedDecision {
  return { proof: null, refused: reason };
}
