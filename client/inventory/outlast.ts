import { setTimeout as delay } from 'node:timers/promises';
import { PrepError } from '../../contracts/prep-error';
import { asksToSlowDown } from '../../inventory/pages/listed-bucket';
import type { ComparedBucket } from '../../inventory/verification/side';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** What is shorter passes without a word. */
const TELL_AFTER_MS = 3000;
const [FIRST_PAUSE_MS, MAX_PAUSE_MS] = [500, 5000];

/**
 * Waits for a store that has answered before and no longer does, for example behind a flaky link: its requests are sent again
 * until it answers. All requests to the store share the wait. A store that has never answered is not waited for: its address
 * may be wrong.
 */
export class Outlast {
  #hasAnswered = false;
  /** The first of the failures that no answer has followed. */
  #since: number | null = null;
  #isTold = false;

  /**
   * @param patienceMs after which a failure counts
   * @param tell says once in each outage what is waited for
   */
  constructor(
    private readonly patienceMs: number,
    private readonly tell: (said: Said) => void,
  ) {}

  /** The store has answered, whoever asked. */
  answered(): void {
    this.#hasAnswered = true;
    this.#since = null;
    this.#isTold = false;
  }

  /** The bucket with requests that wait. */
  over<Bucket extends ComparedBucket>(bucket: Bucket): Bucket {
    return {
      ...bucket,
      fetchPage: async (request, signal) => {
        const { answer, failed } = await this.#ask(() => bucket.fetchPage(request, signal), signal);
        return failed === 0 ? answer : { ...answer, requests: answer.requests + failed };
      },
      checksums: async (key, signal) => (await this.#ask(() => bucket.checksums(key, signal), signal)).answer,
    };
  }

  async #ask<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<{ answer: T; failed: number }> {
    let failingSince: number | null = null;
    for (let failed = 0; ; failed++) {
      try {
        const answer = await ask();
        this.answered();
        return { answer, failed };
      } catch (error) {
        const now = performance.now();
        failingSince ??= now;
        if (!this.#isBorne(error, now, failingSince)) {
          throw error;
        }
      }
      const pause = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failed) * (0.5 + Math.random() / 2);
      await delay(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  /** @param failingSince of this request: if it alone fails, it is given up after the same time */
  #isBorne(error: unknown, now: number, failingSince: number): boolean {
    if (!this.#hasAnswered || !(isAway(error) || (this.#since !== null && asksToSlowDown(error)))) {
      return false;
    }
    this.#since ??= now;
    if (now - Math.min(this.#since, failingSince) >= this.patienceMs) {
      return false;
    }
    const lasted = now - this.#since;
    if (lasted >= TELL_AFTER_MS && !this.#isTold) {
      this.#isTold = true;
      const since = new Date(Date.now() - lasted).toISOString();
      const { resource } = error.context;
      this.tell(phrase('command.waitsForStore', { resource, since, patienceMs: this.patienceMs }));
    }
    return true;
  }
}

/** No answer, or one that says that the store itself fails. What a store refuses is not away. */
function isAway(error: unknown): error is PrepError {
  return error instanceof PrepError && (error.type === 'Ks3Unavailable' || error.type === 'OssUnavailable');
}
