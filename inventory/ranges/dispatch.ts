import type { KeyRange } from '../../contracts/listing/inventory';
import type { KeyBytes } from '../pages/key-bytes';
import type { OpenRange } from './open-range';
import { Pace } from './pace';
import type { ScannedPage } from '../pages/page-scanner';
import { RangeBoard } from './range-board';
import type { FolderQuestion } from '../splitting/segment';
import { Splitter } from '../splitting/splitter';

/** What a requester is to do next. */
export type Errand =
  | { readonly list: OpenRange }
  /** Only to learn where to cut: nothing is counted by it. */
  | { readonly askFor: FolderQuestion }
  /** The store says that nothing follows in `range`, but listed `known` behind it: is that key still there? */
  | { readonly check: KeyBytes; readonly range: OpenRange }
  /** Nothing may be sent now; it is to be looked at again so many milliseconds later. */
  | { readonly inMs: number }
  /** Only an answer can change that there is nothing to do; where none is on its way, all is done. */
  | null;

export interface DispatchOptions {
  readonly ranges: readonly KeyRange[];
  /** The last key that was counted so far; empty if none was. */
  readonly lastKey: KeyBytes;
  readonly prefix: KeyBytes;
  readonly requesters: number;
  readonly pageKeys: number;
  readonly requestsPerSecond: number;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/**
 * Gives requesters their work: a range to list, as fast as the store keeps up, and where too few ranges wait, ranges
 * that are cut off others. It sends nothing itself, so that a simulation can drive it as well.
 */
export class Dispatch {
  readonly board: RangeBoard;
  readonly pace: Pace;
  readonly #splitter: Splitter;
  readonly #options: DispatchOptions;
  readonly #questions: FolderQuestion[] = [];
  #inFlight = 0;
  /** Folders that are being asked for: what is left does not wait for them. */
  #asking = 0;
  #isSettling = false;

  constructor(options: DispatchOptions) {
    const { ranges, lastKey, prefix, requesters, pageKeys, requestsPerSecond, now } = options;
    this.#options = options;
    this.board = new RangeBoard(ranges, lastKey);
    this.pace = new Pace(requestsPerSecond, now);
    this.#splitter = new Splitter(prefix, requesters, pageKeys);
  }

  /** Requests on their way whose answers matter to the totals. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whether the end of the keys is being asked for once more, which the time that is up does not prevent. */
  get isSettling(): boolean {
    return this.#isSettling || (this.board.isSettling && this.#inFlight === 0);
  }

  /** The next errand; whoever takes it does it. */
  next(): Errand {
    const { board } = this;
    if (board.isSettling && this.#inFlight === 0) {
      this.#isSettling = true;
      const settlement = board.settle(this.#options.now());
      if (settlement.do === 'check') {
        this.#inFlight++;
        return { check: settlement.known, range: settlement.range };
      }
    }
    for (;;) {
      const idle = this.#options.requesters - this.#inFlight - this.#asking;
      if (board.open.size === 0 || idle < 1) {
        return null;
      }
      const pause = this.pace.wait();
      if (pause > 0) {
        return { inMs: pause };
      }
      const next = board.next(this.#options.now(), this.#inFlight === 0);
      if (next !== null) {
        return 'range' in next ? this.#list(next.range) : next;
      }
      const question = this.#questions.shift();
      if (question !== undefined) {
        this.#asking++;
        this.pace.sent();
        return { askFor: question };
      }
      if (board.isWaiting || !this.#plan(idle)) {
        return null;
      }
    }
  }

  /** A page was counted. @param sentAt when its request was sent, as `now` says */
  counted(range: OpenRange, page: ScannedPage, sentAt: number): void {
    const { after } = range;
    this.board.counted(range, page);
    this.#isSettling &&= page.length === 0;
    if (range.emptyPages === 0) {
      const ms = this.#options.now() - sentAt;
      this.#splitter.learn(page, range, after, ms, (from, to) => this.board.hasCounted(from, to));
    }
    if (!this.board.open.has(range)) {
      range.known.end();
    }
  }

  /** An answer came, whatever it was. */
  answered(): void {
    this.#inFlight--;
  }

  /** A folder was listed. @param list null where nothing came of it */
  told(question: FolderQuestion, list: Parameters<Splitter['told']>[1]): void {
    this.#asking--;
    this.#splitter.told(question, list, this.#options.now());
    this.#splitter.forget(this.board.listing, question.folder);
  }

  /** Nothing more is listed here: cuts what is left so that it can be dealt to several slices. */
  divide(): void {
    const { listing, further } = this.board;
    this.board.add(this.#splitter.divide(listing, further));
  }

  expectedIn(range: OpenRange): number | null {
    return this.#splitter.expectedIn(range);
  }

  #list(range: OpenRange): Errand {
    this.#inFlight++;
    this.pace.sent();
    return { list: range };
  }

  #plan(idle: number): boolean {
    const { listing, further } = this.board;
    const { pieces, questions } = this.#splitter.plan(listing, idle, further, this.#options.now());
    this.board.add(pieces);
    this.#questions.push(...questions);
    return pieces.length > 0 || questions.length > 0;
  }
}
