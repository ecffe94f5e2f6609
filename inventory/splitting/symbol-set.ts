/** Where a name has ended: before every symbol. */
export const ENDED = -1;

const WORD_BITS = 32;
const ASCII = 0x80;

/** Symbols of one position of names. Those of ASCII, nearly all, are bits. */
export class SymbolSet {
  readonly #words: [number, number, number, number] = [0, 0, 0, 0];
  readonly #others = new Set<number>();
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
    return this.#size + this.#others.size;
  }

  add(symbol: number): void {
    if (symbol < 0 || symbol >= ASCII) {
      this.#others.add(symbol);
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

  /** In no order. */
  values(): number[] {
    const symbols = [...this.#others];
    for (const [at, word] of this.#words.entries()) {
      for (let left = word; left !== 0; left &= left - 1) {
        symbols.push(at * WORD_BITS + (WORD_BITS - 1) - Math.clz32(left & -left));
      }
    }
    return symbols;
  }
}
