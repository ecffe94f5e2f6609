import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Requirements for a file, as permission bits that must not be set. */
export const ACCESS = {
  /** Only its owner can read or change it. */
  ownerOnly: 0o077,
  /** Anybody may read it, and only its owner can change it. */
  ownerWrites: 0o022,
} as const;

export type GuardedFile =
  | { readonly ok: true; readonly text: string; readonly isUtf8: boolean }
  /** `problem` continues a sentence that begins with the file. */
  | { readonly ok: false; readonly code: string | undefined; readonly problem: Phrase };

/**
 * Reads a file that decides what this process does: a regular one of this user or of root, with none of the
 * `forbidden` permission bits. On Windows, which has no such bits, only its kind and size are checked.
 *
 * The open descriptor is checked, so that what was checked is what is read. Links are followed, and their target
 * counts. Folders are not checked: whoever can replace the file in one cannot make it another user's.
 */
export function readGuardedFile(path: string, forbidden: number, mostBytes: number): GuardedFile {
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const problem = problemOf(fstatSync(descriptor), path, forbidden, mostBytes);
    if (problem !== null) {
      return { ok: false, code: undefined, problem };
    }
    const bytes = readFileSync(descriptor);
    return { ok: true, text: bytes.toString('utf8'), isUtf8: isUtf8(bytes) };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const problem =
      code === 'ENOENT' ? phrase('configuration.notThere') : phrase('configuration.unreadable', { code });
    return { ok: false, code, problem };
  } finally {
    if (descriptor !== undefined) {
      closeSync(descriptor);
    }
  }
}

function problemOf(
  { mode, size, uid }: Stats,
  path: string,
  forbidden: number,
  mostBytes: number,
): Phrase | null {
  if ((mode & constants.S_IFMT) !== constants.S_IFREG) {
    return phrase('configuration.notFile');
  }
  const user = process.geteuid?.();
  if (user !== undefined && uid !== user && uid !== 0) {
    return phrase('configuration.otherUser', { uid, user, path });
  }
  if (user !== undefined && (mode & forbidden) !== 0) {
    const bits = (mode & 0o777).toString(8).padStart(4, '0');
    return forbidden === ACCESS.ownerWrites
      ? phrase('configuration.othersChange', { mode: bits, path })
      : phrase('configuration.othersAccess', { mode: bits, path });
  }
  return size > mostBytes ? phrase('configuration.tooBig', { kib: mostBytes / 1024 }) : null;
}
