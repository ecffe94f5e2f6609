import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { httpApp, type HttpEnv } from './http-app';
import type { Language } from '../../presentation/words/language';
import { SaidError } from '../../presentation/words/said-error';
import { phrase } from '../../presentation/words/words';

/** The worker's HTTP server. */
export interface HttpServer {
  /** For example `http://127.0.0.1:9090`. */
  readonly url: string;
  close(): Promise<void>;
}

/** The address to listen on. */
export interface HttpAddress {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Of what it says to requests that accept no other of ours; default English. */
  readonly language?: Language;
}

/** The HTTP server cannot listen on the configured address. */
export class HttpAddressError extends SaidError {
  override readonly name = 'HttpAddressError';
}

const TIMEOUTS = {
  headersTimeout: 10_000,
  /** For a whole request; reading a body has a shorter limit of its own. */
  requestTimeout: 60_000,
  /** Node.js checks no more often than this for late requests. */
  connectionsCheckingInterval: 2000,
};

/**
 * Serves the parts.
 *
 * @throws HttpAddressError if the port is in use or the host is not an address of this machine
 */
export async function startHttpServer(
  { host, port, language = 'en' }: HttpAddress,
  ...parts: readonly Hono<HttpEnv>[]
): Promise<HttpServer> {
  const server = createAdaptorServer({
    fetch: httpApp(parts, language).fetch,
    serverOptions: TIMEOUTS,
    // For a probe that speaks HTTP/1.0 and sends no Host header.
    hostname: 'localhost',
    // The SDKs in this process keep Node's own Request and Response.
    overrideGlobalObjects: false,
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? phrase('http.portTaken') : (error.code ?? error.name);
      reject(new HttpAddressError(phrase('http.cannotListen', { address: `${host}:${port}`, why })));
    });
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
