import type { IncomingMessage } from 'node:http';
import type { ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3';
import { collectBody } from './collect-body';
import type { PageMemory } from './page-memory';

/** For the SDK to parse instead of a page. */
const NOTHING = new Uint8Array();

interface HttpResponse {
  statusCode: number;
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
            response.body instanceof Uint8Array ? response.body : await collectBody(response.body, memory),
          );
          response.body = NOTHING;
        }
        return result;
      },
    { step: 'deserialize', priority: 'low', name: 'keepRawPages' },
  );
  return (input) => bodies.get(input);
}
