import type { KeyRange } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './key-bytes';
import type { ScannedPage } from './page-scanner';

/** A range that is being listed: its cursor moves with every page. */
export class OpenRange {
  #after: KeyBytes;
  readonly #until: KeyBytes | null;
  #lastToken: string | null = null;

  constructor(range: KeyRange) {
    this.#after = toKeyBytes(range.after);
    this.#until = range.until === null ? null : toKeyBytes(range.until);
  }

  get after(): KeyBytes {
    return this.#after;
  }

  /** How many entries of the page belong to the range; the rest is the next range's. */
  countable({ keys }: ScannedPage): number {
    const until = this.#until;
    if (until === null || (keys.at(-1) ?? '') <= until) {
      return keys.length;
    }
    return keys.findIndex((key) => key > until);
  }

  /** Whether the page brings the same token as the one before: a store that goes in circles. */
  repeats({ nextToken }: ScannedPage): boolean {
    return nextToken !== null && nextToken === this.#lastToken;
  }

  /** Moves on behind a counted page. True where the range is listed to its end. */
  advance(page: ScannedPage, counted: number): boolean {
    this.#lastToken = page.nextToken;
    if (!page.truncated || counted < page.keys.length) {
      return true;
    }
    this.#after = page.keys.at(-1) ?? this.#after;
    return this.#after === this.#until;
  }

  /**
   * The range as it is left.
   *
   * @throws PrepError `Ks3UntrustworthyPage` where the cursor is no UTF-8, so that nothing can be asked after it
   */
  left(bucket: string): KeyRange {
    return { after: asText(this.#after, bucket), until: this.#until === null ? null : asText(this.#until, bucket) };
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
