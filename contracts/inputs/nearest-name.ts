import { closest, distance } from 'fastest-levenshtein';

/** Longer names are compared by what they begin with. */
const MAX_COMPARED = 64;

/** One character begins too many names. */
const MIN_BEGINNING = 2;

/** The name that was probably meant: the only one that begins so, or one that is near; null if there is none. */
export function nearestName(written: string, known: readonly string[]): string | null {
  if (known.length === 0) {
    return null;
  }
  const compared = written.slice(0, MAX_COMPARED);
  const begun = known.filter((name) => name.toLowerCase().startsWith(compared.toLowerCase()));
  if (begun.length === 1 && compared.length >= MIN_BEGINNING) {
    return begun[0] ?? null;
  }
  const near = closest(compared, known);
  const slips = distance(compared.toLowerCase(), near.toLowerCase());
  // Of a short name two slips leave nothing that was meant.
  return slips <= Math.max(Math.min(2, near.length / 2), near.length / 3) ? near : null;
}
