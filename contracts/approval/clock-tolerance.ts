/** Clocks of machines may differ by so much, in milliseconds, before the clouds refuse what one of them signs. */
export const CLOCK_TOLERANCE_MS = 15 * 60_000;
