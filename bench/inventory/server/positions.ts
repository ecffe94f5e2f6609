import type { Keyspace, Section } from './keyspaces';
import { PageRows, type Rows } from './page-rows';
import { memoryWith, type PageMemory } from './page-memory';

/** A section and the position of its first key. */
export interface PlacedSection {
  readonly section: Section;
  readonly first: number;
}

/** Keys by their place, and places by keys. */
export interface KeyPositions {
  readonly count: number;
  /** Key `index`; the bytes are only lent until the next call. */
  key(index: number): Buffer;
  /** How many keys lie at or before some bytes: the position of the first key behind them. */
  behind(bytes: Uint8Array): number;
  /** The position of the first key that is not below some bytes. */
  atOrBehind(bytes: Uint8Array): number;
  /** The position of the first key behind all that begin with some bytes. */
  behindAllUnder(prefix: Uint8Array): number;
  /** Keys from one position up to another, as entries of a page. */
  entries(begin: number, until: number): Rows[];
}

/** Finds positions by keys, using keys by position. */
export abstract class SearchedKeys implements KeyPositions {
  abstract readonly count: number;
  abstract key(index: number): Buffer;
  abstract entries(begin: number, until: number): Rows[];

  behind(bytes: Uint8Array): number {
    return this.#search((key) => compareBytes(key, bytes) <= 0);
  }

  atOrBehind(bytes: Uint8Array): number {
    return this.#search((key) => compareBytes(key, bytes) < 0);
  }

  behindAllUnder(prefix: Uint8Array): number {
    return this.#search((key) => compareBytes(key.subarray(0, prefix.length), prefix) <= 0);
  }

  #search(before: (key: Buffer) => boolean): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (before(this.key(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

/** Finds keys by their place in the whole keyspace, and places by keys. */
export class Positions extends SearchedKeys {
  readonly count: number;
  readonly #placed: readonly PlacedSection[];
  readonly #scratch: readonly PageMemory[];
  readonly #rows: readonly PageRows[];

  constructor(keyspace: Keyspace) {
    super();
    let count = 0;
    this.#placed = keyspace.map((section) => {
      const placed = { section, first: count };
      count += section.count;
      return placed;
    });
    this.#scratch = keyspace.map(({ skeleton }) => memoryWith(skeleton));
    this.count = count;
    this.#rows = keyspace.map((section) => new PageRows(section));
  }

  /** The section that holds key `index`, as its number. */
  sectionAt(index: number): number {
    let number = this.#placed.length - 1;
    while (number > 0 && this.placed(number).first > index) {
      number--;
    }
    return number;
  }

  placed(number: number): PlacedSection {
    return this.#placed[number] as PlacedSection;
  }

  /** Key `index`; the bytes are only lent until the next call. */
  key(index: number): Buffer {
    const number = this.sectionAt(index);
    const { section, first } = this.placed(number);
    const scratch = this.#scratch[number] as PageMemory;
    section.write(scratch.view, 0, index - first);
    return scratch.bytes;
  }

  /** Keys from one position up to another, as the entries of each section that they lie in. */
  entries(begin: number, until: number): Rows[] {
    const pieces: Rows[] = [];
    for (let at = begin; at < until;) {
      const number = this.sectionAt(at);
      const { section, first } = this.placed(number);
      const count = Math.min(until, first + section.count) - at;
      pieces.push((this.#rows[number] as PageRows).rows(at - first, at, count));
      at += count;
    }
    return pieces;
  }
}

/** In the order of a listing. */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);
  for (let at = 0; at < shared; at++) {
    const difference = (one[at] as number) - (other[at] as number);
    if (difference !== 0) {
      return difference;
    }
  }
  return one.length - other.length;
}
