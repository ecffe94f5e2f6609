import type { KeyBytes } from '../pages/key-bytes';
import { namesBefore, namesUpTo } from './ascending';
import { childOf, commonLength, endOf, isFolder, parentOf } from './key-paths';
import type { Landmark } from './segments';

/** Once there are so many ends, of any two neighbours one is forgotten. */
const MAX_ENDS = 4096;
/** A folder in which fewer pages were listed says little of another. */
const ENOUGH_PAGES = 4;
/** Of the folders beside one, so many are looked at. */
const LOOKED_AT = 32;
/** Folders are looked for again once so many times as many pages were listed. */
const GROWN = 1.1;
/** For so many folders it is remembered which one is like them. */
const REMEMBERED = 64;

interface Found {
  readonly path: KeyBytes | null;
  readonly when: number;
}

/** Where pages ended, in whatever range: as the keys of one folder lie, so may those of the folders beside it. */
export class PageEnds {
  /** Ascending. */
  #ends: KeyBytes[] = [];
  /** Pages up to each end, from the end before it or the beginning of its range. */
  #pages: number[] = [];
  #added = 0;
  readonly #found = new Map<KeyBytes, Found>();

  add(end: KeyBytes, pages: number): void {
    const at = namesUpTo(this.#ends, end);
    this.#ends.splice(at, 0, end);
    this.#pages.splice(at, 0, pages);
    this.#added++;
    if (this.#ends.length === MAX_ENDS) {
      this.#thin();
    }
  }

  /** The folder beside another in which most was listed, as far as is known; null where that is too little. */
  beside(folder: KeyBytes): KeyBytes | null {
    const before = this.#found.get(folder);
    if (before !== undefined && this.#added < GROWN * before.when) {
      return before.path;
    }
    if (this.#found.size >= REMEMBERED) {
      this.#found.clear();
    }
    const path = this.#largestBeside(folder);
    this.#found.set(folder, { path, when: this.#added });
    return path;
  }

  /** How many bytes a key shares with the end before or behind it, whichever are more. */
  sharedWith(key: KeyBytes): number {
    const at = namesUpTo(this.#ends, key);
    return Math.max(...[at - 1, at].map((each) => commonLength(key, this.#ends[each] ?? '')));
  }

  /** Pages that ended in `(from, to]`. */
  pagesIn(from: KeyBytes, to: KeyBytes): number {
    return this.#sum(namesUpTo(this.#ends, from), namesUpTo(this.#ends, to));
  }

  /** The ends in `(from, to)`, ascending. */
  between(from: KeyBytes, to: KeyBytes): Landmark[] {
    const begin = namesUpTo(this.#ends, from);
    return this.#ends
      .slice(begin, namesBefore(this.#ends, to))
      .map((key, at) => ({ key, pages: this.#pages[begin + at] as number }));
  }

  #largestBeside(folder: KeyBytes): KeyBytes | null {
    const parent = parentOf(folder);
    if (parent === null) {
      return null;
    }
    let largest: KeyBytes | null = null;
    let most = ENOUGH_PAGES;
    let at = namesUpTo(this.#ends, parent);
    for (let looked = 0; looked < LOOKED_AT; looked++) {
      const key = this.#ends[at];
      if (key?.startsWith(parent) !== true) {
        break;
      }
      const name = childOf(parent, key);
      const path = parent + name;
      const next = isFolder(name) ? namesBefore(this.#ends, endOf(path) as KeyBytes) : at + 1;
      const pages = isFolder(name) && path !== folder ? this.#sum(at, next) : 0;
      if (pages >= most) {
        [largest, most] = [path, pages];
      }
      at = next;
    }
    return largest;
  }

  #sum(begin: number, end: number): number {
    let pages = 0;
    for (let at = begin; at < end; at++) {
      pages += this.#pages[at] as number;
    }
    return pages;
  }

  #thin(): void {
    const pages = this.#pages;
    this.#ends = this.#ends.filter((_, at) => at % 2 === 1);
    this.#pages = this.#ends.map((_, at) => (pages[2 * at] as number) + (pages[2 * at + 1] as number));
  }
}
