import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { CommandError } from './command-error';

const OWNER_ONLY = 0o600;

/**
 * Writes a file that only its owner can read (mode 0600). It is made new, so that nobody has it open already and no
 * link is followed.
 *
 * @param replace puts the new file in the place of one that is there; otherwise that is an error
 * @throws CommandError `FileRefused`
 */
export async function writePrivateFile(path: string, text: string, replace = false): Promise<void> {
  try {
    if (!replace) {
      return await writeNew(path, text);
    }
    const beside = `${path}.${randomBytes(6).toString('hex')}`;
    try {
      await writeNew(beside, text);
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CommandError(
      'FileRefused',
      code === 'EEXIST'
        ? `${path} exists and is left as it is. Choose another file, or remove this one.`
        : `${path} cannot be written (${code}).`,
    );
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
