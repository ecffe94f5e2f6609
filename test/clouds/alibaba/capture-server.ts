import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../../rig/certificate';

export interface CapturedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface CaptureServer {
  endpoint: string;
  requests: CapturedRequest[];
  stop(): Promise<void>;
}

/**
 * A server that records requests and answers as configured; `hang` never answers, `reset` cuts the connection.
 *
 * @param certificate makes it an https server
 */
export async function captureServer(
  answer: (request: CapturedRequest) => Reply | 'hang' | 'reset',
  certificate?: Certificate,
): Promise<CaptureServer> {
  const requests: CapturedRequest[] = [];
  const handle = (incoming: IncomingMessage, response: ServerResponse): void => {
    void respond(incoming, response, requests, answer);
  };
  const server =
    certificate === undefined ? createServer(handle) : createSecureServer({ ...certificate }, handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  incoming: IncomingMessage,
  response: ServerResponse,
  requests: CapturedRequest[],
  answer: (request: CapturedRequest) => Reply | 'hang' | 'reset',
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const { method = '', url = '', headers } = incoming;
  const request = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
  requests.push(request);
  const reply = answer(request);
  if (reply === 'reset') {
    incoming.socket.resetAndDestroy();
  }
  if (typeof reply === 'string') {
    return;
  }
  response.writeHead(reply.status ?? 200, reply.headers);
  response.end(reply.body ?? '');
}

/** An endpoint without a listener. */
export async function closedEndpoint(): Promise<string> {
  const server = await captureServer(() => 'hang');
  await server.stop();
  return server.endpoint;
}
