import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { Secret } from '../../contracts/secret';

export type SecretFile =
  { readonly ok: true; readonly secret: Secret } | { readonly ok: false; readonly problem: string };

/** Takes a secret from a text, or says what is wrong with it. `subject` begins the problem, where it needs one. */
export type SecretForm = (text: string, subject?: string) => SecretFile;

/** Far more than any AccessKey secret or session token has. */
const MOST_BYTES = 64 * 1024;

/**
 * Reads a secret from a file. One that others than its owner can read is refused.
 *
 * The file is judged by its open descriptor, so that what was checked is what is read.
 *
 * @param written the path as it stands in the configuration
 * @param form what the file has to hold; by default one line, whose line end is dropped
 */
export function readSecretFile(path: string, written: string, form: SecretForm = secretIn): SecretFile {
  let descriptor: number;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown error'})`;
    return refused(looksLikePath(written) ? `names ${path}, which ${reason}` : `names a file that ${reason}`);
  }
  try {
    const { mode, size } = fstatSync(descriptor);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) {
      return refused(`names ${path}, which is not a file`);
    }
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8).padStart(4, '0');
      return refused(`names ${path}, which others can access (mode ${shown}); run: chmod 600 ${path}`);
    }
    if (size > MOST_BYTES) {
      return refused(`names ${path}, which is too big for a secret`);
    }
    return form(readFileSync(descriptor, 'utf8'), `names ${path}, which`);
  } catch (error) {
    return refused(
      `names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
    );
  } finally {
    closeSync(descriptor);
  }
}

/** The form of most secrets: one line, whose line end is dropped. */
export function secretIn(text: string, subject = ''): SecretFile {
  const value = text.replace(/\r?\n$/, '');
  if (value === '') {
    return refused(`${subject} is empty`.trim());
  }
  // A secret goes into headers: white space in it is a wrong paste at best.
  return /\s/.test(value)
    ? refused(`${subject} holds white space or more than one line; it must be the secret alone`.trim())
    : { ok: true, secret: new Secret(value) };
}

/** A secret that somebody wrote in the place of its file's name must not be quoted. */
function looksLikePath(written: string): boolean {
  return /^(\.{0,2}|~)[/\\]|^[a-z]:|\.[a-z]{1,8}$/i.test(written);
}

function refused(problem: string): SecretFile {
  return { ok: false, problem };
}
