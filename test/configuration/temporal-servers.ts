import { createSecureServer, createServer, type Http2Server, type SecureServerOptions } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigurationFolder } from './settings/configuration-folder';

/** How a server answers every call. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

export interface RefusingServer {
  /** `127.0.0.1:port` */
  readonly address: string;
  stop(): Promise<void>;
}

/** A gRPC server that refuses every call, with or without TLS. */
export async function refusingServer(
  { status, message }: Refusal = { status: 16, message: 'unauthenticated' },
  tls?: SecureServerOptions,
): Promise<RefusingServer> {
  const server: Http2Server = tls === undefined ? createServer() : createSecureServer(tls);
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => sessions.add(session));
  server.on('sessionError', () => undefined);
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    stream.respond(
      {
        ':status': 200,
        'content-type': 'application/grpc',
        'grpc-status': String(status),
        'grpc-message': message,
      },
      { endStream: true },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sessions.forEach((session) => session.destroy());
      }),
  };
}

/** PEM files in a folder. */
export interface Signed {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

/** A certificate for 127.0.0.1, signed by `by`, or by itself. */
export function certificate(
  folder: ConfigurationFolder,
  name: string,
  by?: Signed,
  host = 'IP:127.0.0.1',
): Signed {
  const [certFile, keyFile] = [join(folder.path, `${name}.pem`), join(folder.path, `${name}.key`)];
  const authority = by === undefined ? [] : ['-CA', by.certFile, '-CAkey', by.keyFile];
  const constraints = by === undefined ? 'CA:TRUE' : 'CA:FALSE';
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`].concat(
      ['-addext', `subjectAltName=${host}`, '-addext', `basicConstraints=critical,${constraints}`],
      authority,
      ['-keyout', keyFile, '-out', certFile],
    ),
    { stdio: 'ignore' },
  );
  return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}
