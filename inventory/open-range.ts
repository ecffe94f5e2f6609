import type { KeyRange } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { jsonBytes } from './json-bytes';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './key-bytes';
import type { ScannedPage } from './page-scanner';

/** How far a range is behind a page: `done` with all of it; `ended` because the store says that nothing follows. */
export type Advance = 'on' | 'done' | 'ended';

/** A guess at what is left that is larger is none. */
export const MOST_KEYS_LEFT = 1e11;
/** Bytes of a range in JSON beside those of its keys. */
export const RANGE_MARKUP = JSON.stringify({ after: '', until: '', keysLeft: MOST_KEYS_LEFT }).length + 1;

/** A range that is being listed: its cursor moves with every page. */
export class OpenRange {
  /** Faulty answers to the same request, in a row. */
  faults = 0;
  /** Before this time, in milliseconds, it is not asked for again. */
  notBefore = 0;
  /** How often what was cut off turned out to be empty: so much less is left than it seems. */
  doubt = 0;
  /** Whether it was cut since its last page: what the cut brings should be known before the next. */
  cut = false;
  /** How often in a row the store said that nothing follows where it is now. */
  told = 0;
  /** Bytes in JSON of the cursor that a page on its way brings; 0 where none is on its way. */
  reserved = 0;
  /** Bytes in JSON of its next cursor, where they are known because there was no room for it. */
  needs: number | undefined;
  /** Keys that are expected, where none were listed yet. */
  expected: number;
  /** Where it began: the range before it ends here. */
  readonly cutFrom: KeyBytes;
  #after: KeyBytes;
  #until: KeyBytes | null;
  #afterBytes: number;
  #untilBytes: number;
  #lastToken: string | null = null;
  /** First key that was listed: what lies before it was found empty. */
  #origin: KeyBytes | null = null;
  #listed = 0;

  constructor(after: KeyBytes, until: KeyBytes | null, expected = 0) {
    this.cutFrom = after;
    this.#after = after;
    this.#until = until;
    this.#afterBytes = jsonBytes(after);
    this.#untilBytes = jsonBytes(until ?? '');
    this.expected = expected;
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

  /** Bytes that its cursor takes in JSON. */
  get afterBytes(): number {
    return this.#afterBytes;
  }

  /** Bytes that its end takes in JSON. */
  get untilBytes(): number {
    return this.#untilBytes;
  }

  /** Bytes that it takes in a checkpoint. */
  get bytes(): number {
    return RANGE_MARKUP + this.#afterBytes + this.#untilBytes;
  }

  get lastToken(): string | null {
    return this.#lastToken;
  }

  /** First key that was listed and how many were; null before the first page. */
  get listed(): { readonly origin: KeyBytes; readonly keys: number } | null {
    return this.#origin === null ? null : { origin: this.#origin, keys: this.#listed };
  }

  /** Moves on behind a counted page. */
  advance({ counted, length, keys, truncated, nextToken }: ScannedPage): Advance {
    this.#lastToken = nextToken;
    this.#origin ??= keys[0] ?? null;
    this.#listed += counted;
    this.doubt *= 0.7;
    this.cut = false;
    this.reserved = 0;
    this.needs = undefined;
    if (counted < length) {
      return 'done';
    }
    this.told = truncated ? 0 : length > 0 ? 1 : this.told + 1;
    this.#after = keys.at(-1) ?? this.#after;
    this.#afterBytes = jsonBytes(this.#after);
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
    this.#untilBytes = jsonBytes(this.#until ?? '');
    this.cut = true;
    return pieces;
  }

  /**
   * The range as it is left.
   *
   * @param keysLeft how many keys are expected in it
   * @throws PrepError `Ks3UntrustworthyPage` where the cursor is no UTF-8, so that nothing can be asked after it
   */
  left(bucket: string, keysLeft: number): KeyRange {
    return {
      after: asText(this.#after, bucket),
      until: this.#until === null ? null : asText(this.#until, bucket),
      ...(keysLeft >= 1 && keysLeft <= MOST_KEYS_LEFT ? { keysLeft: Math.round(keysLeft) } : {}),
    };
  }
}

function asText(bytes: KeyBytes, bucket: string): string {
  const key = fromKeyBytes(bytes);
  if (key === null) {
    throw new PrepError('Ks3UntrustworthyPage', {
      resource: `KS3 bucket ${bucket}`,
      detail: 'It has a key that is not valid UTF-8, and a listing cannot go on behind that.',
    });
  }
  return key;
}
