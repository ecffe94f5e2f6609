import { X509Certificate } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import { ACCESS, readGuardedFile } from './guarded-file';

/** A chain of certificates has some kilobytes. */
const MAX_CA_BYTES = 1024 * 1024;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** What a file of certificates holds, or why it is refused, as the end of a sentence about the setting. */
export type CaFile =
  { readonly ok: true; readonly pem: string } | { readonly ok: false; readonly problem: string };

/**
 * Reads the certificates of authorities that a server's certificate may be signed by. They are no secret: anybody may
 * read the file, but only its owner may change it.
 *
 * @param written the path as configured
 * @param folder where a relative path starts
 */
export function readCaFile(written: string, folder: string): CaFile {
  const path = isAbsolute(written) ? written : resolve(folder, written);
  const file = readGuardedFile(path, ACCESS.ownerWrites, MAX_CA_BYTES);
  if (!file.ok) {
    return { ok: false, problem: `names ${path}, which ${file.problem}` };
  }
  const certificates = file.text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    return { ok: false, problem: `names ${path}, which is not a certificate in PEM` };
  }
  const broken = certificates.findIndex((one) => !readable(one));
  return broken === -1
    ? { ok: true, pem: certificates.join('\n') }
    : { ok: false, problem: `names ${path}, of which certificate ${broken + 1} cannot be read` };
}

function readable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
