import type { ObjectChecksums } from '../../contracts/listing/listing';
import { fromKeyBytes, type KeyBytes } from '../pages/key-bytes';
import { compareContents, type ContentVerdict } from './compare-contents';
import type { ContentTally } from './content-tally';
import { patiently } from './patient-source';
import type { Side } from './side';

/** An object whose contents are compared. Keys of both sides are whole. */
export interface ComparedObject {
  readonly sourceKey: KeyBytes;
  readonly destinationKey: KeyBytes;
  /** In bytes on both sides; null if it is not known yet whether both have it with the same size. */
  readonly size: number | null;
}

/** What was found out about the content of an object. */
export interface CheckedContent {
  /** Null for one that both sides do not have with the same size, which is a difference of another kind. */
  readonly verdict: ContentVerdict | null;
  readonly size: number;
}

/** Compares the contents of objects by what both sides know about them, with two HEAD requests for each. */
export class ContentChecker {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param concurrency objects that are compared at the same time */
  constructor(
    private readonly source: Side,
    private readonly destination: Side,
    concurrency: number,
    private readonly signal: AbortSignal,
  ) {
    this.#free = concurrency;
  }

  /** @throws PrepError of the error table, or the signal's reason */
  async check(object: ComparedObject, tally: ContentTally): Promise<CheckedContent> {
    await this.#turn();
    try {
      const [one, other] = await Promise.all([
        this.#ask(this.source, object.sourceKey, tally),
        this.#ask(this.destination, object.destinationKey, tally),
      ]);
      if (object.size === null && (one === null || other === null || one.size !== other.size)) {
        return { verdict: null, size: 0 };
      }
      const changed = object.size !== null && one?.size !== object.size;
      const verdict = changed ? 'not comparable' : compareContents(one, other);
      const size = object.size ?? one?.size ?? 0;
      tally.add(verdict, object.sourceKey, size);
      return { verdict, size };
    } finally {
      this.#leave();
    }
  }

  async #ask({ name, source }: Side, key: KeyBytes, tally: ContentTally): Promise<ObjectChecksums | null> {
    const text = fromKeyBytes(key);
    // XML cannot say what such a key is, so nobody can ask for it.
    if (text === null) {
      return null;
    }
    const { answer, requests } = await patiently(() => source.checksums(text, this.signal), this.signal);
    tally.requests[name] += requests;
    return answer;
  }

  #turn(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free--;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#free++;
    } else {
      next();
    }
  }
}
