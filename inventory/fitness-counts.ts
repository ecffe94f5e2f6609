import {
  MAX_SAMPLES,
  type FitnessKind,
  type InventoryTotals,
  type SampledTally,
} from '../contracts/inventory';
import { Count } from './count';
import { shortened } from './key-sample';

/** OSS takes object names of at most this many bytes; KS3 takes one more. */
const MAX_OSS_KEY_BYTES = 1023;
/** 10,000 parts of 5 GiB: the 48.8 TB that both stores name as an object's largest size. */
const MAX_OBJECT_BYTES = 10_000 * 5 * 2 ** 30;
const [SLASH, BACKSLASH] = [0x2f, 0x5c];

class SampledCount extends Count {
  readonly samples: string[] = [];
}

/** Counts what needs attention before or during the migration, with a few keys of each kind. */
export class FitnessCounts {
  readonly #counts: Record<FitnessKind, SampledCount>;

  constructor(before: InventoryTotals['fitness']) {
    const restored = Object.entries(before).map(([kind, tally]) => [kind, restore(tally)]);
    this.#counts = Object.fromEntries(restored) as Record<FitnessKind, SampledCount>;
  }

  /** Looks at what is seldom: names and sizes that the destination refuses, and markers. */
  addEntry(page: Buffer, start: number, end: number, size: number, archived: boolean): void {
    if (archived) {
      this.add('archived', page, start, end, size);
    }
    const first = page[start];
    if (first === SLASH || first === BACKSLASH) {
      this.add('keyBeginsWithSlash', page, start, end, size);
    }
    if (end - start > MAX_OSS_KEY_BYTES) {
      this.add('keyTooLong', page, start, end, size);
    }
    if (size > MAX_OBJECT_BYTES) {
      this.add('tooLarge', page, start, end, size);
    }
    if (size === 0) {
      this.add(page[end - 1] === SLASH ? 'directoryMarker' : 'zeroByte', page, start, end, size);
    }
  }

  add(kind: FitnessKind, page: Buffer, start: number, end: number, size: number): void {
    const count = this.#counts[kind];
    count.add(1, size);
    if (count.samples.length < MAX_SAMPLES) {
      count.samples.push(shortened(page, start, end));
    }
  }

  /** Adds small objects of a page at once; they are too many to look at one by one. */
  addSmall(objects: number, bytes: number): void {
    this.#counts.small.add(objects, bytes);
  }

  toTallies(): InventoryTotals['fitness'] {
    const tallies = Object.entries(this.#counts).map(([kind, count]) => [
      kind,
      { ...count.toTally(), samples: [...count.samples] } satisfies SampledTally,
    ]);
    return Object.fromEntries(tallies) as InventoryTotals['fitness'];
  }
}

function restore(tally: SampledTally): SampledCount {
  const count = new SampledCount();
  count.merge(Count.of(tally));
  count.samples.push(...tally.samples);
  return count;
}
