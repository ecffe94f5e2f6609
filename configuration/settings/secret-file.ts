import { Secret } from '../../contracts/secret';
import { ACCESS, readGuardedFile } from './guarded-file';

export type SecretFile =
  { readonly ok: true; readonly secret: Secret } | { readonly ok: false; readonly problem: string };

/** Takes a secret from a text, or says what is wrong with it. `subject` begins the problem, where it needs one. */
export type SecretForm = (text: string, subject?: string) => SecretFile;

/** Far more than any AccessKey secret or session token has. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a secret from a file of this user or of root. One that others than its owner can read is refused.
 *
 * @param written the path as it stands in the configuration
 * @param form what the file has to hold; by default one line, whose line end is dropped
 */
export function readSecretFile(path: string, written: string, form: SecretForm = secretIn): SecretFile {
  const file = readGuardedFile(path, ACCESS.ownerOnly, MAX_BYTES);
  if (file.ok) {
    return form(file.text, `names ${path}, which`);
  }
  const opened = file.code === undefined;
  return refused(
    opened || looksLikePath(written)
      ? `names ${path}, which ${file.problem}`
      : `names a file that ${file.problem}`,
  );
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
