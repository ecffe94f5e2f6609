import type { CommandError } from '../command-error';
import { mayPass } from './unanswered';

/** Following a run outlasts a worker or a server that restarts, but not one that stays away. */
const GIVE_UP_AFTER_MS = 300_000;

/** How long a command that follows a run bears that nothing answers: five minutes. */
export class Patience {
  readonly #maxMisses: number;
  #misses = 0;
  /** When the first of them was. */
  #since = 0;

  /** @param askEveryMs how often it asks */
  constructor(askEveryMs: number) {
    this.#maxMisses = GIVE_UP_AFTER_MS / askEveryMs;
  }

  /** Whether the last answer was the first to fail. */
  get isNew(): boolean {
    return this.#misses === 1;
  }

  answered(): void {
    this.#misses = 0;
  }

  /** Trouble that may pass; rethrows what will not, or has lasted too long. */
  bear(error: unknown): CommandError {
    const now = performance.now();
    this.#misses += 1;
    this.#since = this.#misses === 1 ? now : this.#since;
    // A question that nobody answers may itself take long.
    const isOver = this.#misses > this.#maxMisses || now - this.#since >= GIVE_UP_AFTER_MS;
    if (!mayPass(error) || isOver) {
      throw error;
    }
    return error;
  }
}
