/** OpenSSL's codes for what is no TLS at all. */
const NO_TLS =
  /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL|HTTP_REQUEST))$/;
/** Codes of Node's HTTP parser. Those left out are about a body, which a broken connection may have cut. */
const NO_HTTP = /^HPE_(?!INVALID_(CHUNK|EOF|TRANSFER)|CLOSED|CB_|PAUSED|OK$|USER$)/;

/** What a code of the operating system, of OpenSSL or of the HTTP parser says about an address that is wrong; undefined if nothing. */
export function failureOf(code = ''): 'unknownHost' | 'noTls' | 'noHttp' | undefined {
  if (code === 'ENOTFOUND') {
    return 'unknownHost';
  }
  return NO_TLS.test(code) ? 'noTls' : NO_HTTP.test(code) ? 'noHttp' : undefined;
}
