/** How often a step has been tried, and since when, as the Temporal server states it. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Milliseconds since 1970 at which the step was scheduled first. */
  readonly scheduledAtMs: number;
}

/**
 * What a cloud does not show may only not be shown yet, so it is looked for so many times before it is believed to be
 * gone: with the delays between attempts, for some ten seconds.
 */
const LOOKS = 4;

/** Whether something that is not shown is to be believed to be gone. */
export function isBelievedGone({ number }: Attempt): boolean {
  return number >= LOOKS;
}
