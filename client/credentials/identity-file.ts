import { phrase } from '../../presentation/words/words';
import { open } from 'node:fs/promises';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { writePrivateFile } from '../private-file';

const OTHERS = 0o077;

/**
 * Reads the age identities of a file as age and age-keygen write it: one `AGE-SECRET-KEY-…` a line, comments after `#`.
 *
 * @param file a path, or `-` for standard input
 * @throws CommandError `FileRefused` if others can read the file, or if it holds no identity; never quotes it
 */
export async function readIdentities(
  file: string,
  readStdin: CommandContext['readStdin'],
): Promise<string[]> {
  const text = file === '-' ? await readStdin() : await readPrivateFile(file);
  const identities = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const about = { file: file === '-' ? null : file };
  if (identities.length === 0) {
    throw new CommandError('FileRefused', phrase('command.noIdentity', about));
  }
  if (!identities.every((line) => line.startsWith('AGE-SECRET-KEY-'))) {
    throw new CommandError('FileRefused', phrase('command.notAllIdentities', about));
  }
  return identities;
}

/** Creates an age identity and writes it to a new file of mode 0600. Returns the recipient to seal to. */
export async function makeIdentity(file: string): Promise<string> {
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  const head = `# created: ${new Date().toISOString()}\n# public key: ${recipient}\n`;
  await writePrivateFile(file, `${head}${identity}\n`);
  return recipient;
}

async function readPrivateFile(path: string): Promise<string> {
  let file;
  try {
    file = await open(path, 'r');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CommandError('FileRefused', phrase('command.identityUnreadable', { file: path, code }));
  }
  try {
    // Asked of the open file, so that it is the one that is read.
    const is = await file.stat();
    if (is.isDirectory()) {
      throw new CommandError(
        'FileRefused',
        phrase('command.identityUnreadable', { file: path, code: 'EISDIR' }),
      );
    }
    if (process.platform !== 'win32' && (is.mode & OTHERS) !== 0) {
      throw new CommandError('FileRefused', phrase('command.identityNotPrivate', { file: path }));
    }
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
