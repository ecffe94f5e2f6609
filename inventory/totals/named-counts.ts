import type { Tally } from '../../contracts/listing/inventory';
import { Count } from './count';

const OTHER = 'other';

/**
 * Counts by name. Those names are told apart that sort last, at most so many; all others count as `other`. Which those
 * are, and what they count, does not depend on the order in which names come.
 */
export class NamedCounts {
  readonly #counts = new Map<string, Count>();
  /** What lost its name to a later one. Whoever still holds such a count may continue adding to it. */
  readonly #others: Count[] = [];
  #first = '';

  constructor(
    private readonly max: number,
    before: Readonly<Record<string, Tally>>,
  ) {
    for (const [name, tally] of Object.entries(before)) {
      const count = Count.of(tally);
      if (name === OTHER) {
        this.#others.push(count);
      } else {
        this.#counts.set(name, count);
      }
    }
    this.#first = this.#firstName();
  }

  /** The count to add to under a name. */
  of(name: string): Count {
    const known = this.#counts.get(name);
    if (known !== undefined) {
      return known;
    }
    const full = this.#counts.size >= this.max;
    if (name === OTHER || (full && name < this.#first)) {
      return this.#other();
    }
    if (full) {
      this.#others.push(this.#counts.get(this.#first) ?? new Count());
      this.#counts.delete(this.#first);
    }
    const count = new Count();
    this.#counts.set(name, count);
    this.#first = this.#firstName();
    return count;
  }

  toTallies(): Record<string, Tally> {
    const sorted = [...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const named = sorted.map(([name, count]) => [name, count.toTally()] as const);
    if (this.#others.length === 0) {
      return Object.fromEntries(named);
    }
    const other = new Count();
    for (const count of this.#others) {
      other.merge(count);
    }
    return Object.fromEntries([...named, [OTHER, other.toTally()]]);
  }

  #other(): Count {
    const [other = new Count()] = this.#others;
    this.#others[0] = other;
    return other;
  }

  #firstName(): string {
    let first: string | undefined;
    for (const name of this.#counts.keys()) {
      first = first === undefined || name < first ? name : first;
    }
    return first ?? '';
  }
}
