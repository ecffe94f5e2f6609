import { Random } from '../../splitting/random';
import type { Rows } from './page-rows';
import { SearchedKeys, type KeyPositions } from './positions';

/** A bucket without some of its keys, which are chosen at random, the same each time. */
export class ReducedKeys extends SearchedKeys {
  readonly count: number;
  /** Positions that are left out, ascending. */
  readonly #out: readonly number[];

  constructor(
    private readonly whole: KeyPositions,
    out: number,
  ) {
    super();
    const random = new Random(7);
    const positions = new Set<number>();
    while (positions.size < Math.min(out, whole.count)) {
      positions.add(random.whole(0, whole.count - 1));
    }
    this.#out = [...positions].sort((a, b) => a - b);
    this.count = whole.count - this.#out.length;
  }

  key(index: number): Buffer {
    return this.whole.key(this.#inWhole(index));
  }

  entries(begin: number, until: number): Rows[] {
    const pieces: Rows[] = [];
    for (let at = begin; at < until;) {
      const from = this.#inWhole(at);
      const gap = this.#out[from - at] ?? this.whole.count;
      const count = Math.min(until - at, gap - from);
      pieces.push(...this.whole.entries(from, from + count));
      at += count;
    }
    return pieces;
  }

  /** The place of a key in the whole bucket: as many places further as keys are left out before it. */
  #inWhole(index: number): number {
    let [low, high] = [0, this.#out.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#out[middle] as number) - middle <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return index + low;
  }
}
