import { MAX_PREFIXES, type PrefixTallies } from '../../contracts/listing/inventory';
import { Count } from './count';
import { jsonBytes } from '../pages/json-bytes';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from '../pages/key-bytes';

interface Listed {
  readonly count: Count;
  readonly exact: boolean;
}

/** A prefix that takes more bytes of JSON is counted under "other", so that a checkpoint stays small. */
const MAX_PREFIX_BYTES = 96;

/**
 * Counts by top-level prefix, of which a bucket may have millions. The listed ones are exact as long as there are at
 * most `MAX_PREFIXES`; beyond that a larger run takes the place of the smallest, which is folded into "other".
 */
export class PrefixCounts {
  readonly #listed = new Map<KeyBytes, Listed>();
  readonly #other: Count;
  /** Objects of the smallest that is listed; at most the real number, as counts only grow. */
  #smallest = 0;

  constructor({ listed, other }: PrefixTallies) {
    this.#other = Count.of(other);
    for (const { prefix, exact, ...tally } of listed) {
      this.#listed.set(toKeyBytes(prefix), { count: Count.of(tally), exact });
    }
  }

  /** Adds a run of neighbouring keys under one prefix. */
  add(prefix: KeyBytes, objects: number, bytes: number): void {
    const known = this.#listed.get(prefix);
    if (known !== undefined) {
      known.count.add(objects, bytes);
      return;
    }
    const listable =
      prefix.length <= MAX_PREFIX_BYTES &&
      jsonBytes(prefix) <= MAX_PREFIX_BYTES &&
      fromKeyBytes(prefix) !== null;
    if (!listable || (this.#listed.size >= MAX_PREFIXES && !this.#foldSmaller(objects))) {
      this.#other.add(objects, bytes);
      return;
    }
    const count = new Count();
    count.add(objects, bytes);
    this.#listed.set(prefix, { count, exact: this.#other.objects === 0 });
  }

  toTallies(): PrefixTallies {
    const listed = [...this.#listed].map(([prefix, { count, exact }]) => ({
      prefix: fromKeyBytes(prefix) ?? '',
      ...count.toTally(),
      exact,
    }));
    listed.sort((a, b) => Number(b.objects) - Number(a.objects));
    return { listed, other: this.#other.toTally() };
  }

  /** Makes room by folding the smallest away, if it is smaller than the run that wants its place. */
  #foldSmaller(objects: number): boolean {
    if (objects <= this.#smallest) {
      return false;
    }
    let smallest: KeyBytes | undefined;
    this.#smallest = Infinity;
    for (const [prefix, { count }] of this.#listed) {
      if (count.objects < this.#smallest) {
        smallest = prefix;
        this.#smallest = count.objects;
      }
    }
    if (smallest === undefined || objects <= this.#smallest) {
      return false;
    }
    this.#other.merge(this.#listed.get(smallest)?.count ?? new Count());
    this.#listed.delete(smallest);
    return true;
  }
}
