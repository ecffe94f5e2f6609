import type { DecisionRequest } from '../../contracts/approval/approval';
import type { Decision } from '../../contracts/approval/approval';
import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import { isErrorReport, type Phrase, type Said, type Say } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { keysOf } from '../../contracts/approval/approval-signers';
import type { ApprovalTerms } from '../../contracts/runs/preparation';
import { needsPrincipal } from '../../contracts/approval/principal-policy';
import { activitiesOf, historyActivities } from '../run/step-activities';

/** What proves a decision, where anything has to. */
export type Proof = Pick<Required<Decision>, 'proof' | 'principal'>;

/** The proof of a decision; `refused` says why there is none. */
export type JudgedProof = Proof & { readonly refused: Said | null };

/** What a decision is about. */
export interface WaitingPlan {
  readonly terms: ApprovalTerms;
  readonly planDigest: string;
  /** ISO time at which it began to wait. */
  readonly waitsSince: string;
  readonly say: Say;
}

/** Asks activities what a workflow cannot know; never throws, since its callers are handlers of messages. */
export async function judgedProof(request: DecisionRequest, plan: WaitingPlan): Promise<JudgedProof> {
  try {
    const signed = await signatureOf(request, plan);
    if (signed.refused !== null) {
      return refused(signed.refused);
    }
    const sent = await senderOf(request, plan);
    return sent.refused === null
      ? { proof: signed.proof, principal: sent.principal, refused: null }
      : refused(sent.refused);
  } catch (error) {
    return refused(isCancellation(error) ? phrase('approval.cancelled') : notChecked(error));
  }
}

async function signatureOf(request: DecisionRequest, { terms, planDigest, waitsSince, say }: WaitingPlan) {
  if (request.signature === undefined && request.runId === undefined) {
    return { proof: null, refused: null };
  }
  const keys = keysOf(request.approver, terms);
  const check = { request, planDigest, waitsSince, keys };
  return activitiesOf(say(phrase('approval.checkDecision', request))).checkDecision(check);
}

async function senderOf(request: DecisionRequest, { terms, waitsSince, say }: WaitingPlan) {
  if (!needsPrincipal(request, terms)) {
    return { principal: null, refused: null };
  }
  const check = { request, waitsSince, principals: terms.principals };
  return historyActivities(say(phrase('approval.checkSender', request))).checkSender(check);
}

/** Messages of the error table are safe to show, and say what to do. */
function notChecked(error: unknown): Phrase {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof ApplicationFailure
    ? phrase('approval.notChecked', { why: cause.details?.find(isErrorReport) ?? cause.message })
    : phrase('approval.notCheckable');
}

function refused(reason: Said): JudgedProof {
  return { proof: null, principal: null, refused: reason };
}
