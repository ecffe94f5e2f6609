import type { KeyBytes } from '../pages/key-bytes';
import type { OpenRange } from './open-range';

/** How often a store must say that nothing follows before a listing ends with it. */
const TOLD_ENOUGH = 2;
/** After so many answers against what is known, it is asked whether what is known still holds. */
const TOLD_TOO_OFTEN = 4;

/** What to do about ranges in which, as the store says, nothing follows. */
export type Settlement =
  | { readonly do: 'close' | 'ask again'; readonly ranges: readonly OpenRange[] }
  /** The store contradicts itself: it keeps saying that nothing follows in `range`, but listed `known` behind it. */
  | { readonly do: 'check'; readonly known: KeyBytes; readonly range: OpenRange };

/**
 * Where the keys end. A page that says that nothing follows ends a listing, and one that says so wrongly would make it
 * a short one. So it must be said twice, and must not be contradicted by a key that was listed behind it, in whichever
 * range. Ranges that ended so are kept aside until all others are done.
 */
export class EndOfKeys {
  readonly #ended = new Set<OpenRange>();

  /** @param lastKey the last key that was counted so far; empty if none was */
  constructor(private lastKey: KeyBytes) {}

  get size(): number {
    return this.#ended.size;
  }

  /** The last key that is known to be there; empty if none is. */
  get last(): KeyBytes {
    return this.lastKey;
  }

  /** A key was counted. */
  counted(key: KeyBytes): void {
    if (key > this.lastKey) {
      this.lastKey = key;
    }
  }

  /** The last key is no longer there. */
  lastIsGone(): void {
    this.lastKey = '';
  }

  /** Nothing follows in a range, says a page without keys. */
  keepAside(range: OpenRange): void {
    this.#ended.add(range);
  }

  /** To be called when only ranges that are kept aside are left. Those it names are no longer kept aside. */
  settle(): Settlement {
    const ranges = [...this.#ended].toSorted((a, b) => (a.after < b.after ? -1 : 1));
    const contradicted = ranges.filter(({ after }) => after < this.lastKey);
    const stubborn = contradicted.find(({ told }) => told >= TOLD_TOO_OFTEN);
    if (stubborn !== undefined) {
      return { do: 'check', known: this.lastKey, range: stubborn };
    }
    const [first] = ranges;
    const doubtful =
      contradicted.length > 0
        ? contradicted
        : ranges.filter((range) => range === first && first.told < TOLD_ENOUGH);
    // That nothing follows the first of them is said of all that lies behind it.
    const named = doubtful.length > 0 ? doubtful : ranges;
    for (const range of named) {
      this.#ended.delete(range);
    }
    return { do: doubtful.length > 0 ? 'ask again' : 'close', ranges: named };
  }
}
