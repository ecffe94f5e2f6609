import type { KeyBytes } from '../pages/key-bytes';
import type { OpenRange } from '../ranges/open-range';
import { isLetter } from './alphabet';
import type { FolderLists } from './folder-lists';
import { namesBefore, namesUpTo } from './ascending';
import type { FolderSizes } from './folder-sizes';
import type { FolderTotals } from './folder-totals';
import {
  childOf,
  commonFolder,
  commonLength,
  depthOf,
  endOf,
  folderOf,
  isFolder,
  keysIn,
  namesIn,
  parentOf,
} from './key-paths';
import { ModelNumbers } from './model-numbers';
import { NameNumbers, type Numbers } from './name-numbers';
import { differInDigits, type NumbersOfNames } from './numbers-of-names';
import type { PageEnds } from './page-ends';
import { landmarksSegment, type Landmark, namesSegment, numberSegment, probesSegment } from './segments';
import type { Estimate, FolderQuestion, Segment } from './segment';

/** Pages up to which densities are believed, for each page that was seen. */
const TRUST = 4;
/** The same where keys are known to go on right behind the end. */
const TRUST_ALIVE = 16;
/** Where estimates fell short by so many pages of late, what is dense lately is believed alone. */
const DOUBTED = 4;
/** The share of all that was counted of a folder that may follow any name of it; of words, which go on to its end. */
const [MORE, MORE_WORDS] = [0.06, 0.25];
/** Where sizes of such folders are known, it is cut up to so many times what is expected still, and so many pages. */
const [REACH, MIN_REACH] = [12, 4];
/** The share of pages that lie evenly up to such an end. */
const EVEN = 0.5;
/** Keys begin close behind an end where the gap is smaller than this share of the way there. */
const CLOSE = 0.3;
/** At most so many times as dense, or as sparse, is the far end taken to be. */
const MAX_CHANGE = 30;
/** Pages that are expected among siblings of which nothing is known. */
const UNKNOWN_PAGES = 2;
/** So many names that are being listed are not done yet. */
const UNDONE = 8;
const SMALL_PAGES = 0.2;
/** What is left of the folder that the cursor is in counts as more than a page. */
const AFTER_PLAIN = 1.2;
/** A page that shows more names of a folder than this tells enough of it. */
const ENOUGH_NAMES = 28;
/** Names of a part with fewer pages are not worth a request. */
const WORTH_ASKING = 1.5;
/** Where names begin that are not ASCII, those of kana and Chinese, and those of Hangul. */
const SCRIPTS = ['\u00c2\u0080', '\u00e3\u0080\u0080', '\u00ea\u00b0\u0080'];
/** First characters of names at the top, ascending: what may lie beyond the first page's. */
const FIRST_CHARACTERS = [
  '0',
  '5',
  'A',
  'M',
  'a',
  'e',
  'i',
  'm',
  'q',
  'u',
  'y',
  '\u00c2\u0080',
  '\u00e4\u00b8\u0080',
];
const PROBE_PAGES = 0.25;

/** A folder of which so many times as much, or as little, was listed as of another by then is not like that. */
const MAX_UNLIKE = 6;

/** What is left of a range in one folder. */
type Measured = Pick<Estimate, 'segments' | 'questions' | 'isUnknown'>;

/** What is known of a level of a range's cursor. */
interface Level {
  readonly range: OpenRange;
  readonly folder: KeyBytes;
  /** The name in the folder that leads to the cursor. */
  readonly name: KeyBytes;
  /** Where the range ends in this folder; null where it does not. */
  readonly to: KeyBytes | null;
  /** Names of the folder in the last page, ascending, each once; `name` is the last of them. */
  readonly names: readonly KeyBytes[];
  /** The first name of it that is known. */
  readonly first: KeyBytes | undefined;
  /** Pages that were seen in the folder: of the last page, and of all. */
  readonly lastPages: number;
  readonly pages: number;
}

/** Measures what is left of ranges, level by level of their cursors, and knows where to cut it. */
export class Measure {
  constructor(
    private readonly lists: FolderLists,
    private readonly sizes: FolderSizes,
    private readonly totals: FolderTotals,
    private readonly numbers: NumbersOfNames,
    private readonly ends: PageEnds,
    private readonly prefix: KeyBytes,
    private readonly pageKeys: number,
  ) {}

  /**
   * @param asks whether folders may be asked for
   * @param open all ranges, where a folder may be taken to be like the one beside it; else null
   */
  of(range: OpenRange, asks: boolean, open: ReadonlySet<OpenRange> | null): Estimate {
    const { after, until } = range;
    const top = until === null ? folderOf(this.prefix) : commonFolder(after, until);
    const segments: Segment[] = [];
    const questions: FolderQuestion[] = [];
    let unknown = 0;
    for (let folder: KeyBytes | null = folderOf(after); folder !== null; folder = parentOf(folder)) {
      const to = folder === top ? until : endOf(folder);
      const level = this.#level(range, folder, folder === top ? until : null);
      const isOver = to !== null && isFolder(level.name) && (endOf(folder + level.name) as KeyBytes) >= to;
      if (!isOver) {
        const found = this.#segments(level, asks, open);
        segments.push(...found.segments.filter(({ pages }) => pages > 0));
        questions.push(...found.questions);
        unknown += found.isUnknown ? UNKNOWN_PAGES : 0;
      }
      if (folder === top) {
        break;
      }
    }
    const pages = segments.reduce((sum, segment) => sum + segment.pages, 0);
    const openPages = segments.reduce(
      (sum, segment) => sum + (segment.isOpen === true ? segment.pages : 0),
      0,
    );
    return {
      pages,
      keys: range.known.keys,
      pageKeys: this.pageKeys,
      segments,
      questions,
      isUnknown: unknown > pages / 2,
      isOpen: openPages > pages / 2,
    };
  }

  #level(range: OpenRange, folder: KeyBytes, to: KeyBytes | null): Level {
    const { sample, counted, origin, keys } = range.known;
    const inside = keysIn(folder, sample);
    const names = namesIn(folder, inside);
    const name = childOf(folder, range.after);
    const lastPages = ((inside.length / Math.max(1, sample.length)) * counted) / this.pageKeys;
    const whole = origin?.startsWith(folder) === true ? { first: origin, keys } : range.progress.in(folder);
    const pages = whole === undefined ? lastPages : whole.keys / this.pageKeys;
    const first = whole === undefined ? names[0] : childOf(folder, whole.first);
    return { range, folder, name, to, names, first, lastPages, pages };
  }

  #segments(level: Level, asks: boolean, open: ReadonlySet<OpenRange> | null): Measured {
    const { folder, name, names } = level;
    const known = this.#known(level);
    if (known !== null) {
      return { ...known, isUnknown: false };
    }
    const beside = open === null ? null : this.#beside(level, open);
    if (beside !== null) {
      return { segments: [beside], questions: [], isUnknown: false };
    }
    const question = { folder, behind: name };
    const numbered = this.#numbered(level) ?? this.#continued(level);
    if (numbered !== null) {
      const pages = numbered.reduce((sum, segment) => sum + segment.pages, 0);
      const worthAsking = isFolder(name) && names.length < ENOUGH_NAMES && pages >= WORTH_ASKING;
      return { segments: numbered, questions: worthAsking ? [question] : [], isUnknown: false };
    }
    const depth = depthOf(folder);
    const asksWhatFollows = isFolder(name) && !this.sizes.isLonely(depth);
    // One that fills a page has large ones beside it, however small others of its depth are.
    if (asks && asksWhatFollows && level.lastPages >= 0.99) {
      return { segments: [this.#after(level, UNKNOWN_PAGES)], questions: [question], isUnknown: true };
    }
    const isSmall = (this.sizes.mean(depth + 1) ?? 1) < 1;
    return {
      segments: asks ? [this.#after(level, SMALL_PAGES)] : this.#steps(level),
      questions: asksWhatFollows && !isSmall ? [question] : [],
      isUnknown: false,
    };
  }

  /** Where pages ended in a folder beside it, and may end in what is open of that, if it is much like this one. */
  #beside({ folder, name, names, to, first, pages }: Level, open: ReadonlySet<OpenRange>): Segment | null {
    const other = this.ends.beside(folder);
    if (other === null) {
      return null;
    }
    const from = other + (isFolder(name) ? (endOf(name) as KeyBytes) : name);
    const end = to === null ? (endOf(other) as KeyBytes) : other + to.slice(folder.length);
    const there = first === undefined ? 0 : this.ends.pagesIn(other + first, from);
    const times = pages > 1 || there > 1 ? pages / there : 1;
    // An end of it lies as near as the names of a page do, and begins as they do.
    const shared = other.length + Math.max(1, commonLength(names[0] ?? name, name));
    if (times > MAX_UNLIKE || times < 1 / MAX_UNLIKE || this.ends.sharedWith(other + name) < shared) {
      return null;
    }
    const landmarks = [...this.ends.between(from, end), ...this.#openIn(open, from, end)]
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      // Of what the first one ends, half is behind the cursor, for all that is known.
      .map(({ key, pages: each }, at) => ({
        key: folder + key.slice(other.length),
        pages: times * each * (at === 0 ? 0.5 : 1),
      }));
    return landmarks.length === 0 ? null : landmarksSegment(landmarks);
  }

  /** The ends of ranges, each with the pages that are expected up to it. */
  #openIn(open: ReadonlySet<OpenRange>, from: KeyBytes, end: KeyBytes): Landmark[] {
    const found: Landmark[] = [];
    for (const range of open) {
      const { after, until } = range;
      if (after >= from && until !== null && until < end) {
        found.push({ key: until, pages: range.pagesLeft(this.pageKeys) });
      }
    }
    return found;
  }

  /** Names as numbers, with what the range before it, which it was cut off, has seen of the folder. */
  #continued(level: Level): Segment[] | null {
    const { range, folder, pages } = level;
    let { before } = range.known;
    // One whose first page is on its way tells nothing yet.
    while (before !== null && before.origin === null) {
      ({ before } = before);
    }
    if (before?.origin?.startsWith(folder) !== true) {
      return null;
    }
    const pagesBefore = before.keys / this.pageKeys + (before.pagesLeft(this.pageKeys) ?? 0);
    return this.#numbered({ ...level, first: childOf(folder, before.origin), pages: pages + pagesBefore });
  }

  /** What is behind a name of which nothing else is known. */
  #after({ folder, name }: Level, pages: number): Segment {
    const key = isFolder(name) ? endOf(folder + name) : null;
    return { pages, plain: AFTER_PLAIN + pages, pointAt: () => (key === null ? null : { key, plain: 0 }) };
  }

  /** Names that a listing told of, and what is behind them. */
  #known(level: Level): Pick<Estimate, 'segments' | 'questions'> | null {
    const { folder, name, to, names } = level;
    const list = this.lists.covering(folder, name);
    if (list === null || (!isFolder(name) && names.length >= ENOUGH_NAMES)) {
      return null;
    }
    const end = to === null ? list.names.length : namesBefore(list.names, to.slice(folder.length));
    const usual = this.sizes.mean(depthOf(folder) + 1) ?? 1;
    // Those that were reached last are not done: of few, most.
    const reached = Math.max(1, list.folders);
    const undone = UNDONE / (UNDONE + reached);
    const inFolders = Math.max(0, list.keys - list.files) / this.pageKeys;
    const named = {
      folder,
      list,
      folderPages: (inFolders * (1 + undone) + usual) / reached,
      filePages: 1 / this.pageKeys,
    };
    const segments = [namesSegment({ ...named, from: namesUpTo(list.names, name), end })];
    const rest = list.to;
    if (rest === null || (to !== null && to.slice(folder.length) <= rest)) {
      return { segments, questions: [] };
    }
    const numbers = new NameNumbers(evenly(list.names), undefined, folder);
    const first = list.names[0] as KeyBytes;
    const { pages } = namesSegment({ ...named, from: 0, end: list.names.length });
    const steps = numbers.distance(first, rest) / pages;
    const distance = to === null ? numbers.toEnd(rest) : numbers.distance(rest, to.slice(folder.length));
    if (steps > 0 && distance > 0) {
      segments.push(
        numberSegment(
          { folder, numbers, from: rest, distance, stepsHere: steps },
          { trusted: TRUST * pages },
        ),
      );
    }
    const [near, far] = [segments[0]?.pages ?? 0, segments[1]?.pages ?? 0];
    return { segments, questions: far > near ? [{ folder, behind: rest }] : [] };
  }

  /** Names as numbers, where two of them at least were seen. */
  #numbered(level: Level): Segment[] | null {
    const { range, folder, name, to, names, first, lastPages, pages } = level;
    const seen = names.length > 1 ? names : first !== undefined && first < name ? [first, name] : null;
    if (seen === null || first === undefined) {
      return null;
    }
    const numbers = this.numbers.of(folder, seen, range.known.sample);
    const overall = numbers.distance(first, name) / this.#gaps(pages);
    const lately =
      names.length > 1 ? numbers.distance(names[0] as KeyBytes, name) / this.#gaps(lastPages) : overall;
    const areWords = numbers instanceof ModelNumbers || this.numbers.areWords;
    const areSpelt = areWords && !differInDigits(seen);
    const doubt = areSpelt || lately > overall ? 0 : range.known.doubt;
    const share = Math.min(1, (1 + doubt / DOUBTED) / 2);
    const steps =
      lately > 0 && overall > 0 ? lately ** share * overall ** (1 - share) : Math.max(lately, overall);
    const bound = to?.slice(folder.length);
    const distance = bound === undefined ? numbers.toEnd(name) : numbers.distance(name, bound);
    if (!(steps > 0)) {
      return null;
    }
    const there = bound === undefined ? null : this.#stepsBeyond(level, numbers, bound, distance);
    const stretch = { folder, numbers, from: name, distance, stepsHere: steps };
    const segments: Segment[] = [];
    if (distance > 0 && there !== null) {
      const stepsThere = Math.min(steps * MAX_CHANGE, Math.max(steps / MAX_CHANGE, there || steps));
      segments.push(numberSegment(stretch, { trusted: TRUST_ALIVE * pages, stepsThere, even: EVEN }));
    } else if (distance > 0) {
      const depth = depthOf(folder);
      const all = this.totals.of(folder) / this.pageKeys;
      const isOfWords = numbers instanceof ModelNumbers;
      const isKnown = this.sizes.mean(depth) !== null;
      const isNovel = !areWords && !isKnown;
      const more = (isOfWords ? MORE_WORDS : isNovel ? MORE : 0) * all;
      // Words go on as before wherever they are; what else is as large as no other of its kind is likely to grow on.
      const listed = areSpelt ? pages : Math.max(pages, all);
      const most = Math.max(this.sizes.mostLeft(depth, listed), more);
      const reach = isKnown ? Math.max(REACH * most, MIN_REACH) : Infinity;
      segments.push(numberSegment(stretch, { trusted: TRUST * pages, most, reach, isNovel }));
    }
    return [...segments, ...this.#elsewhere(folder, numbers, seen, bound)];
  }

  /** Pages from the first to the last of their keys. */
  #gaps(pages: number): number {
    return Math.max(pages - 1 / this.pageKeys, 1e-3);
  }

  /** Steps of a page behind a bound, 0 where they are unknown; null where no keys follow closely. */
  #stepsBeyond({ range, folder }: Level, numbers: Numbers, bound: KeyBytes, distance: number): number | null {
    const beyond = range.known.beyond();
    const inside = beyond === null ? [] : keysIn(folder, beyond.sample);
    const [first, last] = [inside[0], inside.at(-1)];
    if (beyond === null || first === undefined || last === undefined) {
      return null;
    }
    const begin = childOf(folder, first);
    if (numbers.distance(bound, begin) > CLOSE * distance) {
      return null;
    }
    const pages = ((inside.length / beyond.sample.length) * beyond.counted) / this.pageKeys;
    return Math.max(0, numbers.distance(begin, childOf(folder, last)) / this.#gaps(pages));
  }

  /** Other first characters than those that the names of a folder seem to have. */
  #elsewhere(
    folder: KeyBytes,
    numbers: Numbers,
    names: readonly KeyBytes[],
    bound: KeyBytes | undefined,
  ): Segment[] {
    const name = names.at(-1) ?? '';
    const isTop = folder === folderOf(this.prefix);
    const mayBeOfOthers =
      this.numbers.hasScripts && this.totals.of(folder) >= this.pageKeys && !differInDigits(names);
    const usual = isTop ? FIRST_CHARACTERS : mayBeOfOthers ? SCRIPTS : [];
    // The model of words knows what they begin with.
    const next = isTop && !(numbers instanceof ModelNumbers) ? nextLetter(name) : [];
    const firsts =
      bound === undefined ? [...new Set([...next, ...usual])] : next.filter((first) => first < bound);
    if (firsts.length === 0) {
      return [];
    }
    const last = numbers.add(name, numbers.toEnd(name) - 1, 1) ?? name;
    const probes = firsts.filter((first) => first > last).map((first) => folder + first);
    return probes.length === 0 ? [] : [probesSegment(probes.toSorted(), PROBE_PAGES)];
  }

  /** Without listings of folders: the next names, if the only one that is known counts on. */
  #steps(level: Level): Segment[] {
    const { folder, name, to, pages } = level;
    const numbers = this.numbers.countingOn(folder, name);
    const bound = to?.slice(folder.length);
    const distance =
      numbers === null ? 0 : bound === undefined ? numbers.toEnd(name) : numbers.distance(name, bound);
    if (numbers === null || !(distance > 0)) {
      return [this.#after(level, SMALL_PAGES)];
    }
    const depth = depthOf(folder);
    const inName = Math.max(pages, this.totals.of(folder + name) / this.pageKeys);
    const steps = 1 / Math.max(inName + 1, this.sizes.mean(depth + 1) ?? 0);
    const most = this.sizes.mostLeft(depth, Math.max(pages, this.totals.of(folder) / this.pageKeys));
    return [
      numberSegment(
        { folder, numbers, from: name, distance, stepsHere: steps },
        { trusted: TRUST, most, isNovel: this.sizes.mean(depth) === null },
      ),
    ];
  }
}

/** Where names begin with the letter behind that of a name; none behind the last one. */
function nextLetter(name: KeyBytes): KeyBytes[] {
  const first = name.charCodeAt(0);
  return isLetter(first) && isLetter(first + 1) ? [String.fromCharCode(first + 1)] : [];
}

/** Some names at equal distances, the first and the last among them. */
function evenly(names: readonly KeyBytes[]): KeyBytes[] {
  const count = Math.min(32, names.length);
  return Array.from(
    { length: count },
    (_, at) => names[Math.round((at * (names.length - 1)) / Math.max(1, count - 1))] as KeyBytes,
  );
}
