import { isAscii, type CodePoints } from '../pages/code-points';
import type { KeyBytes } from '../pages/key-bytes';
import { childOf, depthOf, keysIn } from './key-paths';
import { pointsOf } from './name-points';
import { ENDED, SymbolSet } from './symbol-set';

/** Positions of names that are learnt, and folders; the longest known are forgotten first. */
const POSITIONS = 24;
const MAX_BYTES = 4;
const MAX_FOLDERS = 512;
/** From so many pages on, one of a few is looked at. */
const [ALL_PAGES, EVERY] = [128, 4];
/** Symbols of a position beyond these tell no more. */
const MAX_SYMBOLS = 64;
/** So many folders of a depth show what all names have in common there. */
const ENOUGH_FOLDERS = 4;

/** What is known of the names of a folder. */
export interface Seen {
  /** Symbols at each position. */
  readonly positions: readonly SymbolSet[];
  /** Symbols at each position of the names in all folders of that depth; none where few folders are known. */
  readonly alike: readonly SymbolSet[];
  /** How often each position restarted because one to its left advanced. */
  readonly restarts: readonly number[];
}

export const NOTHING_SEEN: Seen = { positions: [], alike: [], restarts: [] };

interface SeenFolder {
  readonly positions: SymbolSet[];
  /** How often names that were seen one after the other differed first at each position. */
  readonly turns: (number | undefined)[];
  /** The first name of the last page. */
  first: CodePoints | null;
}

/**
 * Which symbols the names of a folder have at each position, on all its pages. A position that never changes on one
 * page may be a literal, such as `IMG_`, or the beginning of one word among many.
 */
export class SeenSymbols {
  readonly #folders = new Map<KeyBytes, SeenFolder>();
  readonly #depths: { folders: number; readonly positions: SymbolSet[] }[] = [];
  #pages = 0;
  #hasScripts = false;

  /** Whether any names are not ASCII. */
  get hasScripts(): boolean {
    return this.#hasScripts;
  }

  /** @param keys of a page, ascending, some of them in the folder */
  learn(folder: KeyBytes, keys: readonly KeyBytes[]): void {
    if (++this.#pages > ALL_PAGES && this.#pages % EVERY !== 0) {
      return;
    }
    const alike = (this.#depths[depthOf(folder)] ??= { folders: 0, positions: [] });
    let seen = this.#folders.get(folder);
    if (seen === undefined) {
      if (this.#folders.size >= MAX_FOLDERS) {
        const [oldest = ''] = this.#folders.keys();
        this.#folders.delete(oldest);
      }
      seen = { positions: [], turns: [], first: null };
      this.#folders.set(folder, seen);
      alike.folders++;
    }
    const { positions, turns } = seen;
    let { first: last } = seen;
    seen.first = null;
    for (const key of keysIn(folder, keys)) {
      const points = pointsOf(childOf(folder, key).slice(0, MAX_BYTES * POSITIONS));
      if (last !== null) {
        const differ = firstDifference(last, points);
        turns[differ] = (turns[differ] ?? 0) + 1;
      }
      last = points;
      seen.first ??= points;
      for (let at = 0; at < Math.min(POSITIONS, points.length + 1); at++) {
        const symbol = points[at] ?? ENDED;
        this.#hasScripts ||= !isAscii(symbol);
        note(positions, at, symbol);
        note(alike.positions, at, symbol);
      }
    }
  }

  /** Symbols at a position of a folder's names; none where nothing is known. */
  of(folder: KeyBytes): Seen {
    const { positions = [], turns = [] } = this.#folders.get(folder) ?? {};
    const alike = this.#depths[depthOf(folder)];
    return {
      positions,
      alike: alike === undefined || alike.folders < ENOUGH_FOLDERS ? [] : alike.positions,
      restarts: sumsBefore(turns),
    };
  }
}

/** The first position in which two names differ, of those that are learnt. */
function firstDifference(one: CodePoints, other: CodePoints): number {
  let at = 0;
  while (at < POSITIONS && one[at] === other[at]) {
    at++;
  }
  return at;
}

/** For each of some numbers, the sum of those before it. */
function sumsBefore(numbers: readonly (number | undefined)[]): number[] {
  let sum = 0;
  return Array.from(numbers, (number = 0) => {
    sum += number;
    return sum - number;
  });
}

function note(positions: SymbolSet[], at: number, symbol: number): void {
  const symbols = (positions[at] ??= new SymbolSet());
  if (symbols.size < MAX_SYMBOLS) {
    symbols.add(symbol);
  }
}
