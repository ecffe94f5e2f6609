import type { IncomingMessage } from 'node:http';
import type { ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3';
import type { PageMemory } from './page-memory';

/** For the SDK to parse in the place of a page. */
const NOTHING = new Uint8Array();

interface HttpResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: IncomingMessage | Uint8Array;
}

/**
 * Takes the bytes of a successful answer before the SDK parses them, and leaves the SDK nothing to parse: its parser
 * costs ten times what scanning the bytes does, and reads HTML or a cut page as "no objects". Error answers pass
 * through, so that signing, connecting, retrying and the reading of errors stay the SDK's.
 *
 * @param memory lent for the bytes; whoever has read them may release it
 * @returns reads the bytes of the answer that belongs to a command's input
 */
export function keepRawPages(
  client: S3Client,
  memory: PageMemory,
): (input: ListObjectsV2CommandInput) => Uint8Array | undefined {
  const bodies = new WeakMap<object, Uint8Array>();
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const response = result.response as HttpResponse;
        if (
          commandName === 'ListObjectsV2Command' &&
          response.statusCode >= 200 &&
          response.statusCode < 300
        ) {
          bodies.set(
            args.input,
            await collected(response.body, memory, Number(response.headers['content-length'] ?? 0)),
          );
          response.body = NOTHING;
        }
        return result;
      },
    { step: 'deserialize', priority: 'low', name: 'keepRawPages' },
  );
  return (input) => bodies.get(input);
}

/** Collects a body. Events cost less than iterating, which a listing does a thousand times a second. */
function collected(
  body: IncomingMessage | Uint8Array,
  memory: PageMemory,
  expected: number,
): Promise<Uint8Array> {
  if (body instanceof Uint8Array) {
    return Promise.resolve(body);
  }
  return new Promise((resolve, reject) => {
    let page = new Uint8Array(memory.take(expected));
    let length = 0;
    body
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
