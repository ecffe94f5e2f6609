/** What a range may hold back before its turn has come. */
const MAX_HELD = 4096;

/**
 * Passes on what several ranges find at the same time in the order of the ranges. A range holds back so much at most;
 * then it waits for its turn, which comes, as the first range never waits.
 */
export class InOrder<T> {
  readonly #held = new Map<number, T[]>();
  readonly #waiting = new Map<number, () => void>();
  readonly #ended = new Set<number>();
  #turn = 0;

  constructor(private readonly pass: (found: T) => void) {}

  async add(range: number, found: T): Promise<void> {
    if (range !== this.#turn) {
      const held = this.#held.get(range) ?? [];
      this.#held.set(range, held);
      if (held.length < MAX_HELD) {
        held.push(found);
        return;
      }
      await new Promise<void>((resolve) => this.#waiting.set(range, resolve));
    }
    this.pass(found);
  }

  /** Nothing more comes of a range. */
  end(range: number): void {
    this.#ended.add(range);
    while (this.#ended.delete(this.#turn)) {
      this.#turn++;
      this.#held.get(this.#turn)?.forEach(this.pass);
      this.#held.delete(this.#turn);
      this.#waiting.get(this.#turn)?.();
      this.#waiting.delete(this.#turn);
    }
  }
}
