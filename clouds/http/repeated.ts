import { setTimeout as pause } from 'node:timers/promises';
import type { ErrorType } from '../../contracts/error-table';
import type { PrepError } from '../../contracts/prep-error';
import { failureOf } from '../connection-failure';

const ATTEMPTS = 3;
const FIRST_DELAY_MS = 200;
/** A longer wait is the caller's to decide: Temporal's, or a person's. */
const MAX_DELAY_MS = 2000;

const THROTTLED: readonly ErrorType[] = ['IamThrottled', 'MgwThrottled'];
const UNAVAILABLE: readonly ErrorType[] = ['IamUnavailable', 'MgwUnavailable'];

/** How a call is made. */
export interface RepeatedCall<T> {
  /** A `write` changes something. */
  readonly kind: 'read' | 'write';
  /** Given the signal for a read only. */
  readonly attempt: (signal?: AbortSignal) => Promise<T>;
  /** Rebuilds what an attempt throws. */
  readonly failure: (error: unknown) => PrepError;
}

/**
 * Makes a call, and repeats it if time may help and a repetition is safe. A read ends as soon as the caller gives up. The
 * answer to a write, once sent, is awaited all the same: a clean-up that starts meanwhile would miss what it creates.
 *
 * @throws PrepError, or the signal's reason
 */
export async function repeated<T>(
  { kind, attempt, failure }: RepeatedCall<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal.throwIfAborted();
    try {
      return await attempt(kind === 'read' ? signal : undefined);
    } catch (error) {
      if (kind === 'read') {
        signal.throwIfAborted();
      }
      const failed = failure(error);
      const delayMs = repeatDelayMs(failed, kind, failures);
      if (delayMs === null) {
        throw failed;
      }
      await pause(delayMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/**
 * The delay before a call is repeated, in milliseconds; null for no repetition.
 *
 * Reads may always be repeated. Writes may not, since the answer may be lost but not the effect: CreateAccessKey
 * would create a second key. Only if the service says that it was called too often, nothing was carried out.
 */
function repeatDelayMs(error: PrepError, kind: 'read' | 'write', failures: number): number | null {
  const safe =
    THROTTLED.includes(error.type) || (kind === 'read' && UNAVAILABLE.includes(error.type) && passing(error));
  const delayMs = error.context.retryAfterMs ?? FIRST_DELAY_MS * 2 ** (failures - 1);
  return safe && failures < ATTEMPTS && delayMs <= MAX_DELAY_MS ? delayMs : null;
}

/** That address will not answer a second later either. */
function passing({ context }: PrepError): boolean {
  return context.code !== 'ECONNREFUSED' && failureOf(context.code) === undefined;
}
