import type { KeyRange } from '../../contracts/listing/inventory';
import { toKeyBytes, type KeyBytes } from '../pages/key-bytes';

/** A part of the keyspace, `(after, until]`. */
interface Part {
  after: KeyBytes;
  until: KeyBytes | null;
}

/**
 * Keeps the books of what was counted, apart from the ranges that are listed: every counted page adds the part of the
 * keyspace that it speaks for. Parts must neither overlap, nor in the end leave a gap.
 */
export class Coverage {
  /** Ascending, disjoint, and not touching one another. */
  readonly #parts: Part[] = [];
  /** What was left when the listing was taken up, the same way. */
  readonly #left: Part[] = [];

  /** @param left what remained when the listing was taken up: the rest was covered before */
  constructor(left: readonly KeyRange[]) {
    const ranges = left
      .map(({ after, until }) => ({
        after: toKeyBytes(after),
        until: until === null ? null : toKeyBytes(until),
      }))
      .toSorted((a, b) => (a.after < b.after ? -1 : 1));
    let end: KeyBytes | null = '';
    for (const { after, until } of ranges) {
      if (end === null || after < end || (until !== null && until < after)) {
        throw new RangeError('The ranges of the checkpoint overlap.');
      }
      const last = this.#left.at(-1);
      if (end < after) {
        this.#parts.push({ after: end, until: after });
      }
      if (last?.until === after) {
        last.until = until;
      } else {
        this.#left.push({ after, until });
      }
      end = until;
    }
    if (end !== null) {
      this.#parts.push({ after: end, until: null });
    }
  }

  /**
   * Notes that all keys of `(after, until]` have been counted.
   *
   * @throws RangeError if some were counted before: an error of this program
   */
  add(after: KeyBytes, until: KeyBytes | null): void {
    const low = partsUpTo(after, this.#parts);
    const [before, behind] = [this.#parts[low - 1], this.#parts[low]];
    const overlaps =
      (before !== undefined && (before.until === null || before.until > after)) ||
      (behind !== undefined && (until === null || until > behind.after));
    if (overlaps) {
      throw new RangeError('A part of the keyspace was counted twice.');
    }
    const [joinsBefore, joinsBehind] = [
      before?.until === after,
      behind !== undefined && behind.after === until,
    ];
    if (before !== undefined && joinsBefore) {
      before.until = joinsBehind && behind !== undefined ? behind.until : until;
      this.#parts.splice(low, joinsBehind ? 1 : 0);
    } else if (behind !== undefined && joinsBehind) {
      behind.after = after;
    } else {
      this.#parts.splice(low, 0, { after, until });
    }
  }

  /** Whether all keys of `(after, until]` have been counted, and since the listing was taken up. */
  includes(after: KeyBytes, until: KeyBytes): boolean {
    return [this.#left, this.#parts].every((parts) => {
      const part = parts[partsUpTo(after, parts) - 1];
      return part !== undefined && (part.until === null || part.until >= until);
    });
  }

  /** Whether every key there can be was counted. */
  get isWhole(): boolean {
    const [only] = this.#parts;
    return this.#parts.length === 1 && only?.after === '' && only.until === null;
  }
}

/** How many parts begin at or before a key. */
function partsUpTo(after: KeyBytes, parts: readonly Part[]): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((parts[middle] as Part).after <= after) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
