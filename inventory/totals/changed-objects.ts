import { CLOCK_TOLERANCE_MS } from '../../contracts/approval/clock-tolerance';
import { MAX_SAMPLES, type SampledTally } from '../../contracts/listing/inventory';
import { Count } from './count';
import type { EntryOffsets } from '../pages/entry-offsets';
import { shortened } from './key-sample';
import type { EntrySink } from '../pages/page-scanner';
import { TimeBound } from './time-bound';

/**
 * Counts objects that were written after the listing began: a bucket that is in use, of which a listing shows no
 * single moment. Objects that were deleted in the meantime cannot be seen.
 */
export class ChangedObjects implements EntrySink {
  readonly #count: Count;
  readonly #samples: string[];
  readonly #since: TimeBound;

  /** @param startedAt ISO 8601; objects written shortly before count as well, as clocks may differ */
  constructor({ samples, ...tally }: SampledTally, startedAt: string) {
    this.#count = Count.of(tally);
    this.#samples = [...samples];
    this.#since = new TimeBound(Date.parse(startedAt) - CLOCK_TOLERANCE_MS);
  }

  addEntries(page: Buffer, { dateStart, keyStart, keyEnd, size }: EntryOffsets, count: number): void {
    this.#since.load(page);
    for (let index = 0; index < count; index++) {
      if (!this.#since.isReached(dateStart[index] as number)) {
        continue;
      }
      this.#count.add(1, size[index] as number);
      if (this.#samples.length < MAX_SAMPLES) {
        this.#samples.push(shortened(page, keyStart[index] as number, keyEnd[index] as number));
      }
    }
  }

  toTally(): SampledTally {
    return { ...this.#count.toTally(), samples: [...this.#samples] };
  }
}
