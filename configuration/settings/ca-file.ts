import { X509Certificate } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import type { InputProblem } from '../../contracts/inputs/problem-lines';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { placesOf } from './places-of';
import { ACCESS, readGuardedFile } from './guarded-file';

/** A chain of certificates has some kilobytes. */
const MAX_CA_BYTES = 1024 * 1024;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** What a file of certificates holds, or why it is refused; the problem continues a sentence about the setting. */
export type CaFile =
  { readonly ok: true; readonly pem: string } | { readonly ok: false; readonly problem: Phrase };

/**
 * Reads the certificates of authorities that may have signed a server's certificate. They are no secret: anybody may
 * read the file, but only its owner may change it.
 *
 * @param written the path as configured
 * @param folder base of a relative path
 */
export function readCaFile(written: string, folder: string): CaFile {
  const path = isAbsolute(written) ? written : resolve(folder, written);
  const file = readGuardedFile(path, ACCESS.ownerWrites, MAX_CA_BYTES);
  if (!file.ok) {
    return { ok: false, problem: phrase('configuration.namesFile', { path, problem: file.problem }) };
  }
  const certificates = file.text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    return {
      ok: false,
      problem: phrase('configuration.namesFile', { path, problem: phrase('configuration.notCertificate') }),
    };
  }
  const broken = certificates.findIndex((one) => !readable(one));
  return broken === -1
    ? { ok: true, pem: certificates.join('\n') }
    : { ok: false, problem: phrase('configuration.brokenCertificate', { path, place: broken + 1 }) };
}

function readable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** The certificates of all `ca_file` settings. */
export interface CaCertificates {
  /** PEM by setting: `source.default.ca_file`. */
  readonly bySetting: ReadonlyMap<string, string>;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads the files of every `ca_file`. The schema reports settings that are not text.
 *
 * @param folderOf base of a relative path in a setting
 */
export function readCaFiles(
  content: Readonly<Record<string, unknown>>,
  folderOf: (setting: string) => string,
): CaCertificates {
  const bySetting = new Map<string, string>();
  const problems: InputProblem[] = [];
  for (const { table, setting } of [
    ...placesOf(content, 'source.*'),
    ...placesOf(content, 'delivery.vault'),
  ]) {
    const path = `${setting}.ca_file`;
    const written = table['ca_file'];
    if (typeof written !== 'string') {
      continue;
    }
    const read = readCaFile(written, folderOf(path));
    if (read.ok) {
      bySetting.set(path, read.pem);
    } else {
      problems.push({ path, problem: read.problem });
    }
  }
  return { bySetting, problems };
}
