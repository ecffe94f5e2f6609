import type { Said } from '../../presentation/words/phrase';
import { CommandError, saidOf, type CommandErrorType } from '../command-error';

/** What holds up a command about many runs. Anything else is a problem of one of them: its run may be anybody's, and answer anything. */
const OF_ALL_RUNS: readonly CommandErrorType[] = [
  'TemporalUnreachable',
  'TemporalBusy',
  'NoWorker',
  'SigningFailed',
  'Interrupted',
];
/** So many runs, one after the other, that do not answer in time are no problem of one of them. */
const MAX_SILENT = 8;

/** Tells what keeps a command about many runs from one of them from what keeps it from all. */
export class ProblemsOfRuns {
  #silent = 0;

  /** A run answered. */
  answered(): void {
    this.#silent = 0;
  }

  /**
   * What is said of an error that concerns one run of many.
   *
   * @throws the error itself if it concerns all of them
   */
  of(error: unknown): Said {
    const type = error instanceof CommandError ? error.type : null;
    this.#silent = type === 'NoAnswer' ? this.#silent + 1 : 0;
    if ((type !== null && OF_ALL_RUNS.includes(type)) || this.#silent >= MAX_SILENT) {
      throw error;
    }
    return saidOf(error);
  }
}
