import { ApplicationFailure, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { Problem } from '../../contracts/credentials/provisioning';
import type { Language } from '../../presentation/words/language';
import { isErrorType, type ErrorType } from '../../contracts/error-table';
import { describeError } from '../../contracts/prep-error';
import { visible } from '../../presentation/text/foreign-text';
import { isErrorReport, type ErrorContext } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { innermost } from './problem';

/** An error of the table as a failure: the sentence for people, the report for whoever shows it again. */
export function failureOf(error: ErrorType, about: ErrorContext, language: Language): ApplicationFailure {
  return ApplicationFailure.nonRetryable(describeError(error, about, language), error, { error, about });
}

/** The failure a run ends with: the clear message itself, not "Activity task failed" around it. */
export function unwrapFailure(error: unknown): unknown {
  const failure = innermost(error);
  return !isCancellation(error) && failure instanceof ApplicationFailure
    ? ApplicationFailure.nonRetryable(failure.message, failure.type ?? undefined, ...(failure.details ?? []))
    : error;
}

/**
 * The failure that a run ends with which takes no messages. It says to start the run again, or to retry the run that
 * started it, which is told the error as data.
 *
 * @param again the command that starts it; null if that is not known
 */
export function endedWith(error: unknown, again: string | null, language: Language): unknown {
  const failure = unwrapFailure(error);
  if (isCancellation(error) || !(failure instanceof ApplicationFailure) || !isErrorType(failure.type)) {
    return failure;
  }
  const details = failure.details ?? [];
  const report = details.find(isErrorReport);
  if (report === undefined) {
    return failure;
  }
  const { parent } = workflowInfo();
  const ended = parent === undefined ? { startAgain: again } : { parent: visible(parent.workflowId) };
  const told = parent === undefined ? { ...report, startAgain: again } : report;
  return ApplicationFailure.nonRetryable(
    describeError(failure.type, report.about, language, ended),
    failure.type,
    ...details.map((one) => (one === report ? told : one)),
  );
}

/** What a run ends with that waited in vain for somebody to fix a problem. */
export function nobodyActed(
  step: string,
  { message, report }: Problem,
  language: Language,
): ApplicationFailure {
  const detail = report === undefined ? message : { ...report, withoutRemedy: true as const };
  const about = { resource: phrase('resource.step', { title: step }), detail };
  return failureOf('ActionTimedOut', about, language);
}

/** Whether an error is the end of such a wait. */
export function isActionTimedOut(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.type === 'ActionTimedOut';
}
