import type { Phrase, Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';

/** OpenSSL's codes for a certificate that no trusted authority signed. */
const UNTRUSTED_CODE = /^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_(UNTRUSTED|CHAIN_TOO_LONG)$|INVALID_CA$)/;

export const NOT_TRUSTED = phrase('clouds.certificateNotTrusted');

/**
 * What is wrong with the certificate of a server, from the code of the TLS error. Continues a sentence that begins with
 * the certificate; undefined if the code is about something else.
 */
export function certificateProblem(code = ''): Phrase | undefined {
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return phrase('clouds.certificateOtherName');
    case 'CERT_HAS_EXPIRED':
      return phrase('clouds.certificateExpired');
    case 'CERT_NOT_YET_VALID':
      return phrase('clouds.certificateNotYetValid');
    case 'CERT_REVOKED':
      return phrase('clouds.certificateRevoked');
    default:
      return UNTRUSTED_CODE.test(code) ? NOT_TRUSTED : undefined;
  }
}

/**
 * The same in sentences.
 *
 * @param setting where to configure an authority; Alibaba's clients use only those of the process
 */
export function certificateDetail(
  code: string | undefined,
  setting: Said = 'NODE_EXTRA_CA_CERTS',
): Said | undefined {
  const problem = certificateProblem(code);
  if (problem === undefined) {
    return undefined;
  }
  const detail = phrase('clouds.certificate', { problem });
  return problem === NOT_TRUSTED ? [detail, phrase('clouds.trustAuthority', { setting })] : detail;
}
