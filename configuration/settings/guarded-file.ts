import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';

/** Who may do what with a file for it to be believed, as permission bits that must not be set. */
export const ACCESS = {
  /** Nobody but its owner can read or change it. */
  ownerOnly: 0o077,
  /** Anybody may read it, and nobody but its owner can change it. */
  ownerWrites: 0o022,
} as const;

export type GuardedFile =
  | { readonly ok: true; readonly text: string }
  /** `problem` continues a sentence that begins with the file. */
  | { readonly ok: false; readonly code: string | undefined; readonly problem: string };

/**
 * Reads a file that decides what this process does: a regular one of this user or of root, with none of the
 * `forbidden` permission bits. On Windows, which has no such bits, only its kind and size are looked at.
 *
 * The file is judged by its open descriptor, so that what was checked is what is read. A link is followed, and what it
 * leads to is judged. Folders are not: who can replace the file in one cannot make it another user's.
 */
export function readGuardedFile(path: string, forbidden: number, mostBytes: number): GuardedFile {
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const problem = problemOf(fstatSync(descriptor), path, forbidden, mostBytes);
    return problem === null
      ? { ok: true, text: readFileSync(descriptor, 'utf8') }
      : { ok: false, code: undefined, problem };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
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
): string | null {
  if ((mode & constants.S_IFMT) !== constants.S_IFREG) {
    return 'is not a file';
  }
  const user = process.geteuid?.();
  if (user !== undefined && uid !== user && uid !== 0) {
    return `belongs to another user (user ID ${uid}); run: chown ${user} ${path}`;
  }
  if (user !== undefined && (mode & forbidden) !== 0) {
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    return forbidden === ACCESS.ownerWrites
      ? `can be changed by others (mode ${shown}); run: chmod go-w ${path}`
      : `others can access (mode ${shown}); run: chmod 600 ${path}`;
  }
  return size > mostBytes ? `is bigger than ${mostBytes / 1024} KiB` : null;
}
