import type { Socket } from 'node:net';

/** What is read of a request: its first line. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface HttpAnswer {
  readonly status: 200 | 404 | 405 | 503;
  readonly body: readonly Uint8Array[];
  /** Called when the body is no longer needed. */
  readonly sent?: (() => void) | undefined;
}

const REASONS = { 200: 'OK', 404: 'Not Found', 405: 'Method Not Allowed', 503: 'Slow Down' } as const;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * HTTP/1.1 on one kept-alive connection, as far as listings need it: `node:http` alone would cost more than a page
 * may here. Requests may arrive in pieces or several at once; they are answered in order.
 */
export function serveConnection(
  socket: Socket,
  onRequest: (request: HttpRequest, answer: (answer: HttpAnswer) => void) => void,
): void {
  let pending: Buffer = Buffer.alloc(0);
  let bodyLeft = 0;
  socket.setNoDelay(true);
  // A client that goes away in the midst of an answer is no news.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const skipped = Math.min(bodyLeft, pending.length);
      bodyLeft -= skipped;
      pending = pending.subarray(skipped);
      const end = pending.indexOf(HEAD_END);
      if (end === -1) {
        return;
      }
      const head = pending.toString('latin1', 0, end);
      pending = pending.subarray(end + HEAD_END.length);
      bodyLeft = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      const last = /\r\nconnection: *close/i.test(head);
      const request = readRequest(head);
      onRequest(request, (answer) => send(socket, answer, request.method === 'HEAD', last));
    }
  });
}

function readRequest(head: string): HttpRequest {
  const [method = '', target = ''] = head.slice(0, head.indexOf('\r\n')).split(' ');
  const mark = target.indexOf('?');
  return {
    method,
    path: mark === -1 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1)),
  };
}

function send(socket: Socket, { status, body, sent }: HttpAnswer, headOnly: boolean, last: boolean): void {
  if (socket.destroyed) {
    sent?.();
    return;
  }
  const length = body.reduce((sum, piece) => sum + piece.length, 0);
  const head =
    `HTTP/1.1 ${status} ${REASONS[status]}\r\nContent-Type: application/xml\r\nContent-Length: ${length}\r\n` +
    `${last ? 'Connection: close\r\n' : ''}\r\n`;
  // One system call for all.
  socket.cork();
  socket.write(Buffer.from(head, 'latin1'), headOnly ? () => sent?.() : undefined);
  if (!headOnly) {
    body.forEach((piece, place) =>
      socket.write(piece, place === body.length - 1 ? () => sent?.() : undefined),
    );
  }
  socket.uncork();
  if (last) {
    socket.end();
  }
}
