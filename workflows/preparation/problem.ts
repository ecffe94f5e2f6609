import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import { errorTable, isErrorType } from '../../contracts/error-table';
import { describeError } from '../../contracts/prep-error';
import type { Problem } from '../../contracts/provisioning';

/**
 * Reads what went wrong out of the failure of an activity or a child workflow.
 *
 * @returns null where the failure is none of the error table's: a bug, which must not be parked as if a person
 *   could cure it
 */
export function problemOf(error: unknown): Problem | null {
  const failure = innermost(error);
  if (failure instanceof ApplicationFailure && isErrorType(failure.type)) {
    return { type: failure.type, effect: errorTable[failure.type].effect, message: failure.message };
  }
  if (failure instanceof TimeoutFailure) {
    return {
      type: 'UnexpectedError',
      effect: 'transient',
      message: describeError('UnexpectedError', {
        resource: 'this step',
        detail: `It timed out every time it was tried (${failure.timeoutType}).`,
      }),
    };
  }
  return null;
}

/** The failure itself, without the wrappers that Temporal puts around it on its way up. */
export function innermost(error: unknown): unknown {
  const wrapped = error instanceof ActivityFailure || error instanceof ChildWorkflowFailure;
  return wrapped && error.cause !== undefined ? innermost(error.cause) : error;
}
