import type { KeyBytes } from '../pages/key-bytes';
import { RANGE_MARKUP, type OpenRange } from './open-range';

/** Bytes of JSON for the ranges of a checkpoint. With totals at their largest it stays below 64 KB. */
const RANGES_BYTES = 30_000;
/** Before any cursor is known. */
const FIRST_GUESS = 64;
const FADING = 0.9;

/**
 * Keeps the ranges of a checkpoint small however long the keys are. A cursor is a key, of 1,024 bytes at most and of
 * six times as many in JSON: with long keys that have little in common, fewer ranges are listed at the same time. A page whose cursor would not
 * fit any more is given back uncounted, and asked for again when others have ended.
 */
export class CheckpointRoom {
  readonly #most: number;
  /** Bytes that cursors take of late: up at once, down slowly. */
  #typical = FIRST_GUESS;

  /** @param open what a checkpoint left: it may have been more than this would have let it become */
  constructor(private readonly open: ReadonlySet<OpenRange>) {
    this.#most = Math.max(RANGES_BYTES, this.#taken());
  }

  /** A range has moved on. */
  moved({ afterBytes }: OpenRange): void {
    this.#learn(afterBytes);
  }

  /** Bytes that a range's next page is expected to add. */
  growthOf({ afterBytes, needs }: OpenRange): number {
    return Math.max(0, (needs ?? this.#typical) - afterBytes);
  }

  /** Bytes that a range may add for its page to be asked for. */
  get left(): number {
    return Math.max(0, this.#most - this.#taken());
  }

  /** Reserves room for the cursor that a page brings. False if there is none, so that the page must wait. */
  reserve(range: OpenRange, cursor: KeyBytes): boolean {
    const bytes = range.until !== null && cursor > range.until ? 0 : range.bytesOf(cursor);
    range.reserved = 0;
    if (bytes > range.afterBytes && this.#taken() + bytes - range.afterBytes > this.#most) {
      range.needs = bytes;
      this.#learn(bytes);
      return false;
    }
    range.reserved = bytes;
    return true;
  }

  /** How many more ranges there may be, each with a cursor as they have become of late. */
  further(): number {
    let [taken, until] = [0, 0];
    for (const range of this.open) {
      const moves = range.told === 0;
      taken += range.bytes + (moves ? Math.max(0, this.#typical - range.afterBytes) : 0);
      until += range.untilBytes;
    }
    const each = this.#typical + until / Math.max(1, this.open.size) + RANGE_MARKUP;
    return Math.max(0, Math.floor((this.#most - taken) / each));
  }

  #learn(cursorBytes: number): void {
    this.#typical = Math.max(cursorBytes, FADING * this.#typical + (1 - FADING) * cursorBytes);
  }

  #taken(): number {
    let taken = 0;
    for (const { bytes, afterBytes, reserved } of this.open) {
      taken += bytes + Math.max(0, reserved - afterBytes);
    }
    return taken;
  }
}
