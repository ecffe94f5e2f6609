import type { Keyspace, Section } from './keyspaces';
import { memoryWith, type PageMemory } from './page-memory';

/** A section and where its first key lies among all. */
export interface PlacedSection {
  readonly section: Section;
  readonly first: number;
}

/** Finds keys by their place in the whole keyspace, and places by keys. */
export class Positions {
  readonly count: number;
  readonly #placed: readonly PlacedSection[];
  readonly #scratch: readonly PageMemory[];

  constructor(keyspace: Keyspace) {
    let count = 0;
    this.#placed = keyspace.map((section) => {
      const placed = { section, first: count };
      count += section.count;
      return placed;
    });
    this.#scratch = keyspace.map(({ skeleton }) => memoryWith(skeleton));
    this.count = count;
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

  /** How many keys lie at or before some bytes: the position of the first key behind them. */
  behind(bytes: Uint8Array): number {
    return this.#search((key) => compare(key, bytes) <= 0);
  }

  /** The position of the first key that is not below some bytes. */
  atOrBehind(bytes: Uint8Array): number {
    return this.#search((key) => compare(key, bytes) < 0);
  }

  /** The position of the first key behind all that begin with some bytes. */
  behindAllUnder(prefix: Uint8Array): number {
    return this.#search((key) => compare(key.subarray(0, prefix.length), prefix) <= 0);
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

function compare(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);
  for (let at = 0; at < shared; at++) {
    const difference = (one[at] as number) - (other[at] as number);
    if (difference !== 0) {
      return difference;
    }
  }
  return one.length - other.length;
}
