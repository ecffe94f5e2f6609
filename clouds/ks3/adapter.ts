import { setMaxListeners } from 'node:events';
import {
  GetBucketLocationCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { PrepError } from '../../contracts/prep-error';
import { endpointProblem } from '../../contracts/resource-names';
import { addressProblem, createS3Client, type Ks3Options } from './client';
import { ks3Error } from './errors';
import type { Ks3Source } from './port';
import { PageMemory } from './page-memory';
import { keepRawPages } from './raw-page';
import { signalRequests } from './request-signals';

/**
 * A KS3 bucket over the AWS SDK, which KS3 answers as S3.
 *
 * @throws PrepError `Ks3WrongEndpoint` for an endpoint that is not https (http is for loopback) or not a bare host
 */
export function createKs3Source(options: Ks3Options): Ks3Source {
  const resource = `KS3 bucket ${options.bucket}`;
  const problem = endpointProblem(options.endpoint) ?? addressProblem(options);
  if (problem !== null) {
    throw new PrepError('Ks3WrongEndpoint', {
      resource,
      detail: `${withoutSecrets(options.endpoint)} ${problem}.`,
    });
  }
  const client = createS3Client(options);
  const memory = new PageMemory(options.connections ?? 64);
  const rawPageOf = keepRawPages(client, memory);
  const release = (used: ArrayBufferLike): void => memory.release(used);
  const signalRequest = signalRequests(client);
  const { bucket: Bucket } = options;

  async function asked<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    // One signal ends all requests in flight; Node takes more than ten listeners for a leak, and prints a warning.
    setMaxListeners(0, signal);
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      throw ks3Error(error, resource, options);
    }
  }

  return {
    fetchPage: ({ prefix, startAfter, maxKeys }, signal) =>
      asked(signal, async () => {
        const input = {
          Bucket,
          MaxKeys: maxKeys,
          // Keys may hold characters that XML cannot; whether the answer is encoded, the answer says.
          EncodingType: 'url' as const,
          ...(prefix === '' ? {} : { Prefix: prefix }),
          ...(startAfter === '' ? {} : { StartAfter: startAfter }),
        };
        signalRequest(input, signal);
        const { $metadata } = await client.send(new ListObjectsV2Command(input));
        return {
          body: rawPageOf(input) ?? new Uint8Array(),
          requests: $metadata.attempts ?? 1,
          requestId: $metadata.requestId,
          release,
        };
      }),
    location: (signal) =>
      asked(signal, async () => {
        const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }), {
          abortSignal: signal,
        });
        return String(LocationConstraint ?? '');
      }),
    readSample: (key, signal) =>
      asked(signal, async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, Range: 'bytes=0-0' }), {
            abortSignal: signal,
          });
          await Body?.transformToByteArray();
        } catch (error) {
          // An empty object has no first byte, and one that was just deleted none either; but being told so is being
          // allowed to read.
          if (!(error instanceof S3ServiceException && /^(InvalidRange|NoSuchKey)$/.test(error.name))) {
            throw error;
          }
        }
      }),
    close: () => client.destroy(),
  };
}

/** What an endpoint may show of itself: a user name, path or query can hold a secret. */
function withoutSecrets(endpoint: string): string {
  try {
    const { protocol, host } = new URL(endpoint);
    return `${protocol}//${host}`;
  } catch {
    return 'It';
  }
}
