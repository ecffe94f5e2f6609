/** A number of events at once, and so many more each second after them. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** More names share one counter, so that memory stays bounded. */
const MAX_NAMES = 1000;

/** Counts events by name, and detects which are too many. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param now milliseconds of a clock that is never set back: nobody would be admitted until it has caught up */
  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Counts an event. False: it is one too many. */
  allows(name: string): boolean {
    const { burst, perSecond } = this.#rate;
    const now = this.#now();
    const bucket = this.#buckets.get(name) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    const allowed = left >= 1;
    // Inserted again, so that the map is ordered by the last event.
    this.#buckets.delete(name);
    this.#buckets.set(name, { left: allowed ? left - 1 : left, at: now });
    if (this.#buckets.size > MAX_NAMES) {
      this.#buckets.delete(this.#buckets.keys().next().value ?? '');
    }
    return allowed;
  }
}
