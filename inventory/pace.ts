/** A rate is cut at most this often: answers to requests that were sent before a cut say nothing of it. */
const CUT_EVERY_MS = 500;
/** What is left of the accepted rate after a cut. */
const CUT_TO = 0.93;
const MIN_PER_SECOND = 1;
const WINDOW_MS = 1000;
const BUCKETS = 8;

/**
 * How fast to ask. At first nothing but the number of connections limits it. Once the store says that it is too much,
 * requests are sent at an even rate: a little under what it accepted, then slowly more (additive increase,
 * multiplicative decrease). Where nothing is refused beyond the rate of the last refusal, the store has recovered, and
 * the rate grows faster and faster.
 */
export class Pace {
  #rate = Infinity;
  /** The rate that was refused last. */
  #refused = Infinity;
  #cutAt = -Infinity;
  #grownAt = 0;
  /** Since when the rate is beyond the refused one. */
  #beyondSince = 0;
  #nextAt = 0;
  readonly #accepted = new Int32Array(BUCKETS);
  #bucket = 0;
  readonly #startedAt: number;

  /** @param ceiling requests a second that are never passed; @param now milliseconds, monotonic */
  constructor(
    private readonly ceiling: number,
    private readonly now: () => number,
  ) {
    this.#startedAt = now();
    this.#grownAt = this.#startedAt;
  }

  /** Requests a second; Infinity if only the number of connections limits them. */
  get rate(): number {
    return Math.min(this.#rate, this.ceiling);
  }

  /** Milliseconds until the next request may be sent. */
  wait(): number {
    this.#grow();
    return this.rate === Infinity ? 0 : Math.max(0, this.#nextAt - this.now());
  }

  /** A request is sent. */
  sent(): void {
    if (this.rate === Infinity) {
      return;
    }
    const now = this.now();
    // A pause is not made up for by a burst, apart from what a late timer owes.
    this.#nextAt = Math.max(this.#nextAt, now - 20) + 1000 / this.rate;
  }

  /** A request was answered with something else than a refusal. */
  accepted(): void {
    this.#turn();
    this.#accepted[this.#bucket % BUCKETS] = (this.#accepted[this.#bucket % BUCKETS] ?? 0) + 1;
  }

  /** The store asked to slow down. */
  refused(): void {
    const now = this.now();
    this.#grow();
    if (now - this.#cutAt < CUT_EVERY_MS) {
      return;
    }
    this.#cutAt = now;
    this.#refused = Math.min(this.rate, this.#acceptedPerSecond() / CUT_TO);
    this.#rate = Math.max(MIN_PER_SECOND, Math.min(this.rate, this.#acceptedPerSecond()) * CUT_TO);
    this.#beyondSince = 0;
    this.#grownAt = now + CUT_EVERY_MS;
    this.#nextAt = Math.max(this.#nextAt, now + 1000 / this.#rate);
  }

  #grow(): void {
    const now = this.now();
    const seconds = (now - this.#grownAt) / 1000;
    if (this.#rate === Infinity || seconds < 0.05) {
      return;
    }
    this.#grownAt = now;
    this.#rate *= (1 + this.#growthPerSecond(now)) ** Math.min(seconds, 1);
    if (this.#rate > 4 * this.#acceptedPerSecond() && this.#rate > 100 && now - this.#cutAt > 4 * WINDOW_MS) {
      // The connections are what limits it: the rate means nothing any more.
      this.#rate = Infinity;
    }
  }

  #growthPerSecond(now: number): number {
    if (this.#rate < 0.9 * this.#refused) {
      return 0.5;
    }
    if (this.#rate < this.#refused) {
      return 0.02;
    }
    this.#beyondSince ||= now;
    return Math.min(1, 0.05 * 2 ** ((now - this.#beyondSince) / 1000));
  }

  #acceptedPerSecond(): number {
    this.#turn();
    let sum = 0;
    for (const count of this.#accepted) {
      sum += count;
    }
    const window = Math.min(WINDOW_MS, Math.max(WINDOW_MS / BUCKETS, this.now() - this.#startedAt));
    return (sum * 1000) / window;
  }

  /** Empties the buckets whose time has come round again. */
  #turn(): void {
    const bucket = Math.floor((this.now() * BUCKETS) / WINDOW_MS);
    if (bucket - this.#bucket >= BUCKETS) {
      this.#accepted.fill(0);
    } else {
      for (let passed = this.#bucket + 1; passed <= bucket; passed++) {
        this.#accepted[passed % BUCKETS] = 0;
      }
    }
    this.#bucket = bucket;
  }
}
