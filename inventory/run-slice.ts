import type { InventoryCheckpoint, SliceProgress } from '../contracts/inventory';
import type { Clock } from './clock';
import type { PageSource } from './page-source';
import { SliceRun } from './slice-run';

/** What to list, from where, and for how long. */
export interface SliceOptions {
  readonly source: PageSource;
  readonly bucket: string;
  readonly prefix: string;
  readonly checkpoint: InventoryCheckpoint;
  /** Requests that are under way at the same time, at most. */
  readonly concurrency: number;
  /** Requests a second, at most; absent for as many as the store answers. */
  readonly requestsPerSecond?: number | undefined;
  /** Keys of a page, at most; absent for the 1,000 that KS3 gives. */
  readonly pageKeys?: number | undefined;
  /** Milliseconds after which the slice ends with what is left; Infinity for no end. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  /** Absent for the time of day. */
  readonly clock?: Clock | undefined;
  /** Told several times a second and at the end, also a premature one, with a checkpoint to go on from. */
  readonly onProgress: (checkpoint: InventoryCheckpoint, progress: SliceProgress) => void;
}

export interface Slice {
  readonly done: boolean;
  readonly checkpoint: InventoryCheckpoint;
  readonly progress: SliceProgress;
}

/**
 * Lists the ranges of a checkpoint until they are done or the time is up, as fast as the store answers.
 *
 * Every key is counted exactly once: a page is counted and the cursor moved behind it in one step, so that each
 * checkpoint is whole. What is wrong with a page or the store is retried, then explained.
 *
 * @throws PrepError of the error table, or the signal's reason; the last checkpoint told to `onProgress` stays good
 */
export function runSlice(options: SliceOptions): Promise<Slice> {
  return new SliceRun(options).run();
}
