import type {
  DifferingRange,
  Relisted,
  Search,
  VerificationScope,
} from '../../contracts/migration/verification';
import { mergeContents, NO_CONTENTS } from './content-tally';
import { contentSearch } from './content-search';
import { FoundDifferences, mergeDifferences, NO_DIFFERENCES, type Difference } from './found-differences';
import { InOrder } from './in-order';
import { joinRange } from './join-range';
import { RangeEntries, RangeTally } from './range-entries';
import type { Side } from './side';
import { Sums } from './sums';

/** Where to search, and how. */
export interface SearchOptions {
  readonly source: Side;
  readonly destination: Side;
  readonly scope: VerificationScope;
  readonly search: Search;
  /** Ranges that are compared at the same time; each has one request under way on each side. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Keys of a page, at most; absent for 1,000. */
  readonly pageKeys?: number | undefined;
  /** Gets every difference, in the order of the ranges. */
  readonly onDifference?: ((difference: Difference) => void) | undefined;
  /** Called when a range is done. */
  readonly onProgress: (search: Search) => void;
}

/** A search that has found nothing yet. */
export function startSearch(ranges: readonly DifferingRange[]): Search {
  const none = new Sums().toJson();
  return {
    found: {
      source: none,
      destination: none,
      differences: NO_DIFFERENCES,
      ranges: 0,
      requests: { source: 0, destination: 0 },
    },
    left: ranges,
  };
}

/**
 * Lists the ranges that differ again, on both sides, and compares them key by key.
 *
 * @throws PrepError of the error table, or the signal's reason; the last search given to `onProgress` stays good
 */
export async function findDifferences(options: SearchOptions): Promise<Search> {
  const { source, destination, scope, concurrency, signal, pageKeys, onDifference, onProgress } = options;
  // What is left of one lane's error ends the others.
  const cancel = new AbortController();
  const either = AbortSignal.any([signal, cancel.signal]);
  const ours = new RangeEntries(source, scope, either, pageKeys);
  const theirs = new RangeEntries(destination, scope, either, pageKeys);
  const ranges = [...options.search.left];
  const left = new Set(ranges);
  const contents = contentSearch(options, either);
  const inOrder = new InOrder<Difference>((difference) => onDifference?.(difference));
  let { found } = options.search;
  let at = 0;

  async function lane(): Promise<void> {
    for (let number = at++; number < ranges.length; number = at++) {
      const range = ranges[number] as DifferingRange;
      const differences = new FoundDifferences();
      const [here, there] = [new RangeTally(), new RangeTally()];
      const add = (difference: Difference): void | Promise<void> => {
        differences.add(difference);
        return onDifference === undefined ? undefined : inOrder.add(number, difference);
      };
      const checked = contents?.(add);
      await joinRange(
        range,
        { entries: ours, tally: here },
        { entries: theirs, tally: there },
        {
          differs: checked === undefined ? add : checked.differs,
          same: checked?.same,
          changedLater: () => {
            differences.changedLater++;
          },
        },
      );
      await checked?.flush();
      inOrder.end(number);
      left.delete(range);
      found = {
        source: added(found.source, here),
        destination: added(found.destination, there),
        differences: mergeDifferences(found.differences, differences.toJson()),
        ranges: found.ranges + 1,
        requests: {
          source: found.requests.source + here.requests,
          destination: found.requests.destination + there.requests,
        },
        ...(checked === undefined
          ? {}
          : { contents: mergeContents(found.contents ?? NO_CONTENTS, checked.tally.toJson()) }),
      };
      onProgress({ found, left: [...left] });
    }
  }

  try {
    const lanes = Array.from({ length: Math.max(1, Math.min(concurrency, ranges.length)) }, lane);
    await Promise.all(lanes);
  } catch (error) {
    cancel.abort(error);
    signal.throwIfAborted();
    throw error;
  }
  return { found, left: [] };
}

function added(before: Relisted['source'], { sums }: RangeTally): Relisted['source'] {
  const sum = new Sums(before);
  sum.merge(sums);
  return sum.toJson();
}
