import type { ApproverPrincipal } from '../../contracts/approval/principal';
import type { DecisionRequest } from '../../contracts/approval/approval';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { named } from '../../presentation/text/foreign-text';
import type { PrincipalProof } from '../../contracts/approval/approval';
import { canonicalJson } from '../../contracts/canonical-json';
import { readApprove, readReject } from '../../contracts/messages';
import { PrepError } from '../../contracts/prep-error';
import {
  isPrincipal,
  principalInWords,
  principalOf,
  type Principal,
} from '../../contracts/approval/principal';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import { forAnotherRun } from './check-decision';
import type { RunHistory } from '../trust/run-history';

/** A decision that came as a signal, whose sender is to be proven. */
export interface SenderCheck {
  readonly request: DecisionRequest;
  /** ISO time at which the plan began to wait. */
  readonly waitsSince: string;
  readonly principals: readonly ApproverPrincipal[];
}

/** What a check found; `refused` continues the sentence "it does not count: …". */
export type CheckedSender =
  | { readonly principal: PrincipalProof; readonly refused: null }
  | { readonly principal: null; readonly refused: Said };

/**
 * Looks whether the Temporal server says that a decision was sent by its approver.
 *
 * Workflows are told the words of a signal and not who sent it; the server stamps that on the event. So a signal with
 * just these words is looked for in the history of the run. Which of several it was does not matter: the approver's own
 * proves that they sent these words, whoever else wrote them too. What came before the plan began to wait proves
 * nothing about it. What names another run proves nothing either, and is looked at here too, though `checkDecision` has
 * compared it: a reset may come in between, and the server stamps what it carries over with whoever resets.
 *
 * Changes nothing. Retried on a history that does not show the signal yet or cannot be read.
 *
 * @throws PrepError `SignalNotRecorded`, `HistoryUnreadable`
 */
export async function checkSender(
  { request, waitsSince, principals }: SenderCheck,
  run: RunIdentity,
  history: RunHistory,
  cancellation: AbortSignal,
): Promise<CheckedSender> {
  const { decision, approver } = request;
  if (request.runId !== run.runId) {
    return { principal: null, refused: forAnotherRun(request.runId, run) };
  }
  const expected = principalOf(approver, principals);
  const senders: (Principal | null)[] = [];
  const since = Date.parse(waitsSince);
  for await (const { argument, principal, eventId } of history.signalsSince(
    run,
    decision,
    since,
    cancellation,
  )) {
    if (!says(argument, request)) {
      continue;
    }
    if (principal !== null && isPrincipal(principal, expected)) {
      const { type, name } = principal;
      return { principal: { type, name, eventId }, refused: null };
    }
    senders.push(principal);
  }
  if (senders.length === 0) {
    const resource = phrase('provisioning.historyOf', {
      workflowId: named(run.workflowId),
      runId: run.runId,
    });
    throw new PrepError('SignalNotRecorded', {
      resource,
      detail: phrase('provisioning.decisionOf', { decision, approver: named(approver) }),
    });
  }
  return { principal: null, refused: whyRefused(senders, expected) };
}

/** Whether a signal holds just these words. */
function says(argument: unknown, request: DecisionRequest): boolean {
  const read = request.decision === 'approve' ? readApprove(argument) : readReject(argument);
  return read.ok && canonicalJson(read.value) === canonicalJson(request);
}

function whyRefused(senders: readonly (Principal | null)[], expected: ApproverPrincipal): Phrase {
  const { approver } = expected;
  const stamped = senders.filter((sender) => sender !== null);
  return stamped.length === 0
    ? phrase('approval.noPrincipal', { approver })
    : phrase('approval.otherPrincipal', {
        senders: [...new Set(stamped.map(principalInWords))].join(', '),
        approver,
        principal: principalInWords(expected),
      });
}
