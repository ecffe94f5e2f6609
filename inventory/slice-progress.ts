import type { InventoryCheckpoint, SliceProgress } from '../contracts/inventory';
import { MOST_KEYS_LEFT } from './open-range';

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
  const tells = objectsPerSecond > 0 && keysLeft < MOST_KEYS_LEFT;
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
