import { closest, distance } from 'fastest-levenshtein';

/** Longer names are compared by what they begin with. */
const MAX_COMPARED = 64;

/** The name that was probably meant; null if none is near. */
export function nearestName(written: string, known: readonly string[]): string | null {
  if (known.length === 0) {
    return null;
  }
  const compared = written.slice(0, MAX_COMPARED);
  const near = closest(compared, known);
  const slips = distance(compared.toLowerCase(), near.toLowerCase());
  // Of a short name two slips leave nothing that was meant.
  return slips <= Math.max(Math.min(2, near.length / 2), near.length / 3) ? near : null;
}
