import { performance } from 'node:perf_hooks';
import type { InventoryCheckpoint, SliceProgress } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { Coverage } from './coverage';
import { TRIES, untrustworthyPage } from './fetch-page';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './key-bytes';
import type { PlusMeaning } from './key-encoding';
import { OpenRange } from './open-range';
import { Pace } from './pace';
import { PageCounter, type PageVerdict } from './page-counter';
import type { ScannedPage } from './page-scanner';
import type { RawPage } from './page-source';
import { askPlusMeaning } from './plus-meaning';
import type { Slice, SliceOptions } from './run-slice';
import { Splitter } from './splitter';

/** The most keys that KS3 gives in a page. */
const PAGE_KEYS = 1000;
/** Progress is told this often; a killed slice repeats at most so much. */
const TELL_EVERY_MS = 200;
/** Failed requests for the same page, in a row, after which the store counts as not answering. */
const MAX_FAILURES = 6;
/** So long without a single page, whatever the reason, and the slice gives up; its checkpoint is kept. */
const STALLED_MS = 180_000;

/**
 * One slice at work. Ranges are asked for, read and counted, and asked for again, until none is left; whenever there
 * are fewer ranges than requesters, the splitter cuts some.
 */
export class SliceRun {
  readonly #options: SliceOptions;
  readonly #prefix: KeyBytes;
  readonly #open = new Set<OpenRange>();
  readonly #waiting: OpenRange[];
  readonly #splitter: Splitter;
  readonly #pace: Pace;
  readonly #coverage: Coverage;
  readonly #counter: PageCounter;
  readonly #cancel = new AbortController();
  readonly #startedAt = performance.now();
  readonly #pageKeys: number;
  #inFlight = 0;
  #requests = 0;
  #keys = 0;
  #plus: PlusMeaning | null = null;
  #pageAt = performance.now();
  #toldAt = performance.now() - TELL_EVERY_MS;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;
  #finish: (end: { error?: unknown }) => void = () => undefined;

  constructor(options: SliceOptions) {
    const { checkpoint, prefix, concurrency, requestsPerSecond, pageKeys = PAGE_KEYS } = options;
    this.#pageKeys = pageKeys;
    this.#options = options;
    this.#prefix = toKeyBytes(prefix);
    this.#coverage = new Coverage(checkpoint.ranges);
    this.#waiting = checkpoint.ranges.map((range) => OpenRange.of(range));
    for (const range of this.#waiting) {
      this.#open.add(range);
    }
    this.#splitter = new Splitter(this.#prefix, concurrency, pageKeys);
    this.#pace = new Pace(requestsPerSecond ?? Infinity, () => performance.now());
    this.#counter = new PageCounter(checkpoint.totals, this.#prefix.length);
  }

  async run(): Promise<Slice> {
    const { signal } = this.#options;
    signal.throwIfAborted();
    const abort = (): void => this.#end({ error: signal.reason });
    signal.addEventListener('abort', abort, { once: true });
    try {
      const ended = new Promise<{ error?: unknown }>((resolve) => {
        this.#finish = resolve;
      });
      this.#pump();
      const end = await ended;
      const slice = this.#reached();
      this.#options.onProgress(slice.checkpoint, slice.progress);
      if ('error' in end) {
        throw end.error;
      }
      return slice;
    } finally {
      signal.removeEventListener('abort', abort);
      clearTimeout(this.#timer);
    }
  }

  get #elapsed(): number {
    return performance.now() - this.#startedAt;
  }

  /** Gives every requester work, as far as there is any. */
  #pump(): void {
    if (this.#ended) {
      return;
    }
    if (this.#open.size === 0 || this.#elapsed >= this.#options.budgetMs) {
      if (this.#inFlight === 0) {
        this.#end({});
      }
      return;
    }
    let idle = this.#options.concurrency - this.#inFlight;
    while (idle > 0) {
      const pause = this.#pace.wait();
      if (pause > 0) {
        this.#pumpIn(pause);
        return;
      }
      const range = this.#nextWaiting();
      if (range !== undefined) {
        this.#ask(range);
        idle--;
      } else if (this.#waiting.length > 0 || !this.#add(this.#splitter.split(this.#open, idle))) {
        return;
      }
    }
  }

  #add(ranges: readonly OpenRange[]): boolean {
    for (const range of ranges) {
      this.#open.add(range);
      this.#waiting.push(range);
    }
    return ranges.length > 0;
  }

  /** The first range that may be asked for now; where all must wait, the pump is set to try again. */
  #nextWaiting(): OpenRange | undefined {
    const now = performance.now();
    let soonest = Infinity;
    for (const [index, range] of this.#waiting.entries()) {
      if (range.notBefore <= now) {
        this.#waiting.splice(index, 1);
        return range;
      }
      soonest = Math.min(soonest, range.notBefore);
    }
    if (soonest < Infinity) {
      this.#pumpIn(soonest - now);
    }
    return undefined;
  }

  #pumpIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#pump(), Math.max(1, ms));
  }

  #ask(range: OpenRange): void {
    const { source, prefix, bucket } = this.#options;
    const startAfter = fromKeyBytes(range.after);
    if (startAfter === null) {
      this.#end({
        error: untrustworthyPage(
          bucket,
          '',
          'a key that is not valid UTF-8 ends it, and none can be asked for behind that',
          1,
          undefined,
        ),
      });
      return;
    }
    this.#inFlight++;
    this.#pace.sent();
    source
      .fetchPage({ prefix, startAfter, maxKeys: this.#pageKeys }, this.#cancel.signal)
      .then(
        (raw) => this.#received(range, raw),
        (error: unknown) => this.#failed(range, error),
      )
      // An error of this program, not of the store.
      .catch((error: unknown) => this.#end({ error }));
  }

  #received(range: OpenRange, raw: RawPage): void {
    this.#requests += raw.requests;
    this.#pace.accepted();
    if (this.#ended) {
      return;
    }
    const { after, until, lastToken } = range;
    const verdict = this.#counter.count(raw.body, {
      bucket: this.#options.bucket,
      prefix: this.#prefix,
      after,
      until,
      lastToken,
      plus: this.#plus,
    });
    raw.release?.(raw.body.buffer);
    this.#inFlight--;
    if ('page' in verdict) {
      this.#counted(range, verdict.page);
    } else {
      this.#disbelieved(range, verdict, raw);
    }
    this.#pump();
    this.#tellSometimes();
  }

  #counted(range: OpenRange, page: ScannedPage): void {
    const from = range.after;
    const done = range.advance(page);
    const until = done ? range.until : range.after;
    if (until !== from) {
      this.#coverage.add(from, until);
    }
    range.faults = 0;
    this.#keys += page.counted;
    this.#plus = page.plus ?? this.#plus;
    this.#pageAt = performance.now();
    this.#splitter.learn(page, range, this.#open);
    if (done) {
      this.#open.delete(range);
    } else {
      this.#waiting.push(range);
    }
  }

  /** Asks again for a page that cannot be believed, a few times. */
  #disbelieved(
    range: OpenRange,
    { fault, ambiguous }: Exclude<PageVerdict, { page: unknown }>,
    raw: RawPage,
  ): void {
    range.faults++;
    if (range.faults >= TRIES) {
      const startAfter = fromKeyBytes(range.after) ?? '';
      this.#end({
        error: untrustworthyPage(this.#options.bucket, startAfter, fault, range.faults, raw.requestId),
      });
    } else if (ambiguous === undefined || this.#plus !== null) {
      this.#askAgain(range, ambiguous === undefined ? 100 * 2 ** range.faults : 0);
    } else {
      this.#learnPlus(range, ambiguous).catch((error: unknown) => this.#end({ error }));
    }
  }

  async #learnPlus(range: OpenRange, written: string): Promise<void> {
    this.#requests += 2;
    const meaning = await askPlusMeaning(this.#options.source, written, this.#cancel.signal);
    this.#plus ??= meaning;
    this.#askAgain(range, 0);
    this.#pump();
  }

  #askAgain(range: OpenRange, pauseMs: number): void {
    range.notBefore = performance.now() + pauseMs;
    this.#waiting.push(range);
  }

  /** A request that brought no page: repeated as long as time may cure it. */
  #failed(range: OpenRange, error: unknown): void {
    this.#inFlight--;
    this.#requests++;
    if (this.#ended) {
      return;
    }
    const stalled = performance.now() - this.#pageAt > STALLED_MS;
    if (!(error instanceof PrepError) || error.effect !== 'transient' || stalled) {
      this.#end({ error });
      return;
    }
    const { retryAfterMs } = error.context;
    if (error.type === 'Ks3SlowDown') {
      // How fast to go on is the pace's to say; one page being refused again and again is no failure.
      this.#pace.refused();
      this.#askAgain(range, retryAfterMs ?? 50 + Math.random() * 200);
    } else if (++range.faults >= MAX_FAILURES) {
      this.#end({ error });
      return;
    } else {
      this.#askAgain(range, retryAfterMs ?? 100 * 2 ** range.faults * (0.5 + Math.random()));
    }
    this.#pump();
  }

  /** Ends the slice; what is on its way is given up. */
  #end(end: { error?: unknown }): void {
    if (!this.#ended) {
      this.#ended = true;
      this.#cancel.abort();
      this.#finish(end);
    }
  }

  #tellSometimes(): void {
    if (!this.#ended && performance.now() - this.#toldAt >= TELL_EVERY_MS) {
      const { checkpoint, progress } = this.#reached();
      this.#toldAt = performance.now();
      this.#options.onProgress(checkpoint, progress);
    }
  }

  /** Where the slice is. */
  #reached(): Slice {
    const totals = this.#counter.totals(this.#requests, this.#elapsed);
    const ranges = [...this.#open]
      .toSorted((a, b) => (a.after < b.after ? -1 : 1))
      .map((range) => range.left(this.#options.bucket));
    const checkpoint = { totals, ranges };
    return { done: ranges.length === 0, checkpoint, progress: this.#progress(checkpoint) };
  }

  #progress({ totals, ranges }: InventoryCheckpoint): SliceProgress {
    const objectsPerSecond = Math.round((this.#keys * 1000) / Math.max(1, this.#elapsed));
    let left = 0;
    for (const range of this.#open) {
      left += this.#splitter.expectedIn(range);
    }
    const secondsLeft = objectsPerSecond > 0 && left < 1e11 ? Math.round(left / objectsPerSecond) : undefined;
    const { objects, bytes, pages, requests } = totals;
    return {
      objects,
      bytes,
      pages,
      requests,
      rangesLeft: ranges.length,
      objectsPerSecond,
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
    };
  }
}
