import {
  activityInfo,
  ApplicationFailure,
  CancelledFailure,
  CompleteAsyncError,
  heartbeat,
  log,
} from '@temporalio/activity';
import { abridged } from '../contracts/inputs/input-limits';
import type { Language } from '../presentation/words/language';
import { phrase } from '../presentation/words/words';
import { describeError, PrepError } from '../contracts/prep-error';
import { countFailure } from './metrics';

/** Of a message, in characters. The server refuses failures beyond its limit, and the activity would repeat indefinitely. */
const MAX_MESSAGE_CHARACTERS = 8 * 1024;
const HEARTBEAT_EVERY_MS = 2000;

/**
 * Wraps activities: sends heartbeats, so that a killed worker is noticed within seconds, and turns errors into
 * failures of the error table, with messages in a language.
 *
 * Effect on retries: Temporal retries a `transient` error, after the cloud's own delay if it named one; `parked` and
 * `fatal` ones are not retried. Any other error (a bug) is retried as `UnexpectedError` without its message, which
 * nobody has checked for secrets.
 *
 * `beats` is false if the activity sends heartbeats of its own, which must not be overwritten.
 */
export function guardedIn(language: Language) {
  return <Args extends unknown[], R>(
      activity: (...args: Args) => Promise<R>,
      beats = true,
    ): ((...args: Args) => Promise<R>) =>
    async (...args) => {
      const timer = beats ? setInterval(() => heartbeat(), HEARTBEAT_EVERY_MS) : undefined;
      try {
        return await activity(...args);
      } catch (error) {
        throw countedFailure(error, language);
      } finally {
        clearInterval(timer);
      }
    };
}

/** The failure that Temporal records for an error, counted in the metrics. */
export function countedFailure(
  error: unknown,
  language: Language,
  details: readonly unknown[] = [],
): unknown {
  const failure = toFailure(error, language, details);
  if (failure instanceof ApplicationFailure) {
    countFailure(failure.type ?? 'unknown');
  }
  return failure;
}

/** The failure that Temporal records for an error. */
export function toFailure(error: unknown, language: Language, details: readonly unknown[] = []): unknown {
  if (
    error instanceof CancelledFailure ||
    error instanceof ApplicationFailure ||
    error instanceof CompleteAsyncError
  ) {
    return error;
  }
  const known = error instanceof PrepError ? error : unexpected(error);
  const { retryAfterMs } = known.context;
  return ApplicationFailure.create({
    message: abridged(describeError(known.type, known.context, language, 'run'), MAX_MESSAGE_CHARACTERS),
    type: known.type,
    nonRetryable: known.effect !== 'transient',
    details: [...details, known.report],
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
  });
}

function unexpected(error: unknown): PrepError {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? framesOf(error) : [];
  log.error('An activity met an error that it does not know', { errorName: name, frames });
  return new PrepError('UnexpectedError', {
    resource: phrase('resource.activity', { type: activityInfo().activityType }),
    detail: phrase('provisioning.unknownError', { name, frame: frames[0] ?? '' }),
  });
}

/** Stack frames without the message above them, and without the folders before the file. */
function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/[^\s)]*\/([^/\s)]+)\)?$/, '($1)'));
}
