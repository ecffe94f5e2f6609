import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/**
 * What the certificates of a source are verified with: the authorities that Node knows and those that are given. One
 * context serves all connections, since reading all authorities takes longer than a handshake. Undefined, which is
 * Node's own, if none are given.
 *
 * @param caCertificates PEM
 */
export function trustOf(caCertificates: string | undefined): SecureContext | undefined {
  return caCertificates === undefined
    ? undefined
    : createSecureContext({ ca: [...rootCertificates, caCertificates] });
}
