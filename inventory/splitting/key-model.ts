import type { KeyBytes } from '../key-bytes';
import { isDigit } from './alphabet';
import { commonLength } from './key-paths';

/** So many bytes before a position count for what comes there. */
const ORDER = 4;
/** Of a page, so many keys are learnt from, and so many bytes of each behind what all of them share. */
const [KEYS, BYTES] = [16, 16];
/** A context that was seen more often than this is told apart by one more byte before it. */
const ENOUGH = 2;
const MOST_CONTEXTS = 20_000;
const VALUES = 256;

/** Of all keys that begin alike, the share whose next byte is less than a certain one, and is that one. */
export class Share {
  before = 0;
  of = 0;
}

/** What followed the same few bytes. */
class Context {
  /** The same, behind one more byte, by that. */
  longer: Map<number, Context> | null = null;
  /** Bytes that followed, ascending, and how often each or one before it did. */
  readonly #bytes: number[] = [];
  readonly #upTo: number[] = [];
  #total = 0;

  get isEnough(): boolean {
    return this.#total > ENOUGH;
  }

  count(byte: number): void {
    const [bytes, upTo] = [this.#bytes, this.#upTo];
    let at = bytes.length;
    while (at > 0 && (bytes[at - 1] as number) >= byte) {
      at--;
      upTo[at] = (upTo[at] as number) + 1;
    }
    if (bytes[at] !== byte) {
      bytes.splice(at, 0, byte);
      upTo.splice(at, 0, (upTo[at - 1] ?? 0) + 1);
    }
    this.#total++;
  }

  /** Mixes what shorter contexts say with what was seen here: that counts the more, the fewer bytes it was shared by. */
  refine(share: Share, byte: number): void {
    const bytes = this.#bytes;
    let [low, high] = [0, bytes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((bytes[middle] as number) < byte) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const before = low === 0 ? 0 : (this.#upTo[low - 1] as number);
    const of = bytes[low] === byte ? (this.#upTo[low] as number) - before : 0;
    const all = this.#total + bytes.length;
    share.before = (before + bytes.length * share.before) / all;
    share.of = (of + bytes.length * share.of) / all;
  }
}

/**
 * Which bytes follow which in keys, in whatever folder: words come again and again. Contexts end at a separator, so
 * that what is known of a word counts wherever it begins.
 *
 * Only what lies behind the common part of a page is learnt: which keys a page begins with is where the range was cut.
 */
export class KeyModel {
  readonly #any = new Context();
  #contexts = 1;

  /** @param keys of a page, ascending */
  learn(keys: readonly KeyBytes[]): void {
    const [first, last] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) {
      return;
    }
    const begin = commonLength(first, last);
    const count = Math.min(KEYS, keys.length);
    for (let each = 0; each < count; each++) {
      const key = keys[Math.floor((each * keys.length) / count)] as KeyBytes;
      const end = Math.min(key.length, begin + BYTES);
      for (let at = begin; at < end; at++) {
        this.#count(key, at);
      }
    }
  }

  /** The share of a byte at a position of a text, by those before it. */
  shareOf(byte: number, text: KeyBytes, position: number, share: Share): void {
    share.before = SHARES_BEFORE[byte] as number;
    share.of = SHARES[byte] as number;
    let context: Context | undefined = this.#any;
    context.refine(share, byte);
    for (let from = position - 1; from >= 0 && from >= position - ORDER; from--) {
      const before = text.charCodeAt(from);
      context = context.longer?.get(before);
      if (context === undefined) {
        return;
      }
      context.refine(share, byte);
      if (!isOfWord(before)) {
        return;
      }
    }
  }

  #count(key: KeyBytes, at: number): void {
    const byte = key.charCodeAt(at);
    let context = this.#any;
    context.count(byte);
    for (let from = at - 1; from >= 0 && from >= at - ORDER && context.isEnough; from--) {
      const before = key.charCodeAt(from);
      let longer = context.longer?.get(before);
      if (longer === undefined) {
        if (this.#contexts >= MOST_CONTEXTS) {
          return;
        }
        longer = new Context();
        this.#contexts++;
        (context.longer ??= new Map()).set(before, longer);
      }
      longer.count(byte);
      if (!isOfWord(before)) {
        return;
      }
      context = longer;
    }
  }
}

const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const isLower = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;

function isOfWord(byte: number): boolean {
  return isLower(byte) || isDigit(byte) || isUpper(byte) || byte >= 0x80;
}

/** How likely a byte is where nothing was seen, in relation to others. */
function weightOf(byte: number): number {
  if (isDigit(byte) || isLower(byte)) {
    return 1;
  }
  return isUpper(byte) ? 0.3 : byte >= 0x80 ? 0.002 : byte >= 0x20 ? 0.05 : 1e-9;
}

const WEIGHTS = Array.from({ length: VALUES }, (_, byte) => weightOf(byte));
const WEIGHT = WEIGHTS.reduce((sum, each) => sum + each, 0);
const SHARES = WEIGHTS.map((each) => each / WEIGHT);
const SHARES_BEFORE = SHARES.map((_, byte) => SHARES.slice(0, byte).reduce((sum, each) => sum + each, 0));
