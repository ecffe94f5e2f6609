import type { Said } from '../../presentation/words/phrase';
import { SaidError } from '../../presentation/words/said-error';
import { CommandError, unexpected, type CommandErrorType } from '../command-error';

/** What holds up a command about many runs. Anything else is a problem of one of them: its run may be anybody's, and answer anything. */
const OF_ALL_RUNS: readonly CommandErrorType[] = [
  'TemporalUnreachable',
  'TemporalBusy',
  'NoWorker',
  'NoAnswer',
  'SigningFailed',
  'Interrupted',
];

/**
 * What is said of an error that concerns one run of many.
 *
 * @throws the error itself if it concerns all of them
 */
export function problemOfRun(error: unknown): Said {
  if (error instanceof CommandError && OF_ALL_RUNS.includes(error.type)) {
    throw error;
  }
  return error instanceof SaidError ? error.said : unexpected(error);
}
