import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { Secret } from '../../contracts/credentials/secret';
import { strayCharacter } from './stray-character';
import { ACCESS, readGuardedFile } from './guarded-file';

export type SecretFile =
  { readonly ok: true; readonly secret: Secret } | { readonly ok: false; readonly problem: Phrase };

/** Takes a secret from a text, or says what is wrong with it; the problem continues a sentence about the text. */
export type SecretForm = (text: string) => SecretFile;

/** Far more than any AccessKey secret or session token has. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a secret from a file of this user or of root. A file that others can read is refused.
 *
 * @param written the path as configured
 * @param form the form of the content; by default one line, whose line end is dropped
 */
export function readSecretFile(path: string, written: string, form: SecretForm = secretIn): SecretFile {
  const file = readGuardedFile(path, ACCESS.ownerOnly, MAX_BYTES);
  const read = file.ok ? formed(file, form) : file;
  if (read.ok) {
    return read;
  }
  const { problem } = read;
  const opened = file.ok || file.code === undefined;
  return refusedSecret(
    opened || looksLikePath(written)
      ? phrase('configuration.namesFile', { path, problem })
      : phrase('configuration.namesSomeFile', { problem }),
  );
}

function formed(
  { text, isUtf8 }: { readonly text: string; readonly isUtf8: boolean },
  form: SecretForm,
): SecretFile {
  return isUtf8 ? form(text) : refusedSecret(phrase('configuration.notUtf8'));
}

/** The form of most secrets: one line, whose line end is dropped. */
export function secretIn(text: string): SecretFile {
  const value = text.replace(/\r?\n$/, '');
  if (value === '') {
    return refusedSecret(phrase('configuration.isEmpty'));
  }
  if (/[\r\n]/.test(value)) {
    return refusedSecret(phrase('configuration.notAlone'));
  }
  // A secret goes into headers and signatures: what nobody sees in it came with a copy.
  const stray = strayCharacter(value);
  return stray === null ? { ok: true, secret: new Secret(value) } : refusedSecret(stray);
}

/** A secret that somebody wrote instead of its file's name must not be quoted. */
function looksLikePath(written: string): boolean {
  return /^(\.{0,2}|~)[/\\]|^[a-z]:|\.[a-z]{1,8}$/i.test(written);
}

export function refusedSecret(problem: Phrase): SecretFile {
  return { ok: false, problem };
}
