import { readFile } from 'node:fs/promises';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';

/**
 * The text of a file that a user names.
 *
 * @param read how to get it, if it is no file
 * @throws CommandError `FileRefused`
 */
export async function readText(file: string, read = () => readFile(file, 'utf8')): Promise<string> {
  return read().catch((error: NodeJS.ErrnoException) => {
    throw new CommandError('FileRefused', phrase('estimate.unreadable', { file, code: error.code ?? '' }));
  });
}
