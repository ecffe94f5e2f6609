import { durationMs } from '../duration';
import { durationOr } from './input-problems';

/** The word for a removal that does not wait. */
export const NO_GRACE = 'none';

/** A time to wait in words, or `none`. */
export const graceSchema = () => durationOr(NO_GRACE);

/** Milliseconds of a checked grace. */
export function graceMs(grace: string): number {
  return grace === NO_GRACE ? 0 : (durationMs(grace) ?? 0);
}
