import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  ChildWorkflowFailure,
  isCancellation,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Attested } from '../../contracts/approval/attested';
import { isErrorType, ruleOf, type ErrorType } from '../../contracts/error-table';
import { describeError } from '../../contracts/prep-error';
import { isErrorReport, type ErrorContext, type Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Problem } from '../../contracts/credentials/provisioning';
import { WORKER_LANGUAGE } from './worker-language';

/**
 * Reads what went wrong out of the failure of an activity or a child workflow.
 *
 * @returns null where the failure is none of the error table's: a bug, which must not be parked as if a person
 *   could fix it
 */
export function problemOf(error: unknown): Problem | null {
  const failure = innermost(error);
  if (failure instanceof ApplicationFailure && isErrorType(failure.type)) {
    return {
      type: failure.type,
      effect: ruleOf(failure.type).effect,
      message: failure.message,
      report: failure.details?.find(isErrorReport),
    };
  }
  const child = endedChild(error);
  if (child !== null) {
    return child;
  }
  if (failure instanceof TimeoutFailure) {
    return {
      type: 'UnexpectedError',
      effect: 'transient',
      ...worded('UnexpectedError', {
        resource: phrase('run.thisStep'),
        detail: phrase('run.timedOut', { type: String(failure.timeoutType) }),
      }),
    };
  }
  return null;
}

/** Whether the run itself was cancelled: a child that somebody cancels by itself does not end its parent. */
export function isOwnCancellation(error: unknown): boolean {
  const ofChild = error instanceof ChildWorkflowFailure;
  return isCancellation(error) && (!ofChild || CancellationScope.current().consideredCancelled);
}

/** A child that somebody else ended, or that could not be started: a person has to look, and it can be started again. */
function endedChild(error: unknown): Problem | null {
  const why =
    error instanceof WorkflowExecutionAlreadyStartedError
      ? phrase('run.idTaken')
      : error instanceof ChildWorkflowFailure
        ? howItEnded(error.cause)
        : null;
  if (why === null) {
    return null;
  }
  const { workflowId } =
    error instanceof ChildWorkflowFailure ? error.execution : (error as WorkflowExecutionAlreadyStartedError);
  return {
    type: 'ChildRunEnded',
    effect: ruleOf('ChildRunEnded').effect,
    ...worded('ChildRunEnded', {
      resource: phrase('run.runOf', { workflowId: String(workflowId) }),
      detail: why,
    }),
  };
}

/** The message, in the language of the worker, and the report of an error that no activity met. */
function worded(error: ErrorType, about: ErrorContext): Required<Pick<Problem, 'message' | 'report'>> {
  return { message: describeError(error, about, WORKER_LANGUAGE), report: { error, about } };
}

function howItEnded(cause: unknown): Phrase | null {
  if (cause instanceof TerminatedFailure) {
    return phrase('run.terminated');
  }
  if (cause instanceof TimeoutFailure) {
    return phrase('run.timeUp');
  }
  return cause instanceof CancelledFailure ? phrase('run.cancelledAlone') : null;
}

/** What a worker attested in the failure of an activity, for the next one to go on from. */
export function attestedIn<T>(error: unknown): Attested<T> | undefined {
  const failure = innermost(error);
  const details: readonly unknown[] = failure instanceof ApplicationFailure ? (failure.details ?? []) : [];
  return details.find(isAttested) as Attested<T> | undefined;
}

function isAttested(detail: unknown): detail is Attested<unknown> {
  return typeof detail === 'object' && detail !== null && 'value' in detail && 'signature' in detail;
}

/** The failure itself, without the wrappers that Temporal puts around it on its way up. */
export function innermost(error: unknown): unknown {
  const wrapped = error instanceof ActivityFailure || error instanceof ChildWorkflowFailure;
  return wrapped && error.cause !== undefined ? innermost(error.cause) : error;
}
