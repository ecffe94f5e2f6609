import { isAscii } from '../pages/code-points';
import type { KeyBytes } from '../pages/key-bytes';
import { isDigit } from './alphabet';
import { ANYWHERE, Contexts, type Share } from './contexts';
import { commonLength } from './key-paths';

/** So many bytes before a position count for what comes there. */
const ORDER = 4;
/** Of a page, so many keys are learnt from, and so many bytes of each behind what all of them share. */
const [KEYS, BYTES] = [16, 16];
const VALUES = 256;

/**
 * Which bytes follow which in keys, in whatever folder: words come again and again. Contexts end at a separator, so
 * that what is known of a word counts wherever it begins.
 *
 * What lies behind the common part of a page is learnt. Which keys a page begins with is where the range was cut, so
 * that of the common part only bytes of other scripts count, and that they come at all.
 */
export class KeyModel {
  readonly #contexts = new Contexts();

  /** @param keys of a page, ascending */
  learn(keys: readonly KeyBytes[]): void {
    const [first, last] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) {
      return;
    }
    const begin = commonLength(first, last);
    const count = Math.min(KEYS, keys.length);
    for (let at = Math.max(0, begin - BYTES); at < begin; at++) {
      if (!isAscii(first.charCodeAt(at))) {
        this.#count(first, at, true);
      }
    }
    for (let each = 0; each < count; each++) {
      const key = keys[Math.floor((each * keys.length) / count)] as KeyBytes;
      const end = Math.min(key.length, begin + BYTES);
      for (let at = begin; at < end; at++) {
        this.#count(key, at, false);
      }
    }
  }

  /** The share of a byte at a position of a text, by those before it. */
  shareOf(byte: number, text: KeyBytes, position: number, share: Share): void {
    share.before = SHARES_BEFORE[byte] as number;
    share.of = SHARES[byte] as number;
    const contexts = this.#contexts;
    let context = ANYWHERE;
    contexts.refine(context, share, byte);
    for (let from = position - 1; from >= 0 && from >= position - ORDER; from--) {
      const before = text.charCodeAt(from);
      context = contexts.longer(context, before);
      if (context === -1) {
        return;
      }
      contexts.refine(context, share, byte);
      if (IS_OF_WORD[before] === 0) {
        return;
      }
    }
  }

  /** Counts a byte behind those before it. @param isCommon whether only that it comes at all is to count */
  #count(key: KeyBytes, at: number, isCommon: boolean): void {
    const contexts = this.#contexts;
    const byte = key.charCodeAt(at);
    let context = ANYWHERE;
    this.#countIn(context, byte, isCommon);
    for (
      let from = at - 1;
      from >= 0 && from >= at - ORDER && (isCommon || contexts.isEnough(context));
      from--
    ) {
      const before = key.charCodeAt(from);
      context = isCommon ? contexts.longer(context, before) : contexts.longerOrNew(context, before);
      if (context === -1) {
        return;
      }
      this.#countIn(context, byte, isCommon);
      if (IS_OF_WORD[before] === 0) {
        return;
      }
    }
  }

  #countIn(context: number, byte: number, isCommon: boolean): void {
    if (!isCommon || !this.#contexts.has(context, byte)) {
      this.#contexts.count(context, byte);
    }
  }
}

const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const isLower = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;

/** By byte, whether it is of a word rather than between two. */
const IS_OF_WORD = Uint8Array.from({ length: VALUES }, (_, byte) => Number(isOfWord(byte)));

function isOfWord(byte: number): boolean {
  return isLower(byte) || isDigit(byte) || isUpper(byte) || !isAscii(byte);
}

/** How likely a byte is where nothing was seen, in relation to others. */
function weightOf(byte: number): number {
  if (isDigit(byte) || isLower(byte)) {
    return 1;
  }
  return isUpper(byte) ? 0.3 : !isAscii(byte) ? 0.002 : byte >= 0x20 ? 0.05 : 1e-9;
}

const WEIGHTS = Array.from({ length: VALUES }, (_, byte) => weightOf(byte));
const WEIGHT = WEIGHTS.reduce((sum, each) => sum + each, 0);
const SHARES = Float64Array.from(WEIGHTS, (each) => each / WEIGHT);
const SHARES_BEFORE = SHARES.map((_, byte) => SHARES.subarray(0, byte).reduce((sum, each) => sum + each, 0));
