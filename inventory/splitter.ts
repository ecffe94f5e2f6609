import { firstProbes, rangeProbes } from './first-probes';
import type { KeyBytes } from './key-bytes';
import { KeyModel } from './key-model';
import type { OpenRange } from './open-range';
import type { ScannedPage } from './page-scanner';

/** A range with fewer pages than this is left alone: cutting it costs a request and gains less than a round trip. */
const WORTH_CUTTING_PAGES = 2.2;
/** Requests that may find nothing, at first and for every page: the price of finding out where the keys are. */
const FREE_GUESSES = 50;
const GUESSES_PER_PAGE = 0.08;
/** The same for every guess that found a full page: where guesses are good, more of them are. */
const GUESSES_PER_HIT = 0.5;
/** Guesses that are allowed in any case while requesters are idle: without them a wrong start would never be cured. */
const ALWAYS_GUESSES = 2;
/** Levels from which on probes are cheaper than cutting blindly. */
const UNKNOWN_LEVELS = 2;
const FIRST_PROBES = 44;
const RANGE_PROBES = 8;
/** Parts that a range is cut into at once, for every page of it that was listed: a guess from more is a better one. */
const PARTS_PER_PAGE = 6;
/** What remains of an expectation when what was cut off was empty. */
const DOUBTED = 0.3;
/** Stands for "nobody knows", small enough to be summed. */
const COUNTLESS = 1e12;

/**
 * Decides where to cut ranges so that all requesters have work: the range with the most left, at points where the keys
 * seen so far say that its parts are equal. A wrong guess costs a request, never a key.
 */
export class Splitter {
  readonly #model = new KeyModel();
  #pages = 0;
  #wasted = 0;
  /** Ranges that were cut off and whose first page was full. */
  #hits = 0;

  /** @param prefix every key begins with it */
  constructor(
    private readonly prefix: KeyBytes,
    private readonly requesters: number,
    private readonly pageKeys: number,
  ) {}

  /** Learns from a page that was counted. */
  learn({ keys, counted }: ScannedPage, range: OpenRange, open: ReadonlySet<OpenRange>): void {
    this.#model.learn(keys);
    if (range.listed === null || range.listed.keys === 0) {
      this.#foundEmpty(range, open);
    }
    const part = Math.min(1, counted / this.pageKeys);
    this.#pages += part;
    this.#wasted += 1 - part;
    this.#hits += part === 1 && range.listed?.keys === counted ? 1 : 0;
  }

  /** Keys that are expected in a range, the page that was asked for included; 1e12 where nobody knows. */
  expectedIn(range: OpenRange): number {
    const { listed, expected, told } = range;
    if (told > 0) {
      return 0;
    }
    if (listed === null) {
      return expected;
    }
    if (this.#isUnknown(range)) {
      return COUNTLESS;
    }
    const modelled = listed.keys * this.#model.ratioLeft(listed.origin, range.after, range.until);
    return Math.min(COUNTLESS, modelled * DOUBTED ** range.doubt);
  }

  /**
   * Cuts ranges to give work to idle requesters.
   *
   * @param idle requesters without work, or fewer where a checkpoint has no room for so many ranges
   * @returns the new ranges, none where nothing is worth it
   */
  split(open: ReadonlySet<OpenRange>, idle: number): OpenRange[] {
    const allowed = Math.min(idle, this.#guessesLeft(open));
    return allowed < 1 ? [] : this.#cutLargest(open, allowed);
  }

  /** Whether the keys of a range may go on at levels that nothing is known of. */
  #isUnknown({ listed, after, until }: OpenRange): boolean {
    return listed !== null && this.#model.unknownLevels(listed.origin, after, until) >= UNKNOWN_LEVELS;
  }

  #cutLargest(open: ReadonlySet<OpenRange>, allowed: number): OpenRange[] {
    const worthCutting = WORTH_CUTTING_PAGES * this.pageKeys;
    const sized = [...open].map((range) => ({ range, keys: this.expectedIn(range) }));
    const known = sized.reduce((sum, { keys }) => sum + (keys === COUNTLESS ? 0 : keys), 0);
    const fairShare = Math.max(worthCutting / 2, known / this.requesters);
    const worth = sized
      .filter(({ range, keys }) => keys >= worthCutting && range.listed !== null && !range.cut)
      .toSorted((a, b) => b.keys - a.keys);
    const pieces: OpenRange[] = [];
    for (const { range, keys } of worth) {
      const most = allowed - pieces.length;
      if (most < 1 || (pieces.length > 0 && keys < 2 * fairShare)) {
        break;
      }
      const pages = (range.listed?.keys ?? 0) / this.pageKeys;
      const parts = Math.max(2, Math.round(Math.min(most + 1, keys / fairShare, PARTS_PER_PAGE * pages)));
      const points = this.#isUnknown(range)
        ? this.#probesIn(range, open, most)
        : this.#pointsIn(range, keys, parts);
      pieces.push(...range.cutAt(points, keys === COUNTLESS ? 0 : (keys - this.pageKeys) / parts));
    }
    return pieces;
  }

  #probesIn(range: OpenRange, open: ReadonlySet<OpenRange>, most: number): KeyBytes[] {
    const origin = range.listed?.origin ?? range.after;
    if (open.size === 1 && range.until === null) {
      return firstProbes(origin, range.after, this.prefix, Math.min(most, FIRST_PROBES));
    }
    return rangeProbes(origin, range.after, range.until, Math.min(most, RANGE_PROBES));
  }

  /** Points that cut a range into so many parts, of which the first has the page that is on its way besides. */
  #pointsIn({ after, until }: OpenRange, keys: number, parts: number): KeyBytes[] {
    const coming = Math.min(0.9, this.pageKeys / keys);
    const points: KeyBytes[] = [];
    for (let part = 1; part < parts; part++) {
      const point = this.#model.pointAt(after, until, coming + ((1 - coming) * part) / parts);
      if (point !== null && point > (points.at(-1) ?? after)) {
        points.push(point);
      }
    }
    return points;
  }

  /** What was cut off a range is empty, so that its keys are not spread as they seemed. */
  #foundEmpty({ cutFrom }: OpenRange, open: ReadonlySet<OpenRange>): void {
    for (const range of open) {
      if (range.until === cutFrom) {
        range.doubt += 1;
      }
    }
  }

  #guessesLeft(open: ReadonlySet<OpenRange>): number {
    let unlisted = 0;
    for (const { listed } of open) {
      unlisted += listed === null ? 1 : 0;
    }
    const affordable = FREE_GUESSES + GUESSES_PER_PAGE * this.#pages + GUESSES_PER_HIT * this.#hits;
    const guesses = 2 * (affordable - this.#wasted) - unlisted;
    return Math.floor(Math.max(guesses, ALWAYS_GUESSES - unlisted));
  }
}
