import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { DecisionRequest } from '../../contracts/approval/approval';
import type { Decision } from '../../contracts/approval/approval';
import { refusalOf } from '../../contracts/approval/approval-policy';
import { keysOf } from '../../contracts/approval/approval-signers';
import type { Attested } from '../../contracts/approval/attested';
import { CLOCK_TOLERANCE_MS } from '../../contracts/approval/clock-tolerance';
import type { PresentedPlan } from '../../contracts/runs/plan';
import type { ApprovalTerms } from '../../contracts/runs/preparation';
import { needsPrincipal, principalRefusal } from '../../contracts/approval/principal-policy';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import type { RunHistory } from '../trust/run-history';
import type { Attestor } from '../trust/attestor';
import { checkDecision } from './check-decision';
import { checkSender } from './check-sender';

/** A decision as it came, and how. */
export interface DecisionTaken {
  readonly request: DecisionRequest;
  readonly via: Decision['via'];
  /** ISO time at which the workflow took it in. */
  readonly at: string;
}

/** Enough genuine approvals of one plan, for one run. */
export interface Approval {
  readonly planDigest: string;
  readonly decisions: readonly Decision[];
}

/** What came of confirming: the approval, or why it does not suffice and which of the decisions count all the same. */
export type Confirmed =
  | { readonly approval: Attested<Approval>; readonly why: null }
  | { readonly approval: null; readonly why: Said; readonly counting: readonly DecisionTaken[] };

/** What an approval is judged with. */
export interface ApprovalJudge {
  /** As the worker's configuration and the input say by now. */
  readonly terms: ApprovalTerms;
  readonly attestor: Attestor;
  readonly run: RunIdentity;
  readonly history: RunHistory;
}

/**
 * Makes sure that enough decisions about a plan are genuine: each one by its words, its signature and its sender, as
 * the configuration asks for by now, for this workflow and run as the server names them. The steps after it take
 * nothing but the word of a worker that it was so.
 *
 * @throws PrepError `SignalNotRecorded`, `HistoryUnreadable`
 */
export async function confirmApproval(
  { digest, frozenAt }: Pick<PresentedPlan, 'digest' | 'frozenAt'>,
  taken: readonly DecisionTaken[],
  judge: ApprovalJudge,
  signal: AbortSignal,
): Promise<Confirmed> {
  const { terms, attestor, run } = judge;
  const decisions: Decision[] = [];
  const refusals: { approver: string; why: Said }[] = [];
  const counting: DecisionTaken[] = [];
  for (const one of taken) {
    const record = {
      workflowId: run.workflowId,
      terms,
      planDigest: digest,
      decisions,
      ...escalationOf(terms, frozenAt),
    };
    const refused =
      refusalOf(one.request, record) ??
      principalRefusal(one.request, one.via, record) ??
      (await counted(one, { planDigest: digest, frozenAt }, judge, signal, decisions));
    if (refused === null) {
      counting.push(one);
    } else {
      refusals.push({ approver: one.request.approver, why: refused });
    }
  }
  const approvals = decisions.filter(({ decision }) => decision === 'approve');
  if (approvals.length < terms.required || approvals.length < decisions.length) {
    const about = { counted: approvals.length, required: terms.required, refusals };
    const why = phrase('approval.notSufficient', about);
    return { approval: null, why, counting };
  }
  const approval = attestor.attest('approval', { ...run }, { planDigest: digest, decisions: approvals });
  return { approval, why: null };
}

async function counted(
  { request, via, at }: DecisionTaken,
  { planDigest, frozenAt }: { planDigest: string; frozenAt: string },
  { terms, run, history }: ApprovalJudge,
  signal: AbortSignal,
  decisions: Decision[],
): Promise<Said | null> {
  const keys = keysOf(request.approver, terms);
  const signed = checkDecision({ request, planDigest, waitsSince: frozenAt, keys }, run, Date.now());
  if (signed.refused !== null) {
    return signed.refused;
  }
  // The history has the server's times; the clock of the worker that froze the plan may be ahead of them.
  const waitsSince = new Date(Date.parse(frozenAt) - CLOCK_TOLERANCE_MS).toISOString();
  const sent = needsPrincipal(request, terms)
    ? await checkSender({ request, waitsSince, principals: terms.principals }, run, history, signal)
    : { principal: null, refused: null };
  if (sent.refused !== null) {
    return sent.refused;
  }
  const { decision, approver, comment, from } = request;
  decisions.push({
    decision,
    approver,
    comment,
    via,
    at,
    from,
    proof: signed.proof,
    principal: sent.principal,
  });
  return null;
}

/** The server's clock opens the gate to the second group; that of the worker that froze the plan may be ahead of this one's. */
function escalationOf({ escalation }: ApprovalTerms, frozenAt: string) {
  const at = escalation === null ? null : Date.parse(frozenAt) + escalation.afterMs;
  return {
    escalatesAt: at === null ? null : new Date(at).toISOString(),
    escalated: at !== null && Date.now() >= at - CLOCK_TOLERANCE_MS,
  };
}
