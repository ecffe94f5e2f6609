import { isAscii } from '../pages/code-points';

/** Where a name has ended: before every symbol. */
export const ENDED = -1;

const WORD_BITS = 32;

/** Symbols of one position of names. Those of ASCII, nearly all, are bits. */
export class SymbolSet {
  readonly #words: [number, number, number, number] = [0, 0, 0, 0];
  #others: Set<number> | null = null;
  #hasEnd = false;
  #size = 0;

  static of(...symbols: readonly number[]): SymbolSet {
    const set = new SymbolSet();
    for (const symbol of symbols) {
      set.add(symbol);
    }
    return set;
  }

  /** How many different ones. */
  get size(): number {
    return this.#size + (this.#others?.size ?? 0);
  }

  add(symbol: number): void {
    if (symbol === ENDED) {
      this.#size += this.#hasEnd ? 0 : 1;
      this.#hasEnd = true;
      return;
    }
    if (!isAscii(symbol)) {
      (this.#others ??= new Set()).add(symbol);
      return;
    }
    const at = symbol >>> 5;
    const bit = 1 << (symbol % WORD_BITS);
    const word = this.#words[at] as number;
    if ((word & bit) === 0) {
      this.#words[at] = word | bit;
      this.#size++;
    }
  }

  /** Whether any lies between two symbols of ASCII, which are of the same 32. */
  hasAny([low, high]: readonly [low: number, high: number]): boolean {
    return ((this.#words[low >>> 5] as number) & bitsBetween(low, high)) !== 0;
  }

  /** All, in no order. */
  values(): number[] {
    return this.valuesBeside([]);
  }

  /** Those outside of some stretches of ASCII, each within 32 symbols; in no order. */
  valuesBeside(stretches: readonly (readonly [low: number, high: number])[]): number[] {
    const symbols = this.#others === null ? [] : [...this.#others];
    if (this.#hasEnd) {
      symbols.push(ENDED);
    }
    for (let at = 0; at < this.#words.length; at++) {
      let left = this.#words[at] as number;
      for (const [low, high] of stretches) {
        left &= low >>> 5 === at ? ~bitsBetween(low, high) : ~0;
      }
      for (; left !== 0; left &= left - 1) {
        symbols.push(at * WORD_BITS + (WORD_BITS - 1) - Math.clz32(left & -left));
      }
    }
    return symbols;
  }
}

function bitsBetween(low: number, high: number): number {
  return ((1 << (high - low + 1)) - 1) << (low % WORD_BITS);
}
