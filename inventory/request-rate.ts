/** Slow-downs that arrive together are one: the requests were under way together. */
const ONE_SLOW_DOWN_MS = 500;

/**
 * How many requests may be in flight: one more after a round of answers, half as many after a slow-down, so that the
 * rate settles just under what the store allows.
 */
export class RequestRate {
  #limit: number;
  #answers = 0;
  #slowedAt = -Infinity;

  constructor(readonly most: number) {
    this.#limit = Math.max(1, most);
  }

  get limit(): number {
    return Math.floor(this.#limit);
  }

  answered(): void {
    this.#answers += 1;
    if (this.#answers >= this.#limit) {
      this.#answers = 0;
      this.#limit = Math.min(this.most, this.#limit + 1);
    }
  }

  /** @param now milliseconds of any steady clock */
  slowedDown(now: number): void {
    if (now - this.#slowedAt >= ONE_SLOW_DOWN_MS) {
      this.#slowedAt = now;
      this.#answers = 0;
      this.#limit = Math.max(1, this.#limit / 2);
    }
  }
}
