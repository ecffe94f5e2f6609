import type { Decision } from '../../contracts/approval/approval';
import { setHandler } from '@temporalio/workflow';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import { phrase } from '../../presentation/words/words';
import {
  approveSignal,
  auditQuery,
  decideUpdate,
  planQuery,
  readApprove,
  readDecide,
  readReject,
  rejectSignal,
  type UpdateReceipt,
} from '../../contracts/messages';
import { answerStatus, described, listenForRetry, readOrRefuse, refused } from '../run/messages';
import { answerUnknownMessages, type InternalSignals, type KnownMessages } from '../run/unknown-messages';
import type { GatedRun } from './gated-run';
import { recordNotUnderstood, takeDecision } from './take-decision';

type Gated = GatedRun<never>;

const KNOWN: KnownMessages = {
  signal: ['approve', 'reject', 'retry'],
  update: ['decide'],
  query: ['status', 'plan', 'audit'],
};

/**
 * Registers every message handler of a run with an approval gate. None of them throws, whatever is sent: a signal handler that
 * throws would fail the workflow task again and again, and only a reset could fix it.
 *
 * @param more what this kind of run takes besides, which is registered already
 * @param internal signals that nobody is offered
 */
export function listenForMessages(
  run: Gated,
  more: Partial<KnownMessages>,
  internal: InternalSignals = {},
): void {
  setHandler(
    approveSignal,
    (payload) => decideBySignal(run, 'approve', readApprove(payload, waiting(run))),
    described('approve', messageExamples.approve),
  );
  setHandler(
    rejectSignal,
    (payload) => decideBySignal(run, 'reject', readReject(payload, waiting(run))),
    described('reject', messageExamples.reject),
  );
  listenForRetry(run);
  setHandler(decideUpdate, (payload) => decideByUpdate(run, payload), {
    ...described('decide', messageExamples.decide),
    // What is well formed is taken in, so that it stays on record if it is refused.
    validator: (payload) => void readOrRefuse(run, readDecide(payload, waiting(run))),
  });
  answerStatus(run);
  setHandler(planQuery, () => run.frozen(), described('plan'));
  setHandler(auditQuery, () => run.audit(), described('audit'));
  const known = {
    signal: [...KNOWN.signal, ...(more.signal ?? [])],
    update: [...KNOWN.update, ...(more.update ?? [])],
    query: [...KNOWN.query, ...(more.query ?? [])],
  };
  answerUnknownMessages(run, known, internal);
}

/** The digest of the plan that waits; null if there is none. */
function waiting({ gate }: Gated): string | null {
  return gate?.isOpen === true ? gate.presented.digest : null;
}

async function decideBySignal(
  run: Gated,
  name: Decision['decision'],
  read: ReturnType<typeof readApprove>,
): Promise<void> {
  if (!read.ok) {
    recordNotUnderstood(run, name, 'signal', read.problem);
    run.notice(read.problem);
    return;
  }
  const { refused: reason } = await takeDecision(run, read.value, 'signal');
  if (reason !== null) {
    run.notice(phrase('run.doesNotCount', { name, who: read.value.approver, why: reason }));
  }
}

async function decideByUpdate(run: Gated, payload: unknown): Promise<UpdateReceipt> {
  const read = readOrRefuse(run, readDecide(payload, waiting(run)));
  const { receipt, refused: reason } = await takeDecision(run, read, 'update');
  if (receipt === null) {
    throw refused(run, phrase('command.decisionRefused', { reason }));
  }
  return receipt;
}
