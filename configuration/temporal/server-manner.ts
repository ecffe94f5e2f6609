import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TemporalTarget } from './temporal-target';

/**
 * How a server takes part in a connection, for explaining why gRPC could not: its libraries retry until their deadline
 * and then report only that it has passed.
 *
 * - `plain`, `tls`: it speaks without or with TLS, contrary to how it was asked
 * - `self-signed`, `unknown-authority`, `expired`, `other-name`: why its certificate is not accepted
 * - `wants-certificate`, `refuses-certificate`: what it says about the certificate of the client
 */
export type ServerManner =
  | 'plain'
  | 'tls'
  | 'self-signed'
  | 'unknown-authority'
  | 'expired'
  | 'other-name'
  | 'wants-certificate'
  | 'refuses-certificate';

/** Begins every HTTP/2 connection (RFC 9113, section 3.4), with empty SETTINGS. */
const PREFACE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const SETTINGS_FRAME = 4;

/** Finds out how a server takes part; null if nothing about it is remarkable, or if it does not answer. */
export async function serverManner(target: TemporalTarget, withinMs: number): Promise<ServerManner | null> {
  if (!target.tls) {
    return (await tlsFailure(target, false, withinMs)) === null ? 'tls' : null;
  }
  const failure = await tlsFailure(target, true, withinMs);
  const known = failure === null ? null : mannerOf(failure, target);
  if (known !== null || failure === null) {
    return known;
  }
  return (await speaksPlainly(target, withinMs)) ? 'plain' : null;
}

const CERTIFICATE: readonly (readonly [RegExp, ServerManner])[] = [
  [/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/, 'self-signed'],
  [/^UNABLE_TO_|^CERT_UNTRUSTED$|^INVALID_CA$/, 'unknown-authority'],
  [/^CERT_HAS_EXPIRED$|^CERT_NOT_YET_VALID$/, 'expired'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'other-name'],
];

/** Alerts by which a server refuses the certificate of a client, or the lack of one. */
const ALERT =
  /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|HANDSHAKE_FAILURE)/;

/** A code of our own. */
const CLOSED_AFTER_HANDSHAKE = 'closed after the handshake';

function mannerOf(code: string, { options }: TemporalTarget): ServerManner | null {
  const known = CERTIFICATE.find(([form]) => form.test(code))?.[1];
  if (known !== undefined) {
    return known;
  }
  const hasPair = clientPair(options.tls) !== undefined;
  // Some servers close the connection without an alert.
  if (!ALERT.test(code) && !(hasPair && code === CLOSED_AFTER_HANDSHAKE)) {
    return null;
  }
  return hasPair ? 'refuses-certificate' : 'wants-certificate';
}

/** The client certificate of a configuration. */
export function clientPair(tls: TemporalTarget['options']['tls']) {
  return typeof tls === 'object' && tls !== null ? tls.clientCertPair : undefined;
}

/**
 * The code of the error that ends a TLS connection; null if the server answers over it. The answer is waited for: since
 * TLS 1.3 a server refuses a client only after the client's part of the handshake.
 *
 * @param asConfigured whether to judge certificates; else only whether it speaks TLS
 */
function tlsFailure(
  { address, options: { tls } }: TemporalTarget,
  asConfigured: boolean,
  withinMs: number,
): Promise<string | null> {
  const { host, port } = hostAndPort(address);
  const given = typeof tls === 'object' && tls !== null ? tls : {};
  const { serverNameOverride: servername = host, serverRootCACertificate: ca, clientCertPair: pair } = given;
  return ended(withinMs, (done) => {
    const socket = connectTls({
      host,
      port,
      ALPNProtocols: ['h2'],
      rejectUnauthorized: asConfigured,
      ...(/^[\d.]+$|:/.test(servername) ? {} : { servername }),
      ...(ca === undefined ? {} : { ca: Buffer.from(ca) }),
      ...(pair === undefined ? {} : { cert: Buffer.from(pair.crt), key: Buffer.from(pair.key) }),
    });
    socket.once('secureConnect', () => {
      if (asConfigured) {
        socket.once('close', () => done(CLOSED_AFTER_HANDSHAKE));
        socket.write(PREFACE);
      } else {
        done(null);
      }
    });
    socket.once('data', () => done(null));
    return socket;
  });
}

/** Whether a server answers HTTP/2 without TLS. */
async function speaksPlainly({ address }: TemporalTarget, withinMs: number): Promise<boolean> {
  const failure = await ended(withinMs, (done) => {
    const socket = connectPlain(hostAndPort(address), () => socket.write(PREFACE));
    socket.once('data', (first: Buffer) => done(first[3] === SETTINGS_FRAME ? null : 'EPROTO'));
    return socket;
  });
  return failure === null;
}

/** Lets a connection end by an answer, an error or the time limit, and gives the error's code. */
function ended(
  withinMs: number,
  open: (done: (failure: string | null) => void) => Socket,
): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (failure: string | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(failure);
    };
    const timer = setTimeout(() => done('ETIMEDOUT'), withinMs);
    const socket = open(done);
    socket.on('error', ({ code }: NodeJS.ErrnoException) => done(code ?? 'EPROTO'));
    // After the listeners of whoever opened it.
    socket.once('close', () => setImmediate(() => done('ECONNRESET')));
  });
}

/** The parts of `host:port`; 7233 without a port. */
export function hostAndPort(address: string): { host: string; port: number } {
  const [, host = address, port = '7233'] = /^\[?(.+?)\]?(?::(\d+))?$/.exec(address) ?? [];
  return { host, port: Number(port) };
}
