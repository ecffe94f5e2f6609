import type { Decision } from '../../contracts/approval';
import { ApplicationFailure, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import { LANGUAGES, type Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import {
  approveSignal,
  auditQuery,
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
  type UpdateReceipt,
} from '../../contracts/messages';
import type { FrozenPlan } from '../../contracts/plan';
import type { PreparationRun } from './run';
import { recordNotUnderstood, takeDecision } from './take-decision';

const KNOWN_SIGNALS = ['approve', 'reject', 'retry'];

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
    // What is well formed is taken in, so that it stays on record if it is refused.
    validator: (payload) => {
      const read = readDecide(payload);
      if (!read.ok) {
        throw refused(run, read.problem);
      }
    },
  });
  answerStatus(run);
  setHandler(planQuery, () => waitingPlan(run), {
    description:
      'The plan that an approval would allow, with its digest; null before it exists. No argument.',
  });
  setHandler(auditQuery, () => run.trail.audit(), {
    description:
      'Who decided what, when and with which proof; what was refused and why; reminders, escalations. No argument.',
  });
  noticeUnknownSignals(run, KNOWN_SIGNALS);
}

/** The plan and its digest, as approvers compare them. */
function waitingPlan({ gate }: PreparationRun): FrozenPlan | null {
  return gate === null ? null : { plan: gate.presented.plan, digest: gate.presented.digest };
}

/** What can be told that a message was not acted on. */
type Noticing = Pick<PreparationRun, 'notice'>;

/** Lets `retry` go on with a step that requires action. */
export function listenForRetry(run: Noticing & Pick<PreparationRun, 'askRetry'>): void {
  setHandler(
    retrySignal,
    (payload) => {
      const read = readRetry(payload);
      if (!read.ok) {
        run.notice(read.problem);
      } else if (!run.askRetry()) {
        run.notice(
          phrase('run.ignored', {
            name: 'retry',
            who: read.value.by,
            why: phrase('run.nothingToRetry'),
          }),
        );
      }
    },
    { description: `Goes on with the step that requires action. JSON: ${messageExamples.retry}` },
  );
}

/** Answers the query `status`. */
export function answerStatus(run: Pick<PreparationRun, 'status'>): void {
  setHandler(statusQuery, (asked) => run.status(languageAsked(asked)), {
    description: 'Phase, steps, what is waited for and the next action. JSON, if any: { "language": "zh" }',
  });
}

/** The language that a query names; undefined for none of ours. */
function languageAsked(asked: unknown): Language | undefined {
  const { language } = Object(asked) as { language?: unknown };
  return LANGUAGES.find((one) => one === language);
}

/** Says in the details that there is no such signal, and which there are. */
export function noticeUnknownSignals(run: Noticing, known: readonly string[]): void {
  setDefaultSignalHandler((name) => {
    run.notice(phrase('run.unknownSignal', { name, known }));
  });
}

async function decideBySignal(
  run: PreparationRun,
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

async function decideByUpdate(run: PreparationRun, payload: unknown): Promise<UpdateReceipt> {
  const read = readDecide(payload);
  if (!read.ok) {
    // The validator has refused this already; replaying an accepted update never comes here.
    throw refused(run, read.problem);
  }
  const { receipt, refused: reason } = await takeDecision(run, read.value, 'update');
  if (receipt === null) {
    throw refused(run, phrase('command.decisionRefused', { reason }));
  }
  return receipt;
}

/** The dialog of the Web UI would show the stack trace, which says nothing to who is refused. */
export function refused(run: Pick<PreparationRun, 'say'>, reason: Said): ApplicationFailure {
  const failure = ApplicationFailure.nonRetryable(run.say(reason), 'DecisionRefused', reason);
  failure.stack = '';
  return failure;
}
