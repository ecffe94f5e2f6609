import type { KeyRange } from '../../contracts/listing/inventory';
import { jsonBytes } from '../pages/json-bytes';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from '../pages/key-bytes';
import { untrustworthyListing, type ListedBucket } from '../pages/listed-bucket';
import type { ScannedPage } from '../pages/page-scanner';
import { FolderProgress } from '../splitting/folder-progress';
import { commonLength } from '../splitting/key-paths';
import { RangeKnowledge } from '../splitting/range-knowledge';
import { phrase } from '../../presentation/words/words';

/** How far a range is behind a page: `done` with all of it; `ended` because the store says that nothing follows. */
export type Advance = 'on' | 'done' | 'ended';

/** A guess at what is left that is larger is none. */
export const MAX_KEYS_LEFT = 1e11;
/**
 * Bytes of a range in a checkpoint beside those of its keys: the JSON around them, and what is left out of a key but
 * for a character that is shared in part.
 */
export const RANGE_MARKUP =
  JSON.stringify({ after: '', until: '', keysLeft: MAX_KEYS_LEFT, shares: [1024, 1024] }).length + 9;

/** A range that is being listed: its cursor moves with every page. */
export class OpenRange {
  /** Faulty answers to the same request, in a row. */
  faults = 0;
  /** Before this time, in milliseconds, it is not requested again. */
  notBefore = 0;
  /** How often in a row the store said that nothing follows where it is now. */
  told = 0;
  /** Bytes in JSON of the cursor that a page on its way brings; 0 if none is on its way. */
  reserved = 0;
  /** Bytes in JSON of its next cursor, if they are known because there was no room for it. */
  needs: number | undefined;
  /** Keys that are expected, if none were listed yet; null where nothing is known. */
  expected: number | null;
  /** What its pages show about what is left. */
  readonly known = new RangeKnowledge();
  readonly progress = new FolderProgress();
  /** The ranges that are open on both sides of it. */
  #previous: OpenRange | null = null;
  #next: OpenRange | null = null;
  #after: KeyBytes;
  #until: KeyBytes | null;
  #afterBytes = 0;
  #untilBytes = 0;
  #lastToken: string | null = null;
  #emptyPages = 0;

  constructor(after: KeyBytes, until: KeyBytes | null, expected: number | null = null) {
    this.#after = after;
    this.#until = until;
    this.expected = expected;
    this.weigh();
  }

  /** Puts ranges, ascending, next to each other. */
  static link(ranges: readonly OpenRange[]): void {
    for (const [at, range] of ranges.entries()) {
      range.#previous = ranges[at - 1] ?? null;
      range.#next = ranges[at + 1] ?? null;
      range.weigh();
    }
  }

  static of({ after, until, keysLeft }: KeyRange): OpenRange {
    return new OpenRange(toKeyBytes(after), until === null ? null : toKeyBytes(until), keysLeft);
  }

  get after(): KeyBytes {
    return this.#after;
  }

  get until(): KeyBytes | null {
    return this.#until;
  }

  /** Bytes that its cursor takes in a checkpoint. */
  get afterBytes(): number {
    return this.#afterBytes;
  }

  /** Bytes that its end takes in a checkpoint. */
  get untilBytes(): number {
    return this.#untilBytes;
  }

  /** Bytes that it takes in a checkpoint. */
  get bytes(): number {
    return RANGE_MARKUP + this.#afterBytes + this.#untilBytes;
  }

  /** Bytes that a cursor would take in a checkpoint: what it shares with the one before it is left out. */
  bytesOf(cursor: KeyBytes): number {
    return jsonBytes(cursor.slice(commonLength(this.#previous?.after ?? '', cursor)));
  }

  /** It is listed to its end. */
  close(): void {
    if (this.#previous !== null) {
      this.#previous.#next = this.#next;
    }
    if (this.#next !== null) {
      this.#next.#previous = this.#previous;
      this.#next.weigh();
    }
  }

  /** Pages that are expected in it, by what was measured last; before its first page, by what it was cut off. */
  pagesLeft(pageKeys: number): number {
    return this.told > 0 ? 0 : (this.known.pagesLeft(pageKeys) ?? (this.expected ?? 0) / pageKeys);
  }

  get lastToken(): string | null {
    return this.#lastToken;
  }

  /** The token for the next page if the last one held no key, though more follows. */
  get continuationToken(): string | null {
    return this.#emptyPages === 0 ? null : this.#lastToken;
  }

  /** Pages in a row that held no key, though more follows. */
  get emptyPages(): number {
    return this.#emptyPages;
  }

  /** Moves on behind a counted page. */
  advance({ counted, length, keys, truncated, nextToken }: ScannedPage): Advance {
    this.#lastToken = nextToken;
    this.#emptyPages = truncated && length === 0 ? this.#emptyPages + 1 : 0;
    this.reserved = 0;
    this.needs = undefined;
    if (counted < length) {
      return 'done';
    }
    if (length > 0) {
      this.told = truncated ? 0 : 1;
    } else if (!truncated) {
      this.told++;
    }
    this.#after = keys.at(-1) ?? this.#after;
    this.weigh();
    this.#next?.weigh();
    return this.#after === this.#until ? 'done' : truncated ? 'on' : 'ended';
  }

  /**
   * Cuts the range at points and returns what lies behind each. Points are guesses: one that does not lie within what
   * is left, behind the one before, is passed over, since cutting there would list keys twice.
   */
  cutAt(guesses: readonly KeyBytes[], expectedEach: number): OpenRange[] {
    const points: KeyBytes[] = [];
    for (const guess of guesses) {
      if (guess > (points.at(-1) ?? this.#after) && (this.#until === null || guess < this.#until)) {
        points.push(guess);
      }
    }
    if (points.length === 0) {
      return [];
    }
    const pieces = points.map(
      (point, index) => new OpenRange(point, points[index + 1] ?? this.#until, expectedEach),
    );
    this.#until = points[0] ?? this.#until;
    OpenRange.#insert(this, pieces);
    this.known.cut(pieces.map(({ known }) => known));
    return pieces;
  }

  static #insert(range: OpenRange, pieces: readonly OpenRange[]): void {
    const all = [range, ...pieces];
    const next = range.#next;
    for (const [at, piece] of pieces.entries()) {
      piece.#previous = all[at] ?? null;
      piece.#next = all[at + 2] ?? next;
    }
    range.#next = pieces[0] ?? next;
    if (next !== null) {
      next.#previous = all.at(-1) ?? null;
    }
    for (const each of all) {
      each.weigh();
    }
    next?.weigh();
  }

  /** Counts its bytes after its own cursor, or the one before it, has moved. */
  weigh(): void {
    this.#afterBytes = this.bytesOf(this.#after);
    const until = this.#until ?? '';
    this.#untilBytes = jsonBytes(until.slice(commonLength(this.#after, until)));
  }

  /**
   * The range as it is left.
   *
   * @param keysLeft how many keys are expected in it; null where nothing is known
   * @throws PrepError `Ks3UntrustworthyPage` or `OssUntrustworthyPage` if the cursor is not UTF-8, so that nothing can be requested after it
   */
  left(listed: ListedBucket, keysLeft: number | null): KeyRange {
    return {
      after: asText(this.#after, listed),
      until: this.#until === null ? null : asText(this.#until, listed),
      ...(keysLeft !== null && keysLeft <= MAX_KEYS_LEFT
        ? { keysLeft: Math.max(1, Math.round(keysLeft)) }
        : {}),
    };
  }
}

function asText(bytes: KeyBytes, listed: ListedBucket): string {
  const key = fromKeyBytes(bytes);
  if (key === null) {
    throw untrustworthyListing(listed, { detail: phrase('inventory.keyNotUtf8') });
  }
  return key;
}
