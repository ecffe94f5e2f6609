import type { Said, Say } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { scheduledBy } from './scheduled-by';
import { activitiesOf } from './step-activities';

/**
 * The firings of its Schedule that started nothing because this run was open. Looked up when the run begins and with
 * each reminder, beside the run: nothing waits for it, and no failure of it reaches the run.
 */
export class SkippedFirings {
  readonly #say: Say;
  readonly #changed: () => void;
  #before: number | null = null;
  #skipped = 0;

  /** @param changed is called when there is something new to show */
  constructor(say: Say, changed: () => void) {
    this.#say = say;
    this.#changed = changed;
  }

  /** That firings were skipped; empty if none were. */
  get said(): Said {
    return this.#skipped === 0
      ? ''
      : phrase('run.skippedFirings', { skipped: this.#skipped, scheduleId: scheduledBy() ?? '' });
  }

  look(): void {
    const scheduleId = scheduledBy();
    if (scheduleId !== null) {
      activitiesOf(this.#say(phrase('run.lookUpSkipped')))
        .skippedFirings(scheduleId)
        .then((counted) => this.#counted(counted))
        .catch(() => undefined);
    }
  }

  #counted(counted: number): void {
    this.#before ??= counted;
    const skipped = counted - this.#before;
    if (skipped !== this.#skipped) {
      this.#skipped = skipped;
      this.#changed();
    }
  }
}
