import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathOf, type HttpAnswer, type Route } from './route';

/** The worker's HTTP server. */
export interface HttpServer {
  /** For example `http://127.0.0.1:9090`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Where to listen. */
export interface HttpAddress {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** The HTTP server cannot listen where it is told to. */
export class HttpAddressError extends Error {
  override readonly name = 'HttpAddressError';
}

const TIMEOUTS = {
  headersTimeout: 10_000,
  /** Of a whole request; whoever reads a body has a shorter one for that alone. */
  requestTimeout: 60_000,
  /** Node.js looks no more often than this for requests that are late. */
  connectionsCheckingInterval: 2000,
};

/**
 * Serves routes: the first whose path fits. An answer is never stored on the way.
 *
 * @throws HttpAddressError where the port is taken or the host is not one of this machine
 */
export async function startHttpServer(
  { host, port }: HttpAddress,
  routes: readonly Route[],
): Promise<HttpServer> {
  const server = createServer(TIMEOUTS, (request, response) => {
    void answerOf(request, routes).then(
      (answer) => send(request, response, answer),
      () => send(request, response, { status: 500, body: { error: 'The answer to this request failed.' } }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'another program listens there' : (error.code ?? 'unknown error');
      reject(
        new HttpAddressError(
          `The HTTP endpoints cannot listen on ${host}:${port}: ${reason}. Set worker.http_port and worker.http_host (PREP_HTTP_PORT, PREP_HTTP_HOST) otherwise; 0 turns them off.`,
        ),
      );
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

async function answerOf(request: IncomingMessage, routes: readonly Route[]): Promise<HttpAnswer> {
  const path = pathOf(request);
  const route = routes.find((one) => one.path.test(path));
  if (route === undefined) {
    const known = routes.map(({ name }) => name).join(', ');
    return { status: 404, body: { error: `There are ${known}; metrics have a port of their own.` } };
  }
  if (!route.methods.includes(request.method ?? '')) {
    const allowed = route.methods.join(', ');
    return {
      status: 405,
      headers: { Allow: allowed },
      body: { error: `${route.name} answers only ${allowed}.` },
    };
  }
  return route.answer(request);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body }: HttpAnswer,
): void {
  const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json';
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'Content-Type': type }),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  const text = typeof body === 'object' ? `${JSON.stringify(body)}\n` : body;
  response.end(request.method === 'HEAD' ? undefined : text);
  // What was not read of the request is dropped, so that the client gets to read the answer.
  request.resume();
}
