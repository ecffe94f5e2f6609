import type { KeyRange } from '../../contracts/listing/inventory';
import { CheckpointRoom } from './checkpoint-room';
import { Coverage } from './coverage';
import { EndOfKeys, type Settlement } from './end-of-keys';
import type { KeyBytes } from '../pages/key-bytes';
import { OpenRange } from './open-range';
import type { ScannedPage } from '../pages/page-scanner';
import type { RawPage } from '../../contracts/listing/listing';
import { lastKeyOf } from '../pages/last-key';

/** What may be asked for now, or when that is to be looked at again; nothing where only an answer can change it. */
type Next = { readonly range: OpenRange } | { readonly inMs: number } | null;

/** The ranges that are left to list, and whose turn it is. */
export class RangeBoard {
  readonly open = new Set<OpenRange>();
  /** Those of them in which, as far as is known, something follows: the ones that are worth cutting. */
  readonly listing = new Set<OpenRange>();
  readonly #waiting: OpenRange[];
  readonly #room: CheckpointRoom;
  readonly #coverage: Coverage;
  readonly #ends: EndOfKeys;

  /** @param lastKey the last key that was counted so far; empty if none was */
  constructor(ranges: readonly KeyRange[], lastKey: KeyBytes) {
    this.#coverage = new Coverage(ranges);
    this.#waiting = ranges.map((range) => OpenRange.of(range));
    for (const range of this.#waiting) {
      this.open.add(range);
      this.listing.add(range);
    }
    OpenRange.link(this.#waiting.toSorted((a, b) => (a.after < b.after ? -1 : 1)));
    // What takes longest is begun first.
    this.#waiting.sort((a, b) => (b.expected ?? 0) - (a.expected ?? 0));
    this.#room = new CheckpointRoom(this.open);
    this.#ends = new EndOfKeys(lastKey);
  }

  /** Whether all that is left are ranges in which, as the store says, nothing follows. */
  get isSettling(): boolean {
    return this.#ends.size > 0 && this.#ends.size === this.open.size;
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** The last key that was counted. */
  get lastKey(): KeyBytes {
    return this.#ends.last;
  }

  /** How many more ranges there may be. */
  get further(): number {
    return this.#room.further();
  }

  add(ranges: readonly OpenRange[]): void {
    for (const range of ranges) {
      this.open.add(range);
      this.listing.add(range);
      this.#waiting.push(range);
    }
  }

  /** The first range that may be asked for. Where none fits into a checkpoint and `idle`, the one that comes closest. */
  next(now: number, idle: boolean): Next {
    let soonest = Infinity;
    let closest: OpenRange | null = null;
    let least = Infinity;
    const { left } = this.#room;
    for (const range of this.#waiting) {
      if (range.notBefore > now) {
        soonest = Math.min(soonest, range.notBefore);
        continue;
      }
      const growth = this.#room.growthOf(range);
      if (growth <= left) {
        return this.#take(range);
      }
      if (growth < least) {
        [closest, least] = [range, growth];
      }
    }
    if (closest !== null && idle) {
      return this.#take(closest);
    }
    return soonest === Infinity ? null : { inMs: soonest - now };
  }

  /** Puts a range back whose page could not be had. */
  askAgain(range: OpenRange, notBefore: number): void {
    range.notBefore = notBefore;
    range.reserved = 0;
    this.#waiting.push(range);
  }

  /**
   * Takes in the page of a range that was asked for. False where the cursor that it brings finds no room in a
   * checkpoint: the page is not to be counted then, and its range waits until others have ended.
   *
   * @param alone whether nothing else is on its way, so that no room would become free
   */
  takeIn(range: OpenRange, { body }: RawPage, alone: boolean): boolean {
    const cursor = lastKeyOf(body);
    if (cursor === null || this.#room.reserve(range, cursor) || alone) {
      return true;
    }
    this.askAgain(range, 0);
    return false;
  }

  /** Moves a range on behind its counted page. */
  counted(range: OpenRange, page: ScannedPage): void {
    const from = range.after;
    const advance = range.advance(page);
    const until = advance === 'done' ? range.until : range.after;
    if (until !== from) {
      this.#coverage.add(from, until);
    }
    range.faults = 0;
    this.#ends.counted(page.keys.at(-1) ?? '');
    this.#room.moved(range);
    if (advance === 'done') {
      this.#close(range);
    } else if (advance === 'on' || page.length > 0) {
      this.askAgain(range, 0);
    } else {
      this.#ends.keepAside(range);
      this.listing.delete(range);
    }
  }

  /** Whether all keys of `(after, until]` have been counted, and since the listing was taken up. */
  hasCounted(after: KeyBytes, until: KeyBytes): boolean {
    return this.#coverage.includes(after, until);
  }

  /** Decides on the ranges that are kept aside; those that are to be asked again wait from here on. */
  settle(now: number): Settlement {
    const settlement = this.#ends.settle();
    switch (settlement.do) {
      case 'close':
        for (const range of settlement.ranges) {
          this.#coverage.add(range.after, range.until);
          this.#close(range);
        }
        break;
      case 'ask again':
        for (const range of settlement.ranges) {
          this.askAgain(range, range.told < 2 ? now : now + 100 * 2 ** range.told);
        }
        break;
      case 'check':
        break;
    }
    return settlement;
  }

  /** The last key that was counted is no longer there. */
  lastKeyIsGone(): void {
    this.#ends.lastIsGone();
  }

  /**
   * Checks the books once no page is on its way: what was counted and what is left must be the whole keyspace.
   *
   * @throws RangeError if they are not: an error of this program
   */
  prove(): void {
    for (const { after, until } of this.open) {
      this.#coverage.add(after, until);
    }
    if (!this.#coverage.isWhole) {
      throw new RangeError('A part of the keyspace was lost.');
    }
  }

  #close(range: OpenRange): void {
    this.open.delete(range);
    this.listing.delete(range);
    range.close();
  }

  #take(range: OpenRange): Next {
    this.#waiting.splice(this.#waiting.indexOf(range), 1);
    range.reserved = range.afterBytes + this.#room.growthOf(range);
    return { range };
  }
}
