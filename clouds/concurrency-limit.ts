/** Limits what is done at the same time. The first to come is the first to go, so that small work and large take turns. */
export class ConcurrencyLimit {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** @param most works at the same time */
  constructor(most: number) {
    this.#free = most;
  }

  /**
   * Does the work when its turn comes.
   *
   * @throws the reason of the signal if that comes first
   */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> | undefined {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const give = () => {
        this.#waiting.delete(give);
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        this.#waiting.delete(give);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.add(give);
    });
  }

  /** Whoever waits longest takes the place of who leaves. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
    } else {
      next();
    }
  }
}
