const ASCII = 128;
/** What is left for letters that could stand here but were not seen: names are few, and probes look for them. */
const UNSEEN_LETTER = 0.01;

const isDigit = (symbol: number): boolean => symbol >= 0x30 && symbol <= 0x39;
const isHexLetter = (symbol: number): boolean => (symbol | 0x20) >= 0x61 && (symbol | 0x20) <= 0x66;
const isLetter = (symbol: number): boolean => (symbol | 0x20) >= 0x61 && (symbol | 0x20) <= 0x7a;

/**
 * Which characters were seen at one position of the keys, as a share of the keyspace for each.
 *
 * Every seen character gets the same share, since listing in order tells little of how often each occurs. Digits that
 * were not seen get a share that shrinks with every page that still does not show them.
 */
export class SymbolWeights {
  readonly #seen = new Set<number>();
  #pages = 0;
  /** Other than ASCII: their bounds, between which any may stand. */
  #lowest = 0x110000;
  #highest = 0;
  #wide = new Set<number>();
  /** Shares of the characters below each ASCII one; recomputed when something new is seen or enough pages passed. */
  readonly #below = new Float64Array(ASCII + 1);
  #computedAt = -1;

  see(symbol: number): void {
    if (symbol < ASCII) {
      if (!this.#seen.has(symbol)) {
        this.#seen.add(symbol);
        this.#computedAt = -1;
      }
      return;
    }
    if (this.#wide.size < 64) {
      this.#wide.add(symbol);
    }
    this.#lowest = Math.min(this.#lowest, symbol);
    this.#highest = Math.max(this.#highest, symbol);
  }

  endPage(): void {
    this.#pages++;
  }

  /** Share of the keyspace below a character, and of the character itself, both of 1. */
  shareOf(symbol: number): { below: number; own: number } {
    const below = this.#table();
    const ascii = below[ASCII] as number;
    const total = ascii + this.#wide.size || 1;
    if (symbol < ASCII) {
      const from = below[Math.max(0, symbol)] as number;
      const to = symbol < 0 ? from : (below[symbol + 1] as number);
      return { below: from / total, own: (to - from) / total };
    }
    const span = this.#highest - this.#lowest + 1;
    const offset = Math.min(Math.max(symbol - this.#lowest, 0), span) / span;
    const own = symbol < this.#lowest || symbol > this.#highest ? 0 : 1 / span;
    return { below: (ascii + this.#wide.size * offset) / total, own: (this.#wide.size * own) / total };
  }

  /** The character in whose share a point of 0 to 1 lies. */
  symbolAt(share: number): number {
    const below = this.#table();
    const ascii = below[ASCII] as number;
    const target = share * (ascii + this.#wide.size || 1);
    if (target >= ascii && this.#wide.size > 0) {
      const span = this.#highest - this.#lowest + 1;
      return Math.min(this.#highest, this.#lowest + Math.floor(((target - ascii) / this.#wide.size) * span));
    }
    for (let symbol = 0; symbol < ASCII; symbol++) {
      if ((below[symbol + 1] as number) > target) {
        return symbol;
      }
    }
    return this.#seen.size === 0 ? 0x30 : Math.max(...this.#seen);
  }

  #table(): Float64Array {
    if (this.#computedAt === -1 || this.#pages >= this.#computedAt * 2) {
      this.#compute();
      this.#computedAt = Math.max(1, this.#pages);
    }
    return this.#below;
  }

  #compute(): void {
    const seen = [...this.#seen];
    const digits = seen.some(isDigit);
    const hexLetters = seen.filter((symbol) => isLetter(symbol) && isHexLetter(symbol));
    const onlyHex = hexLetters.length > 0 && digits && seen.every((symbol) => !isLetter(symbol) || isHexLetter(symbol));
    const unseenDigit = 1 / (1 + this.#pages / 12);
    const lower = seen.some((symbol) => symbol >= 0x61 && symbol <= 0x7a);
    const upper = seen.some((symbol) => symbol >= 0x41 && symbol <= 0x5a);
    const unseen = (symbol: number): number => {
      if (isDigit(symbol)) {
        return digits ? (onlyHex ? 1 : unseenDigit) : 0;
      }
      if (!isLetter(symbol) || !(symbol >= 0x61 ? lower : upper)) {
        return 0;
      }
      return onlyHex && isHexLetter(symbol) ? 1 : onlyHex ? 0 : UNSEEN_LETTER;
    };
    let sum = 0;
    for (let symbol = 0; symbol < ASCII; symbol++) {
      this.#below[symbol] = sum;
      sum += this.#seen.has(symbol) ? 1 : unseen(symbol);
    }
    this.#below[ASCII] = sum;
  }
}
