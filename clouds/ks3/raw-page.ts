import type { IncomingMessage } from 'node:http';
import type { ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3';
import { collectBody } from './collect-body';
import type { PageMemory } from '../listing/page-memory';

/** For the SDK to parse instead of a page. */
const NOTHING = new Uint8Array();

interface HttpResponse {
  statusCode: number;
  body: IncomingMessage | Uint8Array;
}

/**
 * Takes the bytes of a successful answer before the SDK parses them. Its parser costs ten times as much as scanning
 * the bytes, and reads HTML or a cut page as "no objects". Error answers pass through, so signing, connecting,
 * retries and error handling stay with the SDK.
 *
 * @param memory lent for the bytes; release it after reading them
 * @returns reads the bytes of the answer to a command's input
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
