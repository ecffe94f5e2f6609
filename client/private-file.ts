import { phrase } from '../presentation/words/words';
import { randomBytes } from 'node:crypto';
import { access, constants, lstat, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError } from './command-error';

const OWNER_ONLY = 0o600;

/**
 * Writes a file that only its owner can read (mode 0600); every command writes through it. The file is always new, so
 * nobody has it open already, no link is followed, and other hard links of an old file are not changed. A device such as
 * `/dev/stdout`, a pipe and a socket stay, whoever asks for it.
 *
 * @param replace replaces an existing file; false: that is an error, and `--force` would replace it; undefined: nothing does
 * @throws CommandError `FileRefused`
 */
export async function writePrivateFile(path: string, text: string, replace?: boolean): Promise<void> {
  try {
    await demandNoDevice(path);
    if (replace !== true) {
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
    throw refused(path, error, replace === false);
  }
}

/**
 * Creates a file that only its owner can read, for content that comes bit by bit. The caller closes it.
 *
 * @throws CommandError `FileRefused`, also if the file exists
 */
export async function createPrivateFile(path: string): Promise<FileHandle> {
  try {
    await demandNoDevice(path);
    return await open(path, 'wx', OWNER_ONLY);
  } catch (error) {
    throw refused(path, error);
  }
}

/**
 * Checks that a new file can be created, for commands that must know before they create its content.
 *
 * @throws CommandError `FileRefused`
 */
export async function demandNewFile(path: string): Promise<void> {
  try {
    await demandNoDevice(path);
    if ((await lstat(path).catch(absent)) !== null) {
      throw Object.assign(new Error(), { code: 'EEXIST' });
    }
  } catch (error) {
    throw refused(path, error);
  }
  await demandFolder(path);
}

/**
 * Checks that files can be created in the folder of a file.
 *
 * @throws CommandError `FileRefused`
 */
export async function demandFolder(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw refused(path, error);
  }
}

/** Also for a link to one: root could replace it, and every program that uses it would write into a file from then on. */
async function demandNoDevice(path: string): Promise<void> {
  const found = await stat(path).catch(absent);
  if (found !== null && !found.isFile() && !found.isDirectory()) {
    throw Object.assign(new Error(), { code: 'EFTYPE' });
  }
}

/** Null for the error that says there is no such file. Any other is thrown. */
export function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') {
    return null;
  }
  throw error;
}

/** Says why a file cannot be written. */
export function refused(path: string, error: unknown, replaceable = false): CommandError {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return new CommandError(
    'FileRefused',
    code === 'EEXIST'
      ? phrase('command.fileExists', { file: path, replaceable })
      : phrase('command.fileUnwritable', { file: path, code }),
  );
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    // A part would be taken for the whole, and be in the way of the next attempt.
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
