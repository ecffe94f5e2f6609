/** Numbers that look random and are the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e37_79b1) >>> 0;
  }

  /** From 0 up to but not including 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` up to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** With a median of 1; the larger `sigma`, the wider. */
  lognormal(sigma: number): number {
    return Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next()));
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)] as T;
  }

  /** So many different numbers below a bound, ascending. */
  ascending(count: number, below: number): Float64Array {
    const numbers = Float64Array.from(
      { length: count },
      () => (this.next() + this.next() / 2 ** 32) * below,
    ).sort();
    return numbers;
  }

  /** Shares of a total that vary by `sigma`, each at least 1. */
  shares(parts: number, total: number, sigma: number): number[] {
    const weights = Array.from({ length: parts }, () => this.lognormal(sigma));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return weights.map((weight) => Math.max(1, Math.round((total * weight) / sum)));
  }
}
