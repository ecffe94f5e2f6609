import type { InventoryCheckpoint, SliceProgress } from '../contracts/inventory';

/** A guess at what is left that is larger is none. */
const COUNTLESS = 1e11;

/**
 * How far a slice is, for people.
 *
 * @param keys counted by this slice alone
 * @param keysLeft expected, as a guess from the keys seen
 */
export function sliceProgress(
  { totals, ranges }: InventoryCheckpoint,
  keys: number,
  keysLeft: number,
  elapsedMs: number,
): SliceProgress {
  const objectsPerSecond = Math.round((keys * 1000) / Math.max(1, elapsedMs));
  const { objects, bytes, pages, requests } = totals;
  const tells = objectsPerSecond > 0 && keysLeft < COUNTLESS;
  return {
    objects,
    bytes,
    pages,
    requests,
    rangesLeft: ranges.length,
    objectsPerSecond,
    ...(tells ? { secondsLeft: Math.round(keysLeft / objectsPerSecond) } : {}),
  };
}
