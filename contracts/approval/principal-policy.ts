import type { ApprovalRecord } from './approval-record';
import type { DecisionRequest } from './approval';
import type { Decision } from './approval';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { isPrincipal, principalOf } from './principal';
import { decisionCommand } from './sign-command';
import { keysOf } from './approval-signers';
import type { ApprovalTerms } from '../runs/preparation';

/** Whether the Temporal server has to say who sent a decision. */
export function needsPrincipal(
  { decision }: Pick<DecisionRequest, 'decision'>,
  { requirePrincipals, signRejections }: ApprovalTerms,
): boolean {
  return requirePrincipals && (decision === 'approve' || signRejections);
}

/**
 * Says why nothing could prove who sent a decision, or null if the history may.
 *
 * A signal is an event of its own, stamped with its sender. An update becomes one only when the worker has taken it in,
 * and then the stamp is the worker's. Run and plan have to be named because the server stamps a signal again, with
 * whoever resets a run, when it is carried over to the run that the reset makes.
 */
export function principalRefusal(
  request: DecisionRequest,
  via: Decision['via'],
  { terms, workflowId, planDigest }: Pick<ApprovalRecord, 'terms' | 'workflowId' | 'planDigest'>,
): Phrase | null {
  if (!needsPrincipal(request, terms)) {
    return null;
  }
  const { approver, decision, runId, planDigest: asked } = request;
  const comment = decision === 'approve' && terms.requireComment;
  const key = request.signature !== undefined || keysOf(approver, terms).length > 0;
  const command = decisionCommand(decision, { workflowId, approver, planDigest, comment }, key);
  if (via === 'update') {
    return phrase('approval.updateUnproven', { approver, command });
  }
  return runId === undefined || asked === undefined ? phrase('approval.notBound', { command }) : null;
}

/** Whether a decision is proven as these terms ask for. */
export function principalHolds(decision: Decision, terms: ApprovalTerms): boolean {
  const { principal, approver } = decision;
  const proven = principal !== null && isPrincipal(principal, principalOf(approver, terms.principals));
  return proven || !needsPrincipal(decision, terms);
}
