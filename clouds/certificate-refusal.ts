/** OpenSSL's codes for a certificate that no trusted authority vouches for. */
const NOT_TRUSTED = /^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_(UNTRUSTED|CHAIN_TOO_LONG)$|INVALID_CA$)/;

/**
 * What is wrong with the certificate of a server, from the code of the TLS error. Continues a sentence that begins with
 * the certificate; undefined if the code is about something else.
 */
export function certificateProblem(code = ''): string | undefined {
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'is for another name';
    case 'CERT_HAS_EXPIRED':
      return 'has expired';
    case 'CERT_NOT_YET_VALID':
      return 'is not valid yet';
    case 'CERT_REVOKED':
      return 'is revoked';
    default:
      return NOT_TRUSTED.test(code) ? 'is not trusted' : undefined;
  }
}

/**
 * The same in sentences.
 *
 * @param setting where to name an authority; the clouds of Alibaba know those of the process alone
 */
export function certificateDetail(
  code: string | undefined,
  setting = 'NODE_EXTRA_CA_CERTS',
): string | undefined {
  const problem = certificateProblem(code);
  if (problem === undefined) {
    return undefined;
  }
  const said = `The certificate of its endpoint ${problem}.`;
  return problem === 'is not trusted'
    ? `${said} To trust an authority of your own, set ${setting} and restart.`
    : said;
}
