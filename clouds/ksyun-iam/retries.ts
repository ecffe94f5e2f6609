import type { PrepError } from '../../contracts/prep-error';

const ATTEMPTS = 3;
const FIRST_DELAY_MS = 200;
/** A longer wait is the caller's to decide: Temporal's, or a person's. */
const MAX_DELAY_MS = 2000;

/**
 * How long to wait before a call is sent again, in milliseconds; null: not at all.
 *
 * What reads may be repeated whatever became of it. What writes may not, since the answer may be lost and the effect
 * not: CreateAccessKey would make a second key. Only where IAM itself says that it was asked too often was nothing
 * carried out.
 */
export function repeatDelayMs(error: PrepError, kind: 'read' | 'write', failures: number): number | null {
  const safe =
    error.type === 'IamThrottled' || (kind === 'read' && error.type === 'IamUnavailable' && passing(error));
  const delayMs = error.context.retryAfterMs ?? FIRST_DELAY_MS * 2 ** (failures - 1);
  return safe && failures < ATTEMPTS && delayMs <= MAX_DELAY_MS ? delayMs : null;
}

/** Nobody will listen at that address a second later either. */
function passing({ context }: PrepError): boolean {
  return context.code !== 'ECONNREFUSED' && context.code !== 'ENOTFOUND';
}
