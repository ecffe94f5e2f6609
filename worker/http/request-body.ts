import type { IncomingMessage } from 'node:http';

/** Reads the body of a request; null where it is bigger than `mostBytes`, of which no more is kept. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
    return null;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The connection has to outlive this: it carries the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) {
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
