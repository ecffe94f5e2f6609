const ASCII = 128;
const PRINTABLE_CLASSES = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x61, 0x7a],
] as const;

/** Share of what was not seen at a position where all keys had the same: keys may go on there, at few such positions. */
const CONSTANT = { digit: 0.03, letter: 0.002, wide: 0.1 } as const;
/** Weight of a character that was not seen where others of its class were, against 1 for one that was. */
const VARIED = { digit: 1, letter: 0.15, wide: 0.5 } as const;
/** Pages after which what was still not seen counts half. */
const HALF_LIFE = 24;
/** So much more a page says in which the characters began anew: the highest one was just before. */
const WRAP_WEIGHT = 40;

const isHexLetter = (symbol: number): boolean => (symbol | 0x20) >= 0x61 && (symbol | 0x20) <= 0x66;

/**
 * Which characters were seen at one position of the keys, as a share of the keyspace for each.
 *
 * Every seen character gets the same share, since listing in order tells little of how often each occurs. Characters
 * of the same class that were not seen get a share that shrinks with every page that still does not show them.
 */
export class SymbolWeights {
  readonly #seen = new Set<number>();
  /** Pages that showed the position, those that say more counted more. */
  #pages = 0;
  /** Beyond ASCII: some of those seen, and their bounds, between which any may stand. */
  readonly #wide = new Set<number>();
  #lowest = 0x110000;
  #highest = 0;
  /** Weights of the characters below each ASCII one; recomputed when something new is seen or many pages passed. */
  readonly #below = new Float64Array(ASCII + 1);
  /** The same for what lies beyond ASCII: before the lowest, between the bounds, and behind the highest. */
  #wideParts: { readonly from: number; readonly to: number; readonly weight: number }[] = [];
  #total = 1;
  #computedAt = -1;

  see(symbol: number): void {
    if (symbol < ASCII) {
      if (!this.#seen.has(symbol)) {
        this.#seen.add(symbol);
        this.#computedAt = -1;
      }
      return;
    }
    if (symbol < this.#lowest || symbol > this.#highest) {
      this.#lowest = Math.min(this.#lowest, symbol);
      this.#highest = Math.max(this.#highest, symbol);
      this.#computedAt = -1;
    }
    if (this.#wide.size < 64) {
      this.#wide.add(symbol);
    }
  }

  /** @param wrapped whether the characters at this position began anew within the page */
  endPage(wrapped: boolean): void {
    this.#pages += wrapped ? WRAP_WEIGHT : 1;
  }

  /** Whether all keys have the same character here. */
  get isConstant(): boolean {
    return this.#seen.size + this.#wide.size === 1;
  }

  /** Share of the keyspace below a character, and of the character itself, both of 1. */
  shareOf(symbol: number): { below: number; own: number } {
    this.#refresh();
    if (symbol < ASCII) {
      const from = this.#below[Math.max(0, symbol)] as number;
      const to = symbol < 0 ? from : (this.#below[symbol + 1] as number);
      return { below: from / this.#total, own: (to - from) / this.#total };
    }
    let below = this.#below[ASCII] as number;
    for (const { from, to, weight } of this.#wideParts) {
      if (symbol < from) {
        break;
      }
      if (symbol < to) {
        const each = weight / (to - from);
        return { below: (below + each * (symbol - from)) / this.#total, own: each / this.#total };
      }
      below += weight;
    }
    return { below: below / this.#total, own: 0 };
  }

  /** The character in whose share a point of 0 to 1 lies. */
  symbolAt(share: number): number {
    this.#refresh();
    let target = share * this.#total;
    if (target < (this.#below[ASCII] as number)) {
      let symbol = 0;
      while (symbol < ASCII - 1 && (this.#below[symbol + 1] as number) <= target) {
        symbol++;
      }
      return symbol;
    }
    target -= this.#below[ASCII] as number;
    let last = 0x30;
    for (const { from, to, weight } of this.#wideParts) {
      if (target < weight) {
        return from + Math.min(to - from - 1, Math.floor((target / weight) * (to - from)));
      }
      target -= weight;
      last = to - 1;
    }
    return last;
  }

  #refresh(): void {
    if (this.#computedAt === -1 || this.#pages >= this.#computedAt * 1.5) {
      this.#compute();
      this.#computedAt = Math.max(4, this.#pages);
    }
  }

  #compute(): void {
    const fading = 1 / (1 + this.#pages / HALF_LIFE);
    const constant = this.#seen.size + this.#wide.size < 2;
    const unseen = this.#unseenWeights(constant, fading);
    let sum = 0;
    for (let symbol = 0; symbol < ASCII; symbol++) {
      this.#below[symbol] = sum;
      sum += this.#seen.has(symbol) ? 1 : (unseen.get(symbol) ?? 0);
    }
    this.#below[ASCII] = sum;
    this.#wideParts = this.#wide.size === 0 ? [] : this.#wideRanges(constant, fading);
    this.#total = this.#wideParts.reduce((all, { weight }) => all + weight, sum) || 1;
  }

  #unseenWeights(constant: boolean, fading: number): Map<number, number> {
    const weights = new Map<number, number>();
    const seen = [...this.#seen];
    const letters = seen.filter((symbol) => symbol >= 0x41 && symbol !== 0x5f);
    const digits = seen.some((symbol) => symbol >= 0x30 && symbol <= 0x39);
    const onlyHex = digits && letters.length > 0 && letters.every(isHexLetter);
    for (const [first, last] of PRINTABLE_CLASSES) {
      const inClass = seen.filter((symbol) => symbol >= first && symbol <= last).length;
      if (inClass === 0) {
        continue;
      }
      const kind = first === 0x30 ? 'digit' : 'letter';
      const candidates: number[] = [];
      for (let symbol = first as number; symbol <= last; symbol++) {
        if (!this.#seen.has(symbol) && (kind === 'digit' || !onlyHex || isHexLetter(symbol))) {
          candidates.push(symbol);
        }
      }
      const each = constant ? CONSTANT[kind] / candidates.length : onlyHex ? 1 : VARIED[kind];
      for (const symbol of candidates) {
        weights.set(symbol, each * (onlyHex ? 1 : fading));
      }
    }
    return weights;
  }

  #wideRanges(constant: boolean, fading: number): { from: number; to: number; weight: number }[] {
    const [first, last] = blockOf(this.#lowest, this.#highest);
    const beyond = (constant ? CONSTANT.wide : VARIED.wide * this.#wide.size) * fading;
    return [
      { from: first, to: this.#lowest, weight: first < this.#lowest ? beyond / 2 : 0 },
      { from: this.#lowest, to: this.#highest + 1, weight: this.#wide.size },
      { from: this.#highest + 1, to: last + 1, weight: this.#highest < last ? beyond : 0 },
    ];
  }
}

/** The block of characters that texts with these bounds are written in, roughly. */
function blockOf(lowest: number, highest: number): readonly [number, number] {
  const blocks = [
    [0x4e00, 0x9fff],
    [0xac00, 0xd7a3],
  ] as const;
  const block = blocks.find(([from, to]) => lowest >= from && highest <= to);
  return block ?? [Math.max(ASCII, lowest & ~0x7f), highest | 0x7f];
}
