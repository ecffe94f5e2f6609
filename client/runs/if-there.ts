import { CommandError } from '../command-error';

/** What is asked of a run, or something else if the server has no such run. Throws what else goes wrong. */
export async function ifThere<T, Otherwise>(asked: Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CommandError && error.type === 'NotFound') {
      return otherwise;
    }
    throw error;
  }
}
