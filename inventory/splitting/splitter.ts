import type { KeyBytes } from '../pages/key-bytes';
import type { OpenRange } from '../ranges/open-range';
import type { ScannedPage } from '../pages/page-scanner';
import { Allowance } from './allowance';
import { farPoints } from './far-points';
import { FolderLists, type NameList } from './folder-lists';
import { FolderQuestions } from './folder-questions';
import { FolderSizes } from './folder-sizes';
import { FolderTotals } from './folder-totals';
import { depthOf, endOf } from './key-paths';
import { Measure } from './measure';
import { NumbersOfNames } from './numbers-of-names';
import { PageEnds } from './page-ends';
import { SeenSymbols } from './seen-symbols';
import type { Estimate, FolderQuestion, Point } from './segment';
import { SharedFolders, type IsCounted } from './shared-folders';

/** A range with fewer pages is left alone: cutting it costs a request and gains less than a round trip. */
const WORTH_PAGES = 2.2;
/** The same once guesses have cost more than they should. */
const WORTH_PAGES_SPENT = 4;
/** No piece is meant to be smaller. */
const MIN_PIECE = 1.1;
/** Points closer than this, if keys go on as densely as they were seen, are left out. */
const MIN_GAP = 1.2;
/** Where so many requesters are idle, each range is cut into as many parts as it is due. */
const MANY_IDLE = 1 / 4;
/** Where so many are, ranges are cut that may hold more than is expected, into so many pieces for each of the idle. */
const [MAX_IDLE, RESCUED] = [3 / 4, 0.1];
/** So many pages that are counted in a row while they are, and for each requester, show that estimates do not hold. */
const [STARVED, STARVED_EACH] = [4, 1 / 16];
/** A range that may hold many times what is expected is cut into so many parts, however few requesters are idle. */
const PARTS_OPEN = 4;
/** At most so many parts while what is in a folder of the range is being asked. */
const MAX_PARTS_ASKING = 24;
/** So many folders, one in the other, of which nothing is known are not waited for. */
const MANY_UNKNOWN = 8;
/** Ranges that may hold so many times as much as is expected are divided before they are dealt, into so many parts. */
const UNCERTAIN = 2;
const MAX_PARTS_DEALT = 12;
/** Pieces for each requester that may come of that. */
const MAX_DEALT = 1 / 2;
/** How long a surplus is remembered, and the most pages of it. */
const DOUBT_FADES = 0.9;
const MAX_DOUBT = 16;

/** What to do to give idle requesters work. */
export interface Plan {
  /** Ranges that were cut off others. */
  readonly pieces: readonly OpenRange[];
  readonly questions: readonly FolderQuestion[];
}

interface Cut {
  readonly parts: number;
  readonly first?: number;
  /** Pieces that there may be if the range is cut far ahead as well; absent where it is not. */
  readonly mostFar?: number;
}

interface Sized {
  readonly range: OpenRange;
  readonly estimate: Estimate | null;
  readonly pages: number;
}

/**
 * Decides where to cut ranges so that all requesters have work, and which folders to ask for. Each range is measured
 * by its own pages; a wrong guess costs a request, never a key.
 */
export class Splitter {
  readonly #lists = new FolderLists();
  readonly #sizes = new FolderSizes();
  readonly #totals = new FolderTotals();
  readonly #symbols = new SeenSymbols();
  readonly #ends = new PageEnds();
  readonly #allowance = new Allowance();
  readonly #questions: FolderQuestions;
  readonly #measure: Measure;
  readonly #shared: SharedFolders;
  /** Full pages that were counted in a row while most requesters were idle. */
  #starved = 0;
  #mostAreIdle = false;
  #open: ReadonlySet<OpenRange> = new Set();

  /** @param prefix every key begins with it */
  constructor(
    private readonly prefix: KeyBytes,
    private readonly requesters: number,
    private readonly pageKeys: number,
  ) {
    this.#questions = new FolderQuestions(requesters);
    this.#shared = new SharedFolders(this.#sizes, this.#totals, pageKeys);
    const numbers = new NumbersOfNames(this.#symbols);
    this.#measure = new Measure(
      this.#lists,
      this.#sizes,
      this.#totals,
      numbers,
      this.#ends,
      prefix,
      pageKeys,
    );
  }

  /**
   * Learns from a page that was counted.
   *
   * @param after where its range was before
   * @param ms that it took
   * @param isCounted whether all keys of `(after, until]` have been counted, and since the listing was taken up
   */
  learn(page: ScannedPage, range: OpenRange, after: KeyBytes, ms: number, isCounted: IsCounted): void {
    const share = Math.min(1, page.counted / this.pageKeys);
    this.#allowance.counted(share);
    this.#starved += this.#mostAreIdle && page.counted === page.length && page.truncated ? 1 : 0;
    if (page.counted < page.length || !page.truncated) {
      this.#allowance.wasted(1 - share);
    }
    this.#questions.pageTook(ms);
    range.progress.learn(page, { after }, this.pageKeys, {
      lists: this.#lists,
      sizes: this.#sizes,
      totals: this.#totals,
      symbols: this.#symbols,
    });
    this.#shared.learn(page, range, after, isCounted);
    const last = page.keys.at(-1);
    if (last !== undefined) {
      this.#ends.add(last, share);
    }
    range.known.learn(page);
  }

  /** Keys that are expected in a range, the page that was asked for included; null where nothing is known of it. */
  expectedIn(range: OpenRange): number | null {
    const isUnknown = range.told === 0 && range.known.first === null && range.expected === null;
    return isUnknown ? null : Math.max(0, this.#sized(range).pages) * this.pageKeys;
  }

  /**
   * Plans work for idle requesters: none where nothing is worth it.
   *
   * @param further ranges that there may be
   */
  plan(ranges: ReadonlySet<OpenRange>, idle: number, further: number, now: number): Plan {
    this.#open = ranges;
    const most = Math.min(idle, further);
    const allowed = this.#allowance.of(most);
    const sized = [...ranges].map((range) => this.#sized(range)).toSorted((a, b) => b.pages - a.pages);
    const questions = this.#ask(sized, allowed, now);
    this.#mostAreIdle = idle >= this.requesters * MAX_IDLE;
    this.#starved = this.#mostAreIdle ? this.#starved : 0;
    const pieces = this.#cut(sized, allowed - questions.length, now);
    if (this.#mostAreIdle && pieces.length === 0) {
      pieces.push(...this.#rescue(sized, most));
    }
    if (this.#isLost) {
      pieces.push(...this.#lookFar(sized, most - pieces.length));
    }
    return { questions, pieces };
  }

  /**
   * Cuts ranges whose end may be much farther than is expected, so that they can be dealt: slices that do not meet
   * again share what is found out about them.
   *
   * @param most pieces
   */
  divide(ranges: ReadonlySet<OpenRange>, most: number): OpenRange[] {
    const pieces: OpenRange[] = [];
    const estimates = [...ranges].flatMap((range) => {
      const { estimate, pages } = this.#sized(range);
      const plain = estimate === null ? 0 : plainOf(estimate);
      return plain > UNCERTAIN * pages ? [{ range, pages, plain }] : [];
    });
    for (const { range, pages } of estimates.toSorted((a, b) => b.plain - a.plain)) {
      const left = Math.min(most, this.requesters * MAX_DEALT) - pieces.length;
      const parts = Math.floor(Math.min(MAX_PARTS_DEALT, pages / MIN_PIECE, left + 1));
      if (parts > 1) {
        pieces.push(...this.#cutInto(range, this.#fresh(range), { parts }));
      }
    }
    return pieces;
  }

  /** A folder was listed. @param list null where nothing came of it */
  told(question: FolderQuestion, list: Pick<NameList, 'to' | 'names'> | null, now: number): void {
    this.#allowance.wasted(1);
    this.#questions.answered(question, now, list !== null);
    if (list !== null) {
      this.#sizes.told(depthOf(question.folder), list.names.length === 0);
      this.#lists.add(question.folder, { ...list, from: question.behind });
    }
  }

  /** Whether what was measured of a range in a folder is to be measured again. */
  forget(ranges: Iterable<OpenRange>, folder: KeyBytes): void {
    for (const range of ranges) {
      if (range.after.startsWith(folder)) {
        range.known.estimate = null;
      }
    }
  }

  #sized(range: OpenRange): Sized {
    const { known } = range;
    if (range.told === 0 && known.first !== null) {
      known.estimate ??= this.#measured(range);
    }
    const estimate = range.told > 0 ? null : known.estimate;
    return { range, estimate, pages: range.pagesLeft(this.pageKeys) };
  }

  /** What is left from where the range is now. */
  #fresh(range: OpenRange): Estimate {
    const { known } = range;
    if (known.estimate === null || known.estimate.keys !== known.keys) {
      known.estimate = this.#measured(range);
    }
    return known.estimate;
  }

  #measured(range: OpenRange): Estimate {
    const { known } = range;
    // How other folders lie counts where guesses fail.
    const others = this.#allowance.isSpent ? this.#open : null;
    const estimate = this.#measure.of(range, this.#questions.isWorthwhile, others);
    const { expected, keys } = known;
    if (expected !== null && expected.keys < keys) {
      const surplus = estimate.pages - (expected.pages - (keys - expected.keys) / this.pageKeys);
      known.doubt = Math.min(MAX_DOUBT, known.doubt * DOUBT_FADES + Math.max(0, surplus));
    }
    known.expected = { pages: estimate.pages, keys };
    return { ...estimate, pages: estimate.pages + (estimate.pages > 0 ? known.doubt / 2 : 0) };
  }

  #ask(sized: readonly Sized[], allowed: number, now: number): FolderQuestion[] {
    const most = Math.min(allowed, this.#questions.room(now));
    const questions: FolderQuestion[] = [];
    for (const { estimate, pages } of sized) {
      if (pages < WORTH_PAGES || questions.length >= most) {
        break;
      }
      for (const question of estimate?.questions ?? []) {
        if (questions.length < most && this.#questions.isNew(question)) {
          this.#questions.asked(question, now);
          questions.push(question);
        }
      }
    }
    return questions;
  }

  #cut(sized: readonly Sized[], allowed: number, now: number): OpenRange[] {
    const total = sized.reduce((sum, { pages }) => sum + pages, 0);
    const fair = Math.max(MIN_PIECE, total / this.requesters);
    const worth = this.#allowance.isSpent ? WORTH_PAGES_SPENT : WORTH_PAGES;
    const isIdle = allowed >= this.requesters * MANY_IDLE;
    const pieces: OpenRange[] = [];
    for (const { range, estimate, pages } of sized) {
      const left = allowed - pieces.length;
      if (left < 1 || pages < worth || (!isIdle && pieces.length > 0 && pages < 2 * fair)) {
        break;
      }
      if (estimate === null || range.known.isCut) {
        continue;
      }
      const isAsking = estimate.questions.some((each) => this.#questions.isComing(each, now));
      if (isAsking && estimate.isUnknown) {
        pieces.push(...this.#probe(range, estimate));
      } else {
        const due = isIdle ? 1 + (allowed * pages) / total : 0;
        const least = estimate.isOpen ? PARTS_OPEN : 2;
        const parts = Math.min(
          left + least - 1,
          Math.max(least, pages / fair, due),
          isAsking ? MAX_PARTS_ASKING : Infinity,
        );
        const cut = { parts: Math.round(parts), mostFar: left };
        pieces.push(...this.#cutInto(range, this.#fresh(range), cut));
      }
    }
    return pieces;
  }

  /**
   * Where most requesters are idle, estimates may be wrong: cuts what may hold much more than is expected, since
   * otherwise a range could be left to one requester to its end.
   */
  #rescue(sized: readonly Sized[], most: number): OpenRange[] {
    const pieces: OpenRange[] = [];
    const plain = sized.flatMap(({ range, estimate }) =>
      estimate === null || range.known.isCut ? [] : [{ range, estimate, plain: plainOf(estimate) }],
    );
    for (const { range, estimate, plain: whole } of plain.toSorted((a, b) => b.plain - a.plain)) {
      if (pieces.length >= RESCUED * most || whole < UNCERTAIN * Math.max(estimate.pages, WORTH_PAGES)) {
        break;
      }
      const fresh = this.#fresh(range);
      const left = most - pieces.length;
      const cut = {
        parts: Math.min(PARTS_OPEN, left + 1),
        first: Math.min(1, fresh.pages / 2),
        mostFar: left,
      };
      pieces.push(...this.#cutInto(range, fresh, cut));
    }
    return pieces;
  }

  /** Whether nothing that is measured of ranges holds, so that most requesters stay idle. */
  get #isLost(): boolean {
    return this.#starved >= Math.max(STARVED, this.requesters * STARVED_EACH);
  }

  /** Cuts ranges far ahead of which nothing was worth cutting. @param most pieces */
  #lookFar(sized: readonly Sized[], most: number): OpenRange[] {
    const pieces: OpenRange[] = [];
    for (const { range } of sized) {
      if (!range.known.isCut) {
        pieces.push(...this.#cutFar(range, [], this.pageKeys, most - pieces.length));
      }
    }
    return pieces;
  }

  /**
   * Cuts a range at some points and, as what these come from does not hold, far ahead.
   *
   * @param most pieces: of what lies far ahead, only so much is tried
   */
  #cutFar(range: OpenRange, points: readonly KeyBytes[], keysEach: number, most: number): OpenRange[] {
    const { after, until, known } = range;
    const far = farPoints(known.sample, this.#symbols.hasScripts).filter(
      (point) => point > after && (until === null || point < until) && point.startsWith(this.prefix),
    );
    const room = most - points.length;
    const some = far.filter((_, at) => room > 0 && at % Math.ceil(far.length / room) === 0);
    return range.cutAt([...points, ...some].toSorted(), keysEach);
  }

  /**
   * Cuts a range whose folder lies in many of which nothing is known behind that folder: one page tells at once how
   * many of them end there.
   */
  #probe(range: OpenRange, { questions }: Estimate): OpenRange[] {
    const [nearest] = questions;
    if (nearest === undefined || questions.length < MANY_UNKNOWN) {
      return [];
    }
    const point = endOf(nearest.folder + nearest.behind);
    return point?.startsWith(this.prefix) === true ? range.cutAt([point], this.pageKeys) : [];
  }

  /** Cuts a range into so many parts, of which the first has the page, or so much of it, that is on its way besides. */
  #cutInto(range: OpenRange, estimate: Estimate, { parts, first = 1, mostFar = 0 }: Cut): OpenRange[] {
    const { pages } = estimate;
    const points: KeyBytes[] = [];
    let before = 0;
    for (let part = 1; part < parts; part++) {
      const point = pointAt(estimate, first + ((pages - first) * part) / parts);
      if (point !== null && point.plain - before >= MIN_GAP && point.key.startsWith(this.prefix)) {
        points.push(point.key);
        before = point.plain;
      }
    }
    const keysEach = ((pages - first) / (points.length + 1)) * this.pageKeys;
    return this.#isLost && mostFar > 0
      ? this.#cutFar(range, points, keysEach, mostFar)
      : range.cutAt(points, keysEach);
  }
}

/** Pages that are left, if keys go on as densely as they were seen. */
const plainOf = ({ segments }: Estimate): number => segments.reduce((sum, { plain }) => sum + plain, 0);

/** A point behind so many pages of all that is expected. */
function pointAt({ pages, segments }: Estimate, behind: number): Point | null {
  const sum = segments.reduce((all, segment) => all + segment.pages, 0);
  let left = (behind * sum) / pages;
  let plain = 0;
  for (const segment of segments) {
    if (left < segment.pages) {
      const point = segment.pointAt(left);
      return point === null ? null : { key: point.key, plain: plain + point.plain };
    }
    left -= segment.pages;
    plain += segment.plain;
  }
  return null;
}
