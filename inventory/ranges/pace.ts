/** What is left of the accepted rate once more than that was refused. */
const CUT_TO = 0.93;
const MIN_PER_SECOND = 1;
/** At least so many, while no whole second tells what the store takes, as when a slice begins on a busy one. */
const UNKNOWN_PER_SECOND = 10;
const SECOND_MS = 1000;
/** Accepted requests are counted by the eighth of a second. */
const BUCKETS = 8;
/** Of those, the last ones. */
const LATELY = BUCKETS / 4;
/** Growth a second: up to nine tenths of the rate that the store took before, from there to that rate, and beyond it. */
const [FAST, NEAR, SLOW] = [6, 0.9, 0.02];
const [BEYOND, BEYOND_EACH_SECOND, MAX_BEYOND] = [0.1, 4, 3];
/** How far the rate comes back at once when the store takes requests again. */
const RETURN_TO = 1 / 2;

/**
 * How fast to ask. At first nothing but the number of connections limits it. Once the store says that it is too much,
 * requests are sent at an even rate: a little under what it took in the last second, then slowly more (additive increase,
 * multiplicative decrease). If it refuses that too, the rate is halved until the store takes something again, and then
 * comes back fast. Where nothing is refused beyond the rate that the store took before, it has recovered, and the rate
 * grows faster and faster.
 */
export class Pace {
  #rate = Infinity;
  /** What the store took when it refused more; Infinity while nobody knows. */
  #taken = Infinity;
  /** The rate before it was halved. */
  #before = Infinity;
  #cutAt = -Infinity;
  /** Whether no request that was sent since the last cut has been accepted. */
  #isUnproven = false;
  #grownAt: number;
  /** Since when the rate is beyond what the store took. */
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

  /** A request was answered with something else than a refusal. @param sentAt when it was sent, as `now` says */
  accepted(sentAt: number): void {
    this.#turn();
    this.#accepted[this.#bucket % BUCKETS] = (this.#accepted[this.#bucket % BUCKETS] ?? 0) + 1;
    if (!this.#isUnproven || sentAt < this.#cutAt) {
      return;
    }
    this.#isUnproven = false;
    this.#grownAt = this.now();
    if (this.#rate < this.#before * RETURN_TO) {
      this.#set(this.#before * RETURN_TO);
    }
  }

  /** The store asked to slow down. @param sentAt when the refused request was sent, as `now` says */
  refused(sentAt: number): void {
    this.#grow();
    if (sentAt < this.#cutAt) {
      // It says nothing of the rate since.
      return;
    }
    this.#cutAt = this.now();
    if (this.#isUnproven) {
      this.#set(this.rate / 2);
      return;
    }
    this.#isUnproven = true;
    this.#beyondSince = 0;
    const inSecond = this.#acceptedIn(BUCKETS);
    const isKnown = inSecond > 0 && this.now() - this.#startedAt >= SECOND_MS;
    this.#taken = isKnown ? this.#takenNow(inSecond) : Infinity;
    this.#before = Math.min(this.rate, isKnown ? inSecond : Math.max(inSecond, UNKNOWN_PER_SECOND));
    this.#set(this.#before * CUT_TO);
  }

  /** What the store takes a second, now that it refuses more. @param inSecond that it accepted in the last one */
  #takenNow(inSecond: number): number {
    // While the rate grows fast, a whole second holds less than the store takes.
    return this.#rate < NEAR * this.#taken
      ? Math.max(inSecond, (this.#acceptedIn(LATELY) * BUCKETS) / LATELY)
      : inSecond / CUT_TO;
  }

  #set(rate: number): void {
    const now = this.now();
    this.#rate = Math.max(MIN_PER_SECOND, rate);
    this.#grownAt = now;
    this.#nextAt = now + 1000 / this.#rate;
  }

  #grow(): void {
    const now = this.now();
    const seconds = (now - this.#grownAt) / 1000;
    if (this.#rate === Infinity || this.#isUnproven || seconds < 0.05) {
      return;
    }
    this.#grownAt = now;
    this.#rate *= (1 + this.#growthPerSecond(now)) ** Math.min(seconds, 1);
    if (this.#rate > 4 * this.#acceptedIn(BUCKETS) && this.#rate > 100 && now - this.#cutAt > 4 * SECOND_MS) {
      // The connections are what limits it: the rate means nothing any more.
      this.#rate = Infinity;
    }
  }

  #growthPerSecond(now: number): number {
    if (this.#rate < NEAR * this.#taken) {
      return FAST;
    }
    if (this.#rate < this.#taken) {
      return SLOW;
    }
    this.#beyondSince ||= now;
    return Math.min(MAX_BEYOND, BEYOND * BEYOND_EACH_SECOND ** ((now - this.#beyondSince) / SECOND_MS));
  }

  /** Requests that were accepted in the last so many buckets. */
  #acceptedIn(buckets: number): number {
    this.#turn();
    let sum = 0;
    for (let back = 0; back < buckets; back++) {
      sum += this.#accepted[(((this.#bucket - back) % BUCKETS) + BUCKETS) % BUCKETS] ?? 0;
    }
    return sum;
  }

  /** Empties the buckets whose time has come round again. */
  #turn(): void {
    const bucket = Math.floor((this.now() * BUCKETS) / SECOND_MS);
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
