import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { liveness, Readiness, type HealthAnswer, type HealthSubject } from './worker-health';

/** The server of /healthz and /readyz. */
export interface HealthServer {
  /** For example `http://127.0.0.1:9090`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Where to listen. */
export interface HealthAddress {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** The health endpoints cannot listen where they are told to. */
export class HealthAddressError extends Error {
  override readonly name = 'HealthAddressError';
}

/**
 * Serves `/healthz` (200 while the process is worth keeping) and `/readyz` (200 while it takes work), each with a line
 * of JSON; 503 otherwise.
 *
 * @throws HealthAddressError where the port is taken or the host is not one of this machine
 */
export async function startHealthServer(
  { host, port }: HealthAddress,
  subject: HealthSubject,
): Promise<HealthServer> {
  const readiness = new Readiness(subject);
  const server = createServer((request, response) => {
    void answer(request, subject, readiness).then(
      ({ status, body }) => send(request, response, status, body),
      () => send(request, response, 500, { error: 'The health check itself failed.' }),
    );
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'another program listens there' : (error.code ?? 'unknown error');
      reject(
        new HealthAddressError(
          `The health endpoints cannot listen on ${host}:${port}: ${reason}. Set worker.http_port and worker.http_host (PREP_HTTP_PORT, PREP_HTTP_HOST) otherwise; 0 turns them off.`,
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

interface Answer {
  readonly status: number;
  readonly body: object;
}

async function answer(
  { method, url = '' }: IncomingMessage,
  subject: HealthSubject,
  readiness: Readiness,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, body: { error: 'Only GET and HEAD are answered.' } };
  }
  switch (url.split('?')[0]) {
    case '/healthz':
      return asAnswer(liveness(subject));
    case '/readyz':
      return asAnswer(await readiness.check());
    default:
      return {
        status: 404,
        body: { error: 'There are /healthz and /readyz; metrics have a port of their own.' },
      };
  }
}

function asAnswer(health: HealthAnswer): Answer {
  return { status: health.ok ? 200 : 503, body: health };
}

function send({ method }: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(method === 'HEAD' ? undefined : `${JSON.stringify(body)}\n`);
}
