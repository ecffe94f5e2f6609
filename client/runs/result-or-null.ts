import { CommandError } from '../command-error';
import { RunFailedError } from './preparations';

/** What comes of a result; null where the run is gone or has failed, or where no worker gave its result. */
export async function resultOrNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (
      error instanceof RunFailedError ||
      (error instanceof CommandError && ['NotFound', 'ResultNotAuthentic'].includes(error.type))
    ) {
      return null;
    }
    throw error;
  }
}
