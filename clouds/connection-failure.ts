/** What a code of the operating system, or of OpenSSL, says about an address that is wrong; undefined if nothing. */
export function failureOf(code: string | undefined): 'unknownHost' | 'noTls' | undefined {
  return code === 'ENOTFOUND' ? 'unknownHost' : code === 'EPROTO' ? 'noTls' : undefined;
}
