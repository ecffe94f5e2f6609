import type { Tally } from '../contracts/inventory';
import { Count } from './count';

/** Counts by name, at most so many names; what comes after that counts as `other`. */
export class NamedCounts {
  readonly #counts: Map<string, Count>;

  constructor(
    private readonly max: number,
    before: Readonly<Record<string, Tally>>,
  ) {
    this.#counts = new Map(Object.entries(before).map(([name, tally]) => [name, Count.of(tally)]));
  }

  /** The count to add to under a name. */
  of(name: string): Count {
    let count = this.#counts.get(name);
    if (count === undefined) {
      const admitted = this.#counts.size < this.max ? name : 'other';
      count = this.#counts.get(admitted) ?? new Count();
      this.#counts.set(admitted, count);
    }
    return count;
  }

  toTallies(): Record<string, Tally> {
    const sorted = [...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, count]) => [name, count.toTally()]));
  }
}
