import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { InventoryCheckpoint, SliceProgress } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { Coverage } from './coverage';
import { fetchBelievedPage } from './fetch-page';
import { toKeyBytes } from './key-bytes';
import type { PlusMeaning } from './key-encoding';
import type { OpenRange } from './open-range';
import { PageScanner } from './page-scanner';
import type { PageSource } from './page-source';
import { RangePool } from './range-pool';
import { RequestRate } from './request-rate';
import { Tallies } from './tallies';

/** What to list, from where, and for how long. */
export interface SliceOptions {
  readonly source: PageSource;
  readonly bucket: string;
  readonly prefix: string;
  readonly checkpoint: InventoryCheckpoint;
  /** The most requests in flight; fewer while the store asks to slow down. */
  readonly concurrency: number;
  /** Milliseconds after which the slice ends with what is left; Infinity for no end. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  /** Told a few times a second, and before a failure, with a checkpoint to go on from. */
  readonly onProgress: (checkpoint: InventoryCheckpoint, progress: SliceProgress) => void;
}

export interface Slice {
  readonly done: boolean;
  readonly checkpoint: InventoryCheckpoint;
  readonly progress: SliceProgress;
}

/** The most keys that KS3 gives in a page. */
const MAX_KEYS = 1000;
const PROGRESS_EVERY_MS = 200;
/** How often a range is asked for again after the store failed to answer, each time later. */
const MOST_FAULTS = 6;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Lists the ranges of a checkpoint until they are done or the time is up, with as many requests in flight as allowed.
 *
 * Every key of a range is counted exactly once: a page is counted and the cursor moved behind it in one step, with
 * nothing awaited between, so each checkpoint is whole.
 *
 * @throws PrepError of the error table, or the signal's reason
 */
export async function runSlice(options: SliceOptions): Promise<Slice> {
  const listing = new Listing(options);
  try {
    await listing.run();
  } finally {
    listing.report();
  }
  return listing.reached();
}

class Listing {
  readonly #started = performance.now();
  readonly #pool: RangePool;
  readonly #rate: RequestRate;
  readonly #tallies: Tallies;
  readonly #coverage: Coverage;
  readonly #scanner = new PageScanner();
  readonly #failure = new AbortController();
  readonly #stop: AbortSignal;
  readonly #objectsBefore: number;
  #requests = 0;
  #inFlight = 0;
  #plus: PlusMeaning | null = null;
  #reportedAt = 0;
  #wake: () => void = () => undefined;

  constructor(private readonly options: SliceOptions) {
    const { checkpoint, prefix, concurrency, signal } = options;
    const prefixBytes = toKeyBytes(prefix);
    this.#pool = new RangePool(checkpoint.ranges, prefixBytes, concurrency);
    this.#rate = new RequestRate(concurrency);
    this.#tallies = new Tallies(checkpoint.totals, prefixBytes.length);
    this.#coverage = new Coverage(checkpoint.ranges);
    this.#stop = AbortSignal.any([signal, this.#failure.signal]);
    this.#objectsBefore = Number(checkpoint.totals.objects);
  }

  async run(): Promise<void> {
    while (!this.#stop.aborted && this.#elapsed() < this.options.budgetMs && this.#pool.size > 0) {
      this.#startRequests();
      await this.#changed();
    }
    while (this.#inFlight > 0) {
      await this.#changed();
    }
    this.#stop.throwIfAborted();
    if (this.#pool.size === 0 && !this.#coverage.isWhole) {
      throw new RangeError('The ranges are listed, but parts of the keyspace are not.');
    }
  }

  reached(): Slice {
    const totals = this.#tallies.totals(this.#requests, this.#elapsed());
    const ranges = this.#pool.left(this.options.bucket);
    const objectsPerSecond = Math.round(
      ((Number(totals.objects) - this.#objectsBefore) * 1000) / Math.max(1, this.#elapsed()),
    );
    const left = this.#pool.expectedLeft();
    const progress: SliceProgress = {
      objects: totals.objects,
      bytes: totals.bytes,
      pages: totals.pages,
      requests: totals.requests,
      rangesLeft: ranges.length,
      objectsPerSecond,
      ...(left === null || objectsPerSecond === 0 ? {} : { secondsLeft: Math.ceil(left / objectsPerSecond) }),
    };
    return { done: ranges.length === 0, checkpoint: { totals, ranges }, progress };
  }

  report(): void {
    const { checkpoint, progress } = this.reached();
    this.options.onProgress(checkpoint, progress);
  }

  #elapsed(): number {
    return performance.now() - this.#started;
  }

  #startRequests(): void {
    while (this.#inFlight < this.#rate.limit) {
      const range = this.#pool.next(this.#elapsed());
      if (range === null) {
        return;
      }
      range.state = 'asked';
      this.#inFlight += 1;
      void this.#listPage(range).finally(() => {
        this.#inFlight -= 1;
        this.#wake();
      });
    }
  }

  /** Resolves when an answer came, or when a range that had to wait may be asked for again. */
  async #changed(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const waitEnds = this.#pool.nextWaitEnds();
    if (this.#inFlight > 0 || waitEnds === null) {
      await woken;
    } else {
      await delay(Math.max(1, waitEnds - this.#elapsed()), undefined, { signal: this.#stop }).catch(() => undefined);
    }
  }

  async #listPage(range: OpenRange): Promise<void> {
    const { source, bucket, prefix } = this.options;
    const prefixBytes = toKeyBytes(prefix);
    try {
      const { page, requests } = await fetchBelievedPage(
        {
          source,
          maxKeys: MAX_KEYS,
          asked: () => ({
            bucket,
            prefix: prefixBytes,
            after: range.after,
            until: range.until,
            lastToken: range.lastToken,
            plus: this.#plus,
          }),
          sink: this.#tallies,
          signal: this.#stop,
        },
        this.#scanner,
      );
      this.#requests += requests;
      this.#plus = page.plus;
      this.#rate.answered();
      const after = range.after;
      const done = range.advance(page);
      this.#coverage.add(after, done ? range.until : range.after);
      range.state = 'waiting';
      range.faults = 0;
      this.#pool.learn(range, page, done);
      this.#reportNowAndThen();
    } catch (error) {
      this.#takeFault(range, error);
    }
  }

  /** What time may cure is asked for again later; everything else ends the listing. */
  #takeFault(range: OpenRange, error: unknown): void {
    const type = error instanceof PrepError ? error.type : undefined;
    range.state = 'waiting';
    range.faults += 1;
    const passing = type === 'Ks3SlowDown' || type === 'Ks3Unavailable';
    if (!passing || range.faults > MOST_FAULTS || this.#stop.aborted) {
      this.#failure.abort(error);
      return;
    }
    this.#requests += 1;
    if (type === 'Ks3SlowDown') {
      this.#rate.slowedDown(this.#elapsed());
    }
    const asked = error instanceof PrepError ? (error.context.retryAfterMs ?? 0) : 0;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (range.faults - 1));
    range.notBefore = this.#elapsed() + Math.max(asked, pause);
  }

  #reportNowAndThen(): void {
    if (this.#elapsed() - this.#reportedAt >= PROGRESS_EVERY_MS) {
      this.#reportedAt = this.#elapsed();
      this.report();
    }
  }
}
