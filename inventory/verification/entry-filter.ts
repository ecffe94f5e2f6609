import { REPORT_FOLDER, type VerificationScope } from '../../contracts/migration/verification';
import type { EntryOffsets } from '../pages/entry-offsets';
import { toKeyBytes } from '../pages/key-bytes';
import { TimeBound } from '../totals/time-bound';

const SLASH = 0x2f;

/** Which side of a verification is listed. */
export type SideName = 'source' | 'destination';

/** Why an entry is not compared. */
export type LeftOutAs = 'reports' | 'markers' | 'changedLater';

/** Says which entries of a side are not compared. */
export class EntryFilter {
  readonly #reports: Buffer;
  readonly #since: TimeBound | null;
  readonly #markers: boolean;
  #page: Buffer = Buffer.alloc(0);
  #hasReports = false;

  constructor(
    { sourcePrefix, destinationPrefix, ignoreAfter, ignoreMarkers }: VerificationScope,
    side: SideName,
  ) {
    const prefix = side === 'source' ? sourcePrefix : destinationPrefix;
    this.#reports = Buffer.from(toKeyBytes(prefix + REPORT_FOLDER), 'latin1');
    this.#since = side === 'source' && ignoreAfter !== null ? new TimeBound(Date.parse(ignoreAfter)) : null;
    this.#markers = ignoreMarkers;
  }

  /** Looks at the page that the next entries are on. @returns whether any of them may be left out */
  load(page: Buffer, entries: EntryOffsets, count: number): boolean {
    this.#page = page;
    this.#since?.load(page);
    // Keys ascend: those in the folder lie between the first and the last.
    this.#hasReports = count > 0 && this.#compare(entries, 0) <= 0 && this.#compare(entries, count - 1) >= 0;
    return this.#hasReports || this.#markers || this.#since !== null;
  }

  /** Why an entry of the page is left out; null if it is compared. */
  leftOut(entries: EntryOffsets, index: number): LeftOutAs | null {
    if (this.#hasReports && this.#compare(entries, index) === 0) {
      return 'reports';
    }
    if (this.#markers && entries.size[index] === 0) {
      if (this.#page[(entries.keyEnd[index] as number) - 1] === SLASH) {
        return 'markers';
      }
    }
    return this.#since?.isReached(entries.dateStart[index] as number) === true ? 'changedLater' : null;
  }

  /** Whether a key lies before the folder of reports (negative), in it, or behind. */
  #compare({ keyStart, keyEnd }: EntryOffsets, index: number): number {
    const start = keyStart[index] as number;
    const end = Math.min(keyEnd[index] as number, start + this.#reports.length);
    return this.#page.compare(this.#reports, 0, this.#reports.length, start, end);
  }
}
