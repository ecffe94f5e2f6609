import type { DifferingRange } from '../../contracts/migration/verification';
import { MAX_OSS_KEY_BYTES } from '../totals/fitness-counts';
import type { KeyBytes } from '../pages/key-bytes';
import type { Difference } from './found-differences';
import type { ComparedEntry, RangeEntries, RangeTally } from './range-entries';

/** What a join reports. */
export interface JoinSink {
  differs(difference: Difference): void | Promise<void>;
  /** Both sides have it with the same size; absent if nobody wants to know. */
  same?:
    | ((object: {
        readonly source: ComparedEntry;
        readonly destination: ComparedEntry;
      }) => void | Promise<void>)
    | undefined;
  /** A key of the destination is not compared, as the source has changed it since. */
  changedLater(): void;
}

/** A side of a range, and what it holds, which is complete when the range was joined. */
export interface RangeSide {
  readonly entries: RangeEntries;
  readonly tally: RangeTally;
}

/** The entries of a range on one side, one after the other. */
class Cursor {
  readonly #pages: AsyncGenerator<readonly ComparedEntry[], void>;
  #page: readonly ComparedEntry[] = [];
  #at = 0;

  constructor({ entries, tally }: RangeSide, range: DifferingRange) {
    this.#pages = entries.pages(range, tally);
  }

  get current(): ComparedEntry | undefined {
    return this.#page[this.#at];
  }

  next(): void {
    this.#at++;
  }

  /** Fetches pages until there is an entry, or no page is left. */
  async fill(): Promise<void> {
    while (this.#at >= this.#page.length) {
      const next = await this.#pages.next();
      if (next.done === true) {
        return;
      }
      [this.#page, this.#at] = [next.value, 0];
    }
  }
}

/** Keys that OSS refuses: longer than 1,023 bytes, or with a slash or a backslash in front. */
function isRefused(key: KeyBytes): boolean {
  return key.length > MAX_OSS_KEY_BYTES || key.startsWith('/') || key.startsWith('\\');
}

/** Compares a range of both sides key by key. Memory: two pages of each side. */
export async function joinRange(
  range: DifferingRange,
  source: RangeSide,
  destination: RangeSide,
  sink: JoinSink,
): Promise<void> {
  const [ours, theirs] = [new Cursor(source, range), new Cursor(destination, range)];
  for (;;) {
    if (ours.current === undefined || theirs.current === undefined) {
      await Promise.all([ours.fill(), theirs.fill()]);
    }
    const [one, other] = [ours.current, theirs.current];
    if (one === undefined && other === undefined) {
      return;
    }
    const isOnSource = one !== undefined && (other === undefined || one.key <= other.key);
    const isOnDestination = other !== undefined && (one === undefined || other.key <= one.key);
    if (isOnSource) {
      ours.next();
    }
    if (isOnDestination) {
      theirs.next();
    }
    if (isOnSource && one.changedLater) {
      if (isOnDestination) {
        destination.entries.takeOut(destination.tally, other.key, other.size);
        sink.changedLater();
      }
    } else if (isOnSource && isOnDestination && one.size === other.size) {
      if (sink.same !== undefined) {
        await sink.same({ source: one, destination: other });
      }
    } else {
      await sink.differs({
        mark: isOnSource && isOnDestination ? '*' : isOnSource ? '+' : '-',
        key: source.entries.skipped + ((isOnSource ? one.key : other?.key) as string),
        sourceBytes: isOnSource ? one.size : null,
        destinationBytes: isOnDestination ? other.size : null,
        ...(isOnDestination ? {} : { refused: isRefused(destination.entries.skipped + one?.key) }),
      });
    }
  }
}
