/** Limits concurrent tasks: some run, others wait for their turn, and more are refused. */
export class Slots {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** Whether there is no place even to wait. */
  get full(): boolean {
    return this.#waiting.length >= this.#mostWaiting;
  }

  /** Does the work when it is its turn. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#most) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#taken++;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#taken--;
      } else {
        next();
      }
    }
  }
}
