import type { KeyRange } from '../contracts/inventory';
import { firstProbes } from './first-probes';
import type { KeyBytes } from './key-bytes';
import { KeyModel } from './key-model';
import { OpenRange } from './open-range';
import type { ScannedPage } from './page-scanner';

/** Cutting costs about half a page, where the left piece ends in the middle of one; a smaller rest is not cut. */
const WORTH_CUTTING_KEYS = 2500;

/**
 * The ranges that are left, and which is to be asked next. When nothing waits, the range with the most left is cut at
 * a point that the keys seen so far suggest, and both pieces go on. Where the cuts fall costs requests, never keys.
 */
export class RangePool {
  readonly #ranges = new Set<OpenRange>();
  readonly #model = new KeyModel();

  constructor(
    left: readonly KeyRange[],
    private readonly prefix: KeyBytes,
    private readonly concurrency: number,
  ) {
    for (const range of left) {
      this.#ranges.add(OpenRange.of(range));
    }
  }

  get size(): number {
    return this.#ranges.size;
  }

  /** A range to ask for now; null where all that is left is under way, must wait, or is not worth cutting. */
  next(now: number): OpenRange | null {
    const waiting = [...this.#ranges].find((range) => range.state === 'waiting' && range.notBefore <= now);
    return waiting ?? this.#cutLargest();
  }

  /** When the next range that has to wait may be asked for; null where none waits. */
  nextWaitEnds(): number | null {
    const ends = [...this.#ranges].filter(({ state }) => state === 'waiting').map(({ notBefore }) => notBefore);
    return ends.length === 0 ? null : Math.min(...ends);
  }

  /** Takes in what a counted page of a range showed. `done`: the range is listed to its end. */
  learn(range: OpenRange, page: ScannedPage, done: boolean): void {
    this.#model.learn(page.keys);
    if (done) {
      this.#ranges.delete(range);
    } else if (this.#ranges.size === 1 && range.listed?.keys === page.counted) {
      this.#probe(range);
    }
  }

  /** Ascending, as they are left. */
  left(bucket: string): KeyRange[] {
    return [...this.#ranges]
      .toSorted((a, b) => (a.after < b.after ? -1 : 1))
      .map((range) => range.left(bucket));
  }

  /** Keys that are probably left; null while that is a guess. */
  expectedLeft(): number | null {
    let sum = 0;
    for (const range of this.#ranges) {
      sum += this.#expectedIn(range);
    }
    return Number.isFinite(sum) ? Math.round(sum) : null;
  }

  /** After the very first page: looks at each level of its last key where the keyspace goes on. */
  #probe(range: OpenRange): void {
    const points = firstProbes(range.after, this.prefix, Math.max(0, this.concurrency - 1)).filter(
      (point) => range.until === null || point < range.until,
    );
    for (const piece of range.cutAt(points, 0)) {
      this.#ranges.add(piece);
    }
  }

  #cutLargest(): OpenRange | null {
    let largest: OpenRange | null = null;
    let most = WORTH_CUTTING_KEYS;
    for (const range of this.#ranges) {
      const expected = range.listed === null ? 0 : this.#expectedIn(range);
      if (expected > most) {
        largest = range;
        most = expected;
      }
    }
    if (largest === null) {
      return null;
    }
    const point = this.#model.pointAt(largest.after, largest.until, 0.5);
    if (point === null) {
      return null;
    }
    const [piece] = largest.cutAt([point], Number.isFinite(most) ? most / 2 : 0);
    if (piece === undefined) {
      return null;
    }
    this.#ranges.add(piece);
    return piece;
  }

  #expectedIn(range: OpenRange): number {
    const { listed } = range;
    if (listed === null || listed.keys === 0) {
      return range.expected;
    }
    return listed.keys * this.#model.ratioLeft(listed.origin, range.after, range.until);
  }
}
