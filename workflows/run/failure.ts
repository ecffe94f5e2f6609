import { ApplicationFailure, isCancellation } from '@temporalio/workflow';
import type { Problem } from '../../contracts/provisioning';
import type { Language } from '../../presentation/words/language';
import { describeError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import { innermost } from './problem';

/** The failure a run ends with: the clear message itself, not "Activity task failed" around it. */
export function unwrapFailure(error: unknown): unknown {
  const failure = innermost(error);
  return !isCancellation(error) && failure instanceof ApplicationFailure
    ? ApplicationFailure.nonRetryable(failure.message, failure.type ?? undefined, ...(failure.details ?? []))
    : error;
}

/** What a run ends with that waited in vain for somebody to fix a problem. */
export function nobodyActed(
  step: string,
  { message, report }: Problem,
  language: Language,
): ApplicationFailure {
  const detail = report === undefined ? message : { ...report, withoutRemedy: true as const };
  const about = { resource: phrase('resource.step', { title: step }), detail };
  return ApplicationFailure.nonRetryable(describeError('ActionTimedOut', about, language), 'ActionTimedOut', {
    error: 'ActionTimedOut',
    about,
  });
}

/** Whether an error is the end of such a wait. */
export function isActionTimedOut(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.type === 'ActionTimedOut';
}
