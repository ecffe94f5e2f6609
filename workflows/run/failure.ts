import { ApplicationFailure, isCancellation } from '@temporalio/workflow';
import { innermost } from './problem';

/** The failure a run ends with: the clear message itself, not "Activity task failed" around it. */
export function unwrapFailure(error: unknown): unknown {
  const failure = innermost(error);
  return !isCancellation(error) && failure instanceof ApplicationFailure
    ? ApplicationFailure.nonRetryable(failure.message, failure.type ?? undefined, ...(failure.details ?? []))
    : error;
}
