import { describeError, PrepError } from '../../contracts/prep-error';
import { CommandError } from '../command-error';

/** Runs a command's work; where it fails, the remedy is a command's, not a run's that waits for `retry`. */
export async function inCommandWords<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) {
      throw new CommandError('Interrupted', 'Interrupted.');
    }
    if (error instanceof PrepError) {
      throw new CommandError(error.type, describeError(error.type, error.context, 'en', 'command'));
    }
    throw error;
  }
}
