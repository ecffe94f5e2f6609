import { errorTable } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import { CommandError } from '../command-error';
import { doctorRemedy } from '../doctor/doctor-remedy';

/** Runs a command's work; where it fails, the remedy is a command's, not a run's that waits for `retry`. */
export async function inCommandWords<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) {
      throw new CommandError('Interrupted', 'Interrupted.');
    }
    if (error instanceof PrepError) {
      const remedy = doctorRemedy(error.type);
      throw new CommandError(
        error.type,
        error.message.replace(errorTable[error.type].remedy, () => remedy),
      );
    }
    throw error;
  }
}
