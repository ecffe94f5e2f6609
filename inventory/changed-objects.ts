import { MAX_SAMPLES, type SampledTally } from '../contracts/inventory';
import { Count } from './count';
import type { EntryOffsets } from './entry-offsets';
import { shortened } from './key-sample';
import type { EntrySink } from './page-scanner';

/** KS3's clock and ours may differ by so much before it refuses our signatures. */
const CLOCK_MARGIN_MS = 15 * 60_000;
/** Longest form of a time, `2026-01-02T03:04:05.000+08:00`, and what is compared of it first. */
const [TIME_LENGTH, SECONDS_LENGTH, YEAR_LENGTH] = [29, 19, 4];

/**
 * Counts objects that were written after the listing began: a bucket that is in use, of which a listing shows no
 * single moment. Objects that were deleted in the meantime cannot be seen.
 */
export class ChangedObjects implements EntrySink {
  readonly #count: Count;
  readonly #samples: string[];
  readonly #since: number;
  /** A time in UTC that sorts before it is earlier; one with an offset may be earlier as well. */
  readonly #sinceText: Buffer;
  readonly #sinceYear: number;

  /** @param startedAt ISO 8601; objects written shortly before count as well, as clocks may differ */
  constructor({ samples, ...tally }: SampledTally, startedAt: string) {
    this.#count = Count.of(tally);
    this.#samples = [...samples];
    this.#since = Date.parse(startedAt) - CLOCK_MARGIN_MS;
    this.#sinceText = Buffer.from(new Date(this.#since).toISOString().slice(0, SECONDS_LENGTH), 'latin1');
    this.#sinceYear = this.#sinceText.readUInt32BE(0);
  }

  addEntries(page: Buffer, { dateStart, keyStart, keyEnd, size }: EntryOffsets, count: number): void {
    const bytes = new DataView(page.buffer, page.byteOffset, page.length);
    for (let index = 0; index < count; index++) {
      const at = dateStart[index] as number;
      // Nearly all objects are of an earlier year, which a single comparison tells.
      if (at === -1 || at + YEAR_LENGTH > page.length || bytes.getUint32(at) < this.#sinceYear) {
        continue;
      }
      if (this.#isEarlier(page, at) || !this.#isSince(page, at)) {
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

  #isEarlier(page: Uint8Array, at: number): boolean {
    const since = this.#sinceText;
    for (let offset = 0; offset < SECONDS_LENGTH; offset++) {
      const difference = (page[at + offset] as number) - (since[offset] as number);
      if (difference !== 0) {
        return difference < 0;
      }
    }
    return false;
  }

  #isSince(page: Buffer, at: number): boolean {
    const [text = ''] = page.toString('latin1', at, at + TIME_LENGTH).split('<', 1);
    return Date.parse(text) >= this.#since;
  }
}
