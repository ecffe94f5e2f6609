import type { InventoryCheckpoint } from '../../contracts/inventory';
import { writeCheckpoint, type ListedSource } from './checkpoint-file';

const WRITE_EVERY_MS = 10_000;

/**
 * Keeps a checkpoint file up to date during a listing: a killed process loses ten seconds at most.
 *
 * A failed write does not end the listing; the last one, when it is interrupted, reports the problem.
 */
export function keepCheckpoints(file: string, listed: ListedSource) {
  let last = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> | undefined;
  return {
    offer(checkpoint: InventoryCheckpoint): void {
      const due = performance.now() - last >= WRITE_EVERY_MS;
      if (!due || writing !== undefined || checkpoint.totals.pages === 0) {
        return;
      }
      last = performance.now();
      writing = writeCheckpoint(file, listed, checkpoint)
        .catch(() => undefined)
        .finally(() => (writing = undefined));
    },
    /** Waits for a running write, so that it cannot overtake the next one. */
    written: async (): Promise<void> => writing,
  };
}
