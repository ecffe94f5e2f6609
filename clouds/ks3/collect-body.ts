import type { IncomingMessage } from 'node:http';
import type { PageMemory } from '../listing/page-memory';

/** Collects a body. Events cost less than iterating, which a listing does a thousand times a second. */
export function collectBody(response: IncomingMessage, memory: PageMemory): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let page = new Uint8Array(memory.take(Number(response.headers['content-length'] ?? 0)));
    let length = 0;
    response
      .on('data', (chunk: Uint8Array) => {
        if (length + chunk.length > page.length) {
          const larger = new Uint8Array(memory.take(2 * (length + chunk.length)));
          larger.set(page.subarray(0, length));
          memory.release(page.buffer);
          page = larger;
        }
        page.set(chunk, length);
        length += chunk.length;
      })
      .once('end', () => resolve(page.subarray(0, length)))
      .once('error', reject);
  });
}
