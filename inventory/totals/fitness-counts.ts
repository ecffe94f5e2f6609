import {
  MAX_SAMPLES,
  type FitnessKind,
  type InventoryTotals,
  type SampledTally,
} from '../../contracts/listing/inventory';
import { Count } from './count';
import { Reason } from '../pages/entry-offsets';
import { shortened } from './key-sample';

/** OSS takes object names of at most this many bytes; KS3 takes one more. */
export const MAX_OSS_KEY_BYTES = 1023;
/** 10,000 parts of 5 GiB: the 48.8 TB that both stores name as an object's largest size. */
export const MAX_OBJECT_BYTES = 10_000 * 5 * 2 ** 30;
const SLASH = 0x2f;

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

  /**
   * Counts what is seldom: names and sizes that the destination refuses, and markers.
   *
   * @param reasons bits of `Reason`
   */
  addEntry(page: Buffer, start: number, end: number, size: number, reasons: number): void {
    if ((reasons & Reason.leadingSlash) !== 0) {
      this.#add('keyBeginsWithSlash', page, start, end, size);
    }
    if ((reasons & Reason.longKey) !== 0) {
      this.#add('keyTooLong', page, start, end, size);
    }
    if ((reasons & Reason.tooLarge) !== 0) {
      this.#add('tooLarge', page, start, end, size);
    }
    if ((reasons & Reason.empty) !== 0) {
      this.#add(page[end - 1] === SLASH ? 'directoryMarker' : 'zeroByte', page, start, end, size);
    }
  }

  /** @param keys where some of them are; no more are looked at than there are samples to take */
  addArchived(
    objects: number,
    bytes: number,
    keys: Iterable<{ readonly page: Buffer; readonly start: number; readonly end: number }>,
  ): void {
    const count = this.#counts.archived;
    count.add(objects, bytes);
    if (count.samples.length < MAX_SAMPLES) {
      for (const { page, start, end } of keys) {
        if (count.samples.push(shortened(page, start, end)) >= MAX_SAMPLES) {
          break;
        }
      }
    }
  }

  #add(kind: FitnessKind, page: Buffer, start: number, end: number, size: number): void {
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
