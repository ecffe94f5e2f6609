import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** How a server answers every request. */
export type Hostility = (request: IncomingMessage, response: ServerResponse) => void;

const MEBIBYTE = Buffer.alloc(1024 * 1024, ' ');

/** Sends blanks, which JSON and XML take for nothing, for as long as somebody reads. */
export function endless(status: number): Hostility {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-oss-request-id': 'REQUEST-1' });
    const more = (): void => {
      if (!response.destroyed) {
        response.write(MEBIBYTE, more);
      }
    };
    more();
  };
}

/** Sends a blank every few milliseconds, so that the connection is never silent. */
export function trickling(status: number): Hostility {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-oss-request-id': 'REQUEST-1' });
    const drip = setInterval(() => response.write(' '), 5);
    response.once('close', () => clearInterval(drip));
  };
}

/** Some kilobytes that decompress to 64 MiB, although gzip was not requested. */
export function bomb(status: number): Hostility {
  const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
  return (_, response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'x-oss-request-id': 'REQUEST-1',
    });
    response.end(packed);
  };
}

/** Answers as a server of another protocol does, such as that of ssh. */
export const otherProtocol: Hostility = (_, { socket }) => void socket?.end('SSH-2.0-OpenSSH_9.6\r\n');

/** Answers each request with new JSON. */
export function answering(json: (request: IncomingMessage) => unknown): Hostility {
  return (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(json(request)));
  };
}

/** A server that means no good, and what was sent by it and asked of it. */
export interface HostileServer {
  readonly endpoint: string;
  readonly requests: number;
  /** Of all answers, as far as the connections took them. */
  readonly sentBytes: number;
  hostility: Hostility;
  stop(): Promise<void>;
}

export async function startHostileServer(): Promise<HostileServer> {
  let requests = 0;
  let sentBytes = 0;
  let hostility: Hostility = (_, response) => void response.end();
  const server = createServer((request, response) => {
    requests++;
    request.resume().once('end', () => hostility(request, response));
  });
  server.on('connection', (socket) => socket.once('close', () => (sentBytes += socket.bytesWritten)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    get sentBytes() {
      return sentBytes;
    },
    set hostility(one: Hostility) {
      hostility = one;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
