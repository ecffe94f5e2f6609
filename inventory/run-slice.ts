import { phrase } from '../presentation/words/words';
import type { ListedTotals, ListingCheckpoint, SliceProgress } from '../contracts/listing/inventory';
import { codeRanges, decodeRanges } from '../contracts/listing/range-coding';
import { PrepError } from '../contracts/prep-error';
import { realClock, type Clock } from './clock';
import { Dispatch, type Errand } from './ranges/dispatch';
import { isListed, NO_KEYS, TRIES, untrustworthyPage } from './pages/fetch-page';
import { jsonBytes } from './pages/json-bytes';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './pages/key-bytes';
import type { PlusMeaning } from './pages/key-encoding';
import { asksToSlowDown, pauseWished, type ListedBucket } from './pages/listed-bucket';
import { MAX_KEYS_LEFT, type OpenRange } from './ranges/open-range';
import { PageCounter, type PageVerdict, type RunningTotals } from './pages/page-counter';
import type { FolderPage, ScannedPage } from './pages/page-scanner';
import type { RawPage } from '../contracts/listing/listing';
import { MAX_EMPTY_PAGES, type PageSource } from './pages/page-source';
import { askPlusMeaning } from './pages/plus-meaning';
import { endOf, isFolder } from './splitting/key-paths';
import type { FolderQuestion } from './splitting/segment';

/** Failed requests for the same page, in a row, after which the store counts as not answering. */
const MAX_FAILURES = 6;
/** So long without a single page, whatever the reason, and the slice gives up; its checkpoint is kept. */
const STALLED_MS = 180_000;
/** The most keys that KS3 gives in a page. */
const PAGE_KEYS = 1000;
/** Progress is reported this often; a killed slice repeats at most so much. Young listings report more often. */
const TELL_EVERY_MS = 200;
const TELL_EVERY_SHARE = 0.04;
const MIN_TELL_INTERVAL_MS = 100;
/** A longer last key is not kept in a checkpoint: it has to stay small, and the key only speaks for completeness. */
const LAST_KEY_BYTES = 1100;

/** What to list, from where, and for how long. */
export interface SliceOptions<Totals extends ListedTotals> extends ListedBucket {
  readonly source: PageSource;
  readonly prefix: string;
  readonly checkpoint: ListingCheckpoint<Totals>;
  /** Counts what is listed, from the totals of the checkpoint on. */
  readonly running: RunningTotals<Totals>;
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
  /** Called several times a second and at the end, also a premature one, with a checkpoint to continue from. */
  readonly onProgress: (checkpoint: ListingCheckpoint<Totals>, progress: SliceProgress) => void;
}

export interface Slice<Totals extends ListedTotals> {
  readonly done: boolean;
  readonly checkpoint: ListingCheckpoint<Totals>;
  readonly progress: SliceProgress;
}

/**
 * Lists the ranges of a checkpoint until they are done or the time is up, as fast as the store answers.
 *
 * Every key is counted exactly once: a page is counted and the cursor moved behind it in one step, so that each
 * checkpoint is whole. What is wrong with a page or the store is retried, then explained.
 *
 * @throws PrepError of the error table, or the signal's reason; the last checkpoint given to `onProgress` stays good
 */
export function runSlice<Totals extends ListedTotals>(options: SliceOptions<Totals>): Promise<Slice<Totals>> {
  return new SliceRun(options).run();
}

/**
 * One slice at work. Ranges are requested, read and counted, and requested again, until none is left; whenever there
 * are fewer ranges than requesters, the splitter cuts some.
 */
class SliceRun<Totals extends ListedTotals> {
  readonly #options: SliceOptions<Totals>;
  readonly #prefix: KeyBytes;
  readonly #dispatch: Dispatch;
  readonly #counter: PageCounter;
  readonly #cancel = new AbortController();
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #pageKeys: number;
  #requests = 0;
  #pages = 0;
  #keys = 0;
  #plus: PlusMeaning | null = null;
  #pageAt: number;
  #toldAt: number;
  #stopTimer: () => void = () => undefined;
  #ended = false;
  #finish: (end: { error?: unknown }) => void = () => undefined;

  constructor(options: SliceOptions<Totals>) {
    const { checkpoint, prefix, concurrency, requestsPerSecond, pageKeys = PAGE_KEYS } = options;
    const { clock = realClock } = options;
    this.#pageKeys = pageKeys;
    this.#options = options;
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#pageAt = this.#startedAt;
    this.#toldAt = this.#startedAt - TELL_EVERY_MS;
    this.#prefix = toKeyBytes(prefix);
    this.#dispatch = new Dispatch({
      ranges: decodeRanges(checkpoint.ranges),
      lastKey: toKeyBytes(checkpoint.lastKey ?? ''),
      prefix: this.#prefix,
      requesters: concurrency,
      pageKeys,
      requestsPerSecond: requestsPerSecond ?? Infinity,
      now: () => clock.now(),
    });
    this.#counter = new PageCounter(options.running);
  }

  async run(): Promise<Slice<Totals>> {
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
      if (!('error' in end)) {
        this.#dispatch.divide();
      }
      const slice = this.#reached();
      this.#dispatch.board.prove();
      this.#options.onProgress(slice.checkpoint, slice.progress);
      if ('error' in end) {
        throw end.error;
      }
      return slice;
    } finally {
      signal.removeEventListener('abort', abort);
      this.#stopTimer();
    }
  }

  get #elapsed(): number {
    return this.#clock.now() - this.#startedAt;
  }

  /** Gives every requester work, as far as there is any. */
  #pump(): void {
    if (this.#ended) {
      return;
    }
    const { board } = this.#dispatch;
    for (;;) {
      if (this.#isTimeUp) {
        break;
      }
      const errand = this.#dispatch.next();
      if (errand === null) {
        break;
      }
      if ('inMs' in errand) {
        this.#pumpIn(errand.inMs);
        return;
      }
      this.#run(errand);
    }
    if (this.#dispatch.inFlight === 0 && (board.open.size === 0 || this.#isTimeUp)) {
      this.#end({});
    }
  }

  #run(errand: Exclude<Errand, null | { readonly inMs: number }>): void {
    if ('list' in errand) {
      this.#ask(errand.list);
      return;
    }
    const work = 'askFor' in errand ? this.#askFor(errand.askFor) : this.#checkLastKey(errand);
    // An error of this program, not of the store.
    work.catch((error: unknown) => this.#end({ error }));
  }

  /** Asks what is in a folder. That only helps to cut ranges: without an answer the listing continues as well. */
  async #askFor(question: FolderQuestion): Promise<void> {
    const { source, bucket } = this.#options;
    const { folder, behind } = question;
    const after = isFolder(behind) ? (endOf(folder + behind) ?? '') : folder + behind;
    const [prefix, startAfter] = [fromKeyBytes(folder), fromKeyBytes(after)];
    let page: FolderPage | null = null;
    const sentAt = this.#clock.now();
    this.#requests++;
    if (prefix !== null && startAfter !== null) {
      try {
        const raw = await source.fetchPage(
          { prefix, startAfter, maxKeys: PAGE_KEYS, delimiter: '/' },
          this.#cancel.signal,
        );
        this.#requests += raw.requests - 1;
        this.#dispatch.pace.accepted(sentAt);
        const asked = { bucket, prefix: folder, after, until: null, lastToken: null, plus: this.#plus };
        page = this.#counter.names(raw.body, asked);
        raw.release?.(raw.body.buffer);
      } catch (error) {
        if (asksToSlowDown(error)) {
          this.#dispatch.pace.refused(sentAt);
        }
      }
    }
    this.#dispatch.told(
      question,
      page === null ? null : { names: page.names, to: page.truncated ? (page.names.at(-1) ?? null) : null },
    );
    this.#pump();
  }

  /** A slice counts a page at least, so that slices come to an end however short they are. */
  get #isTimeUp(): boolean {
    return this.#elapsed >= this.#options.budgetMs && this.#pages > 0 && !this.#dispatch.isSettling;
  }

  /** The store says that nothing follows in a range, and has listed a key behind it: is that one still there? */
  async #checkLastKey({ check: known, range }: { check: KeyBytes; range: OpenRange }): Promise<void> {
    const { source, bucket, store } = this.#options;
    const { listed, requests } = await isListed(
      known,
      { source, bucket, store, plus: this.#plus },
      this.#cancel.signal,
    );
    this.#requests += requests;
    this.#dispatch.answered();
    if (listed) {
      const fault = phrase('inventory.wrongEnd', { key: fromKeyBytes(known) ?? '' });
      this.#end({
        error: untrustworthyPage(
          this.#options,
          fromKeyBytes(range.after) ?? '',
          fault,
          range.told,
          undefined,
        ),
      });
      return;
    }
    this.#dispatch.board.lastKeyIsGone();
    this.#pump();
  }

  #pumpIn(ms: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#clock.later(Math.max(1, ms), () => this.#pump());
  }

  #ask(range: OpenRange): void {
    const { source, prefix } = this.#options;
    const startAfter = fromKeyBytes(range.after);
    if (startAfter === null) {
      this.#end({
        error: untrustworthyPage(this.#options, '', phrase('inventory.endsNotUtf8'), 1, undefined),
      });
      return;
    }
    const sentAt = this.#clock.now();
    source
      .fetchPage(
        {
          prefix,
          startAfter,
          maxKeys: this.#pageKeys,
          ...(range.continuationToken === null ? {} : { continuationToken: range.continuationToken }),
        },
        this.#cancel.signal,
      )
      .then(
        (raw) => this.#received(range, raw, sentAt),
        (error: unknown) => this.#failed(range, error, sentAt),
      )
      // An error of this program, not of the store.
      .catch((error: unknown) => this.#end({ error }));
  }

  #received(range: OpenRange, raw: RawPage, sentAt: number): void {
    this.#requests += raw.requests;
    this.#dispatch.pace.accepted(sentAt);
    if (this.#ended) {
      return;
    }
    if (!this.#dispatch.board.takeIn(range, raw, this.#dispatch.inFlight === 1)) {
      raw.release?.(raw.body.buffer);
      this.#dispatch.answered();
      this.#pump();
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
    this.#dispatch.answered();
    if ('page' in verdict) {
      this.#counted(range, verdict.page, raw, sentAt);
    } else {
      this.#disbelieved(range, verdict, raw);
    }
    this.#pump();
    this.#tellSometimes();
  }

  #counted(range: OpenRange, page: ScannedPage, { requestId }: RawPage, sentAt: number): void {
    const { after } = range;
    this.#dispatch.counted(range, page, sentAt);
    this.#options.running.counted?.(after, this.#dispatch.board.open.has(range) ? range.after : range.until);
    if (range.emptyPages >= MAX_EMPTY_PAGES) {
      const startAfter = fromKeyBytes(range.after) ?? '';
      this.#end({
        error: untrustworthyPage(this.#options, startAfter, NO_KEYS, range.emptyPages, requestId),
      });
      return;
    }
    // A page without keys moves no cursor: a slice that counts nothing else would repeat it indefinitely.
    this.#pages += range.emptyPages === 0 ? 1 : 0;
    this.#keys += page.counted;
    this.#plus = page.plus ?? this.#plus;
    this.#pageAt = this.#clock.now();
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
        error: untrustworthyPage(this.#options, startAfter, fault, range.faults, raw.requestId),
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
    this.#dispatch.board.askAgain(range, this.#clock.now() + pauseMs);
  }

  /** A request that brought no page. */
  #failed(range: OpenRange, error: unknown, sentAt: number): void {
    this.#dispatch.answered();
    this.#requests++;
    if (this.#ended) {
      return;
    }
    const what = afterFailure(error, range.faults, this.#clock.now() - this.#pageAt);
    if (what === 'give up') {
      this.#end({ error });
      return;
    }
    if (what.slowDown) {
      this.#dispatch.pace.refused(sentAt);
    } else {
      range.faults++;
    }
    this.#askAgain(range, what.pauseMs);
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
    const every = Math.max(MIN_TELL_INTERVAL_MS, Math.min(TELL_EVERY_MS, TELL_EVERY_SHARE * this.#elapsed));
    if (!this.#ended && this.#clock.now() - this.#toldAt >= every) {
      const { checkpoint, progress } = this.#reached();
      this.#toldAt = this.#clock.now();
      this.#options.onProgress(checkpoint, progress);
    }
  }

  /** Where the slice is. Totals and ranges are taken at the same instant, so that they belong together. */
  #reached(): Slice<Totals> {
    const totals = this.#options.running.totals(this.#requests, this.#elapsed);
    const ranges = [...this.#dispatch.board.open]
      .toSorted((a, b) => (a.after < b.after ? -1 : 1))
      .map((range) => range.left(this.#options, this.#dispatch.expectedIn(range)));
    const checkpoint = { totals, ranges: codeRanges(ranges), ...this.#lastKey };
    return { done: ranges.length === 0, checkpoint, progress: this.#progress(checkpoint) };
  }

  get #lastKey(): Pick<ListingCheckpoint<Totals>, 'lastKey'> {
    const { lastKey } = this.#dispatch.board;
    const key = lastKey === '' || jsonBytes(lastKey) > LAST_KEY_BYTES ? null : fromKeyBytes(lastKey);
    return key === null ? {} : { lastKey: key };
  }

  #progress({ totals, ranges }: ListingCheckpoint<Totals>): SliceProgress {
    let keysLeft = 0;
    for (const range of this.#dispatch.board.open) {
      keysLeft += this.#dispatch.expectedIn(range) ?? Infinity;
    }
    const objectsPerSecond = Math.round((this.#keys * 1000) / Math.max(1, this.#elapsed));
    const { objects, bytes, pages, requests } = totals;
    const isKnown = objectsPerSecond > 0 && keysLeft < MAX_KEYS_LEFT;
    return {
      objects,
      bytes,
      pages,
      requests,
      rangesLeft: ranges.length,
      objectsPerSecond,
      ...(isKnown ? { secondsLeft: Math.round(keysLeft / objectsPerSecond) } : {}),
    };
  }
}

/**
 * What to do after a request that brought no page: it is repeated as long as time may help.
 *
 * @param faults faulty answers to the same request in a row, this one not included
 * @param withoutPageMs since the slice got its last page
 */
function afterFailure(
  error: unknown,
  faults: number,
  withoutPageMs: number,
): 'give up' | { readonly pauseMs: number; readonly slowDown: boolean } {
  if (!(error instanceof PrepError) || error.effect !== 'transient' || withoutPageMs > STALLED_MS) {
    return 'give up';
  }
  const retryAfterMs = pauseWished(error);
  if (asksToSlowDown(error)) {
    // The pace decides how fast to continue; one page that is refused again and again is no failure.
    return { pauseMs: retryAfterMs ?? 50 + Math.random() * 200, slowDown: true };
  }
  return faults + 1 >= MAX_FAILURES
    ? 'give up'
    : { pauseMs: retryAfterMs ?? 100 * 2 ** (faults + 1) * (0.5 + Math.random()), slowDown: false };
}
