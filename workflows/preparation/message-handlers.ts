import { ApplicationFailure, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import {
  approveSignal,
  decideUpdate,
  messageExamples,
  planQuery,
  readApprove,
  readDecide,
  readReject,
  readRetry,
  rejectSignal,
  retrySignal,
  statusQuery,
  type Decision,
  type DecisionReceipt,
  type DecisionRequest,
} from '../../contracts/messages';
import type { PreparationRun } from './run';

const KNOWN_SIGNALS = 'approve, reject and retry';

/**
 * Registers every message handler of a preparation. None of them throws, whatever is sent: a signal handler that
 * throws would fail the workflow task for ever, and only a reset could cure it.
 */
export function listenForMessages(run: PreparationRun): void {
  setHandler(approveSignal, (payload) => decideBySignal(run, 'approve', readApprove(payload)), {
    description: `Approves the plan that waits. JSON: ${messageExamples.approve}`,
  });
  setHandler(rejectSignal, (payload) => decideBySignal(run, 'reject', readReject(payload)), {
    description: `Rejects the plan that waits; the run ends and cleans up. JSON: ${messageExamples.reject}`,
  });
  listenForRetry(run);
  setHandler(decideUpdate, (payload) => decideByUpdate(run, payload), {
    description: `Approves or rejects the plan and answers at once. JSON: ${messageExamples.decide}`,
    validator: (payload) => {
      const refusal = refusalOfUpdate(run, payload);
      if (refusal !== null) {
        throw refused(refusal);
      }
    },
  });
  answerStatus(run);
  setHandler(planQuery, () => run.gate?.frozen ?? null, {
    description:
      'The plan that an approval would allow, with its digest; null before it exists. No argument.',
  });
  noticeUnknownSignals(run, KNOWN_SIGNALS);
}

/** What can be told that a message was not acted on. */
type Noticing = Pick<PreparationRun, 'notice'>;

/** Lets `retry` go on with a step that needs attention. */
export function listenForRetry(run: Noticing & Pick<PreparationRun, 'askRetry'>): void {
  setHandler(
    retrySignal,
    (payload) => {
      const read = readRetry(payload);
      if (!read.ok) {
        run.notice(read.problem);
      } else if (!run.askRetry()) {
        run.notice(`"retry" from ${read.value.by} was ignored: no step needs attention now.`);
      }
    },
    { description: `Goes on with the step that needs attention. JSON: ${messageExamples.retry}` },
  );
}

/** Answers the query `status`. */
export function answerStatus(run: Pick<PreparationRun, 'status'>): void {
  setHandler(statusQuery, () => run.status(), {
    description: 'Phase, steps, what is waited for and the next action. No argument.',
  });
}

/** Says in the details that there is no such signal, and which there are. */
export function noticeUnknownSignals(run: Noticing, known: string): void {
  setDefaultSignalHandler((name) => {
    run.notice(
      `There is no signal ${JSON.stringify(name.slice(0, 60))}; it was ignored. There are ${known}.`,
    );
  });
}

function decideBySignal(
  run: PreparationRun,
  name: Decision['decision'],
  read: ReturnType<typeof readApprove>,
): void {
  if (!read.ok) {
    run.notice(read.problem);
    return;
  }
  const refusal = refusalFor(run, read.value);
  if (refusal !== null) {
    run.notice(`"${name}" from ${read.value.approver} does not count: ${refusal}.`);
    return;
  }
  count(run, read.value, 'signal');
}

function decideByUpdate(run: PreparationRun, payload: unknown): DecisionReceipt {
  const read = readDecide(payload);
  if (!read.ok) {
    // The validator has refused this already; replaying an accepted update never comes here.
    throw refused(read.problem);
  }
  count(run, read.value, 'update');
  const { approver, decision } = read.value;
  const verdict =
    run.gate?.verdict === 'open' ? 'more approvals are needed' : `the plan is ${run.gate?.verdict}`;
  return { accepted: true, message: `${decision} by ${approver} counted; ${verdict}` };
}

/** The dialog of the Web UI would show the stack trace, which says nothing to who is refused. */
function refused(reason: string): ApplicationFailure {
  const failure = ApplicationFailure.nonRetryable(reason, 'DecisionRefused');
  failure.stack = '';
  return failure;
}

function refusalOfUpdate(run: PreparationRun, payload: unknown): string | null {
  const read = readDecide(payload);
  return read.ok ? capitalised(refusalFor(run, read.value)) : read.problem;
}

function refusalFor(run: PreparationRun, request: DecisionRequest): string | null {
  return run.gate === null
    ? 'nothing waits for an approval yet; the plan comes after the inventory'
    : run.gate.refusal(request);
}

function count(run: PreparationRun, request: DecisionRequest, via: Decision['via']): void {
  run.gate?.take(request, via);
  run.publish();
}

function capitalised(text: string | null): string | null {
  return text === null ? null : `Refused: ${text}.`;
}
