import type { KeyRange } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './key-bytes';
import type { ScannedPage } from './page-scanner';

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
  /** Keys that are expected, where none were listed yet. */
  expected: number;
  /** Where it began: the range before it ends here. */
  readonly cutFrom: KeyBytes;
  #after: KeyBytes;
  #until: KeyBytes | null;
  #lastToken: string | null = null;
  /** First key that was listed: what lies before it was found empty. */
  #origin: KeyBytes | null = null;
  #listed = 0;

  constructor(after: KeyBytes, until: KeyBytes | null, expected = 0) {
    this.cutFrom = after;
    this.#after = after;
    this.#until = until;
    this.expected = expected;
  }

  static of({ after, until }: KeyRange): OpenRange {
    return new OpenRange(toKeyBytes(after), until === null ? null : toKeyBytes(until));
  }

  get after(): KeyBytes {
    return this.#after;
  }

  get until(): KeyBytes | null {
    return this.#until;
  }

  get lastToken(): string | null {
    return this.#lastToken;
  }

  /** First key that was listed and how many were; null before the first page. */
  get listed(): { readonly origin: KeyBytes; readonly keys: number } | null {
    return this.#origin === null ? null : { origin: this.#origin, keys: this.#listed };
  }

  /** Moves on behind a counted page. True where the range is listed to its end. */
  advance({ counted, length, keys, truncated, nextToken }: ScannedPage): boolean {
    this.#lastToken = nextToken;
    this.#origin ??= keys[0] ?? null;
    this.#listed += counted;
    this.doubt *= 0.7;
    this.cut = false;
    if (!truncated || counted < length) {
      return true;
    }
    this.#after = keys.at(-1) ?? this.#after;
    return this.#after === this.#until;
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
    this.cut = true;
    return pieces;
  }

  /**
   * The range as it is left.
   *
   * @throws PrepError `Ks3UntrustworthyPage` where the cursor is no UTF-8, so that nothing can be asked after it
   */
  left(bucket: string): KeyRange {
    return {
      after: asText(this.#after, bucket),
      until: this.#until === null ? null : asText(this.#until, bucket),
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
