import type { PrepError } from '../../contracts/prep-error';

const ATTEMPTS = 3;
const FIRST_DELAY_MS = 200;
/** A longer wait is the caller's to decide: Temporal's, or a person's. */
const MAX_DELAY_MS = 2000;

/**
 * The delay before a call is repeated, in milliseconds; null for no repetition.
 *
 * Reads may always be repeated. Writes may not, since the answer may be lost but not the effect: CreateAccessKey
 * would create a second key. Only if IAM says that it was called too often, nothing was carried out.
 */
export function repeatDelayMs(error: PrepError, kind: 'read' | 'write', failures: number): number | null {
  const safe =
    error.type === 'IamThrottled' || (kind === 'read' && error.type === 'IamUnavailable' && passing(error));
  const delayMs = error.context.retryAfterMs ?? FIRST_DELAY_MS * 2 ** (failures - 1);
  return safe && failures < ATTEMPTS && delayMs <= MAX_DELAY_MS ? delayMs : null;
}

/** That address will not answer a second later either. */
function passing({ context }: PrepError): boolean {
  return context.code !== 'ECONNREFUSED' && context.code !== 'ENOTFOUND';
}
