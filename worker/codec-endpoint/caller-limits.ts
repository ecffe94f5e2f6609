import { ConcurrencyLimit } from '../../clouds/concurrency-limit';

/** A limit for each caller, so that callers do not wait for each other. */
export class CallerLimits {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #busy = new Map<string, { readonly limit: ConcurrencyLimit; works: number }>();

  /** @param most works of one caller at the same time; `mostWaiting` more wait for their turn */
  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** Whether a caller has no place even to wait. */
  full(caller: string): boolean {
    return (this.#busy.get(caller)?.works ?? 0) >= this.#most + this.#mostWaiting;
  }

  /** Does the work when it is its caller's turn. */
  async run<T>(caller: string, work: () => Promise<T>): Promise<T> {
    const own = this.#busy.get(caller) ?? { limit: new ConcurrencyLimit(this.#most), works: 0 };
    this.#busy.set(caller, own);
    own.works++;
    try {
      return await own.limit.run(work);
    } finally {
      own.works--;
      // Names come from tokens that the Temporal server knows, of which there may be any number.
      if (own.works === 0) {
        this.#busy.delete(caller);
      }
    }
  }
}
