import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { saidOf } from '../command-error';
import { writeCheckpoint, type ListedSource } from './checkpoint-file';

const WRITE_EVERY_MS = 10_000;

/** Says the first time that a checkpoint could not be written. */
export function toldOnce(tell: (said: Said) => void): (error: unknown) => void {
  let isTold = false;
  return (error) => {
    if (!isTold) {
      isTold = true;
      const why = saidOf(error);
      tell(phrase('command.checkpointNotKept', { why }));
    }
  };
}

/**
 * Keeps a checkpoint file up to date during a listing: a killed process loses ten seconds at most.
 *
 * A failed write does not end the listing, and is told the first time.
 */
export function keepCheckpoints(file: string, listed: ListedSource, tell: (said: Said) => void) {
  const failed = toldOnce(tell);
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
        .catch(failed)
        .finally(() => (writing = undefined));
    },
    /** Waits for a running write, so that it cannot overtake the next one. */
    written: async (): Promise<void> => writing,
  };
}
