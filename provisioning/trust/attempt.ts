/** How often a step has been tried, and since when, as the Temporal server states it. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Milliseconds since 1970 at which the step was scheduled first. */
  readonly scheduledAtMs: number;
}

/**
 * Something that a cloud does not show may only not be visible yet. It counts as missing after this many attempts:
 * some ten seconds with the delays between them.
 */
const LOOKS = 4;

/** Whether something that is not shown counts as missing. */
export function isBelievedGone({ number }: Attempt): boolean {
  return number >= LOOKS;
}
