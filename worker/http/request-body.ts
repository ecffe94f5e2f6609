import type { IncomingMessage } from 'node:http';

/** Why there is no body: it is bigger than allowed, did not come in time, or its sender has gone. */
export type NoBody = 'too big' | 'too slow' | 'no room' | 'cut off';

/** Memory for bodies, shared by the requests that are read at the same time. */
export class BodyRoom {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** False: there is no room for that. */
  take(bytes: number): boolean {
    if (bytes > this.#left) {
      return false;
    }
    this.#left -= bytes;
    return true;
  }

  release(bytes: number): void {
    this.#left += bytes;
  }
}

/** What a body may take. */
export interface BodyLimits {
  readonly mostBytes: number;
  /** Milliseconds, from the first look at it to its end. */
  readonly withinMs: number;
  /** Memory reserved for what has arrived; the receiver of the body releases it. */
  readonly room?: BodyRoom;
}

/** Reads the body of a request. The connection stays, since it carries the answer; the rest of the body is not read. */
export function readBody(
  request: IncomingMessage,
  { mostBytes, withinMs, room }: BodyLimits,
): Promise<Buffer | NoBody> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
    return Promise.resolve('too big');
  }
  // The sender may have left while it waited for its turn: then no more events come.
  if (request.destroyed) {
    return Promise.resolve('cut off');
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const onData = (chunk: Buffer): void => {
      if (bytes + chunk.length > mostBytes) {
        end('too big');
      } else if (room?.take(chunk.length) === false) {
        end('no room');
      } else {
        bytes += chunk.length;
        chunks.push(chunk);
      }
    };
    const onEnd = (): void => end(Buffer.concat(chunks));
    const onLost = (): void => end('cut off');
    const timer = setTimeout(() => end('too slow'), withinMs);
    function end(body: Buffer | NoBody): void {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost).pause();
      if (typeof body === 'string') {
        room?.release(bytes);
      }
      resolve(body);
    }
    request.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
  });
}
