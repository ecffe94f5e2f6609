import { performance } from 'node:perf_hooks';
import type { InventoryCheckpoint, SliceProgress } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { Coverage } from './coverage';
import { TRIES, untrustworthyPage } from './fetch-page';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './key-bytes';
import type { PlusMeaning } from './key-encoding';
import { OpenRange } from './open-range';
import { Pace } from './pace';
import type { PageCounter, PageVerdict } from './page-counter';
import type { ScannedPage } from './page-scanner';
import type { RawPage } from './page-source';
import { askPlusMeaning } from './plus-meaning';
import type { Slice, SliceOptions } from './run-slice';
import { Splitter } from './splitter';
import { ThreadedCounter } from './threaded-counter';

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
  #telling = false;
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
    this.#counter = new ThreadedCounter(checkpoint.totals, this.#prefix.length, (error) =>
      this.#end({ error }),
    );
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
      const slice = await this.#reached();
      this.#options.onProgress(slice.checkpoint, slice.progress);
      if ('error' in end) {
        throw end.error;
      }
      return slice;
    } finally {
      signal.removeEventListener('abort', abort);
      clearTimeout(this.#timer);
      this.#counter.close();
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
    range.state = 'asked';
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
    range.state = 'reading';
    const { after, until, lastToken } = range;
    const asked = {
      bucket: this.#options.bucket,
      prefix: this.#prefix,
      after,
      until,
      lastToken,
      plus: this.#plus,
    };
    this.#counter.count(raw.body, asked, (verdict, memory) => {
      raw.release?.(memory);
      this.#judged(range, verdict, raw);
    });
  }

  #judged(range: OpenRange, verdict: PageVerdict, raw: RawPage): void {
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
      range.state = 'waiting';
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
    range.state = 'waiting';
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
    if (this.#ended || this.#telling || performance.now() - this.#toldAt < TELL_EVERY_MS) {
      return;
    }
    this.#telling = true;
    this.#reached().then(
      ({ checkpoint, progress }) => {
        this.#telling = false;
        this.#toldAt = performance.now();
        if (!this.#ended) {
          this.#options.onProgress(checkpoint, progress);
        }
      },
      (error: unknown) => this.#end({ error }),
    );
  }

  /** Where the slice is. Totals and ranges are taken at the same instant, so that they belong together. */
  #reached(): Promise<Slice> {
    const effort = { requests: this.#requests, listingMs: this.#elapsed };
    return new Promise((resolve) => {
      this.#counter.totals(effort, (totals) => {
        const ranges = [...this.#open]
          .toSorted((a, b) => (a.after < b.after ? -1 : 1))
          .map((range) => range.left(this.#options.bucket));
        const checkpoint = { totals, ranges };
        resolve({ done: ranges.length === 0, checkpoint, progress: this.#progress(checkpoint) });
      });
    });
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
