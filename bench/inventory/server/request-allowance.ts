/** So much of a second's requests may come at once. */
const BURST_SECONDS = 0.25;

/** Allows so many requests a second: a bucket of tokens that fills evenly. */
export class RequestAllowance {
  readonly #perMs: number;
  readonly #most: number;
  #left: number;
  #at = performance.now();

  constructor(perSecond: number) {
    this.#perMs = perSecond / 1000;
    this.#most = perSecond * BURST_SECONDS;
    this.#left = this.#most;
  }

  /** Whether one more request is allowed now. */
  take(now = performance.now()): boolean {
    if (this.#most === Infinity) {
      return true;
    }
    this.#left = Math.min(this.#most, this.#left + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#left < 1) {
      return false;
    }
    this.#left--;
    return true;
  }
}
