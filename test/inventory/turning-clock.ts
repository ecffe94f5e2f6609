import type { Clock } from '../../inventory/clock';

/** Time that advances only when the test or a pause advances it; nothing really waits. */
export class TurningClock implements Clock {
  #now = 0;

  now(): number {
    return this.#now;
  }

  /** Time passes. */
  turn(ms: number): void {
    this.#now += ms;
  }

  later(ms: number, call: () => void): () => void {
    const due = this.#now + ms;
    const immediate = setImmediate(() => {
      this.#now = Math.max(this.#now, due);
      call();
    });
    return () => clearImmediate(immediate);
  }
}
