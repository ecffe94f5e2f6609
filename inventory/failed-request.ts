import { PrepError } from '../contracts/prep-error';

/** Failed requests for the same page, in a row, after which the store counts as not answering. */
const MAX_FAILURES = 6;
/** So long without a single page, whatever the reason, and the slice gives up; its checkpoint is kept. */
const STALLED_MS = 180_000;

/** What to do after a request that brought no page. */
export type AfterFailure = 'give up' | { readonly pauseMs: number; readonly slowDown: boolean };

/**
 * Whether a request that brought no page is repeated, which it is as long as time may cure it.
 *
 * @param faults faulty answers to the same request in a row, this one not included
 * @param withoutPageMs since the slice got its last page
 */
export function afterFailure(error: unknown, faults: number, withoutPageMs: number): AfterFailure {
  if (!(error instanceof PrepError) || error.effect !== 'transient' || withoutPageMs > STALLED_MS) {
    return 'give up';
  }
  const { retryAfterMs } = error.context;
  if (error.type === 'Ks3SlowDown') {
    // How fast to go on is the pace's to say; one page being refused again and again is no failure.
    return { pauseMs: retryAfterMs ?? 50 + Math.random() * 200, slowDown: true };
  }
  return faults + 1 >= MAX_FAILURES
    ? 'give up'
    : { pauseMs: retryAfterMs ?? 100 * 2 ** (faults + 1) * (0.5 + Math.random()), slowDown: false };
}
