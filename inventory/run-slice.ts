import { performance } from 'node:perf_hooks';
import type { InventoryCheckpoint, KeyRange, SliceProgress } from '../contracts/inventory';
import { fetchBelievedPage } from './fetch-page';
import { fromKeyBytes } from './key-bytes';
import { OpenRange } from './open-range';
import type { PageSource } from './page-source';
import { Tallies } from './tallies';

/** What to list, from where, and for how long. */
export interface SliceOptions {
  readonly source: PageSource;
  readonly bucket: string;
  readonly prefix: string;
  readonly checkpoint: InventoryCheckpoint;
  /** Ranges that are listed at the same time. */
  readonly concurrency: number;
  /** Milliseconds after which the slice ends with what is left; Infinity for no end. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  /** Told after every page, with a checkpoint to go on from. */
  readonly onProgress: (checkpoint: InventoryCheckpoint, progress: SliceProgress) => void;
}

export interface Slice {
  readonly done: boolean;
  readonly checkpoint: InventoryCheckpoint;
  readonly progress: SliceProgress;
}

/** The most keys that KS3 gives in a page. */
const MAX_KEYS = 1000;

/**
 * Lists the ranges of a checkpoint, page by page, until they are done or the time is up.
 *
 * Every key of a range is counted exactly once: a page is counted and the cursor moved behind it in one step, with
 * nothing awaited between, so each checkpoint is whole.
 *
 * @throws PrepError of the error table; the last checkpoint told to `onProgress` stays good
 */
export async function runSlice(options: SliceOptions): Promise<Slice> {
  const { source, bucket, prefix, checkpoint, concurrency, budgetMs, signal, onProgress } = options;
  const started = performance.now();
  const before = Number(checkpoint.totals.objects);
  const tallies = new Tallies(checkpoint.totals);
  const waiting = checkpoint.ranges.map((range) => new OpenRange(range));
  const listing = new Set<OpenRange>();
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);

  const elapsed = (): number => performance.now() - started;
  const reached = (): Slice => {
    const left = [...listing, ...waiting].map((range): KeyRange => range.left(bucket));
    const totals = tallies.totals(elapsed());
    const progress: SliceProgress = {
      objects: totals.objects,
      bytes: totals.bytes,
      pages: totals.pages,
      rangesLeft: left.length,
      objectsPerSecond: Math.round(((tallies.objects - before) * 1000) / Math.max(1, elapsed())),
    };
    return { done: left.length === 0, checkpoint: { totals, ranges: left }, progress };
  };

  /** Lists one range to its end, or to the end of the time. */
  async function list(range: OpenRange): Promise<void> {
    for (let done = false; !done && elapsed() < budgetMs; ) {
      stop.throwIfAborted();
      const request = { prefix, startAfter: fromKeyBytes(range.after) ?? range.left(bucket).after, maxKeys: MAX_KEYS };
      const { page, requests } = await fetchBelievedPage(
        source,
        bucket,
        request,
        (candidate) => (range.repeats(candidate) ? 'it brings the same continuation token again' : null),
        stop,
      );
      const counted = range.countable(page);
      tallies.addPage({ ...page, length: counted }, requests);
      done = range.advance(page, counted);
      if (done) {
        listing.delete(range);
      }
      const { checkpoint: now, progress } = reached();
      onProgress(now, progress);
    }
  }

  async function requester(): Promise<void> {
    for (let range = waiting.shift(); range !== undefined && elapsed() < budgetMs; range = waiting.shift()) {
      listing.add(range);
      await list(range);
    }
  }

  try {
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, requester));
  } catch (error) {
    failure.abort(error);
    throw error;
  }
  return reached();
}
