import {
  GetBucketLocationCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Ks3Options } from './bucket-address';
import { createS3Client } from './client';
import type { Ks3Agents } from './connections';
import { beginWithOutcomes } from './handed-over';
import type { ListOutcome } from '../listing/list-requests';
import type { PageMemory } from '../listing/page-memory';
import type { PageRequest, RawPage } from '../../contracts/listing/listing';
import type { Ks3Source } from './port';
import { keepRawPages } from './raw-page';
import { signalRequests } from './request-signals';

/** What is asked of a bucket through the SDK. It rejects with the SDK's own errors. */
export interface SdkBucket extends Omit<Ks3Source, 'fetchPage' | 'checksums'> {
  /** Milliseconds that the store's clock is ahead, if the store refused ours. */
  readonly clockOffsetMs: number;
  /** Fetches a page, starting with the outcome of a request for it that was already sent. */
  fetchPage(request: PageRequest, outcome: ListOutcome, signal: AbortSignal): Promise<RawPage>;
}

export function createSdkBucket(options: Ks3Options, agents: Ks3Agents, memory: PageMemory): SdkBucket {
  const client = createS3Client(options, agents);
  const rawPageOf = keepRawPages(client, memory);
  const beginWith = beginWithOutcomes(client);
  const signalRequest = signalRequests(client);
  const { bucket: Bucket } = options;
  return {
    get clockOffsetMs() {
      return client.config.systemClockOffset;
    },
    async fetchPage({ prefix, startAfter, maxKeys, continuationToken, delimiter }, outcome, signal) {
      const input = {
        Bucket,
        MaxKeys: maxKeys,
        EncodingType: 'url' as const,
        ...(prefix === '' ? {} : { Prefix: prefix }),
        ...(startAfter === '' ? {} : { StartAfter: startAfter }),
        ...(continuationToken === undefined ? {} : { ContinuationToken: continuationToken }),
        ...(delimiter === undefined ? {} : { Delimiter: delimiter }),
      };
      signalRequest(input, signal);
      beginWith(input, outcome);
      const { $metadata } = await client.send(new ListObjectsV2Command(input));
      return {
        body: rawPageOf(input) ?? new Uint8Array(),
        requests: $metadata.attempts ?? 1,
        requestId: $metadata.requestId,
        release: (used) => memory.release(used),
      };
    },
    async location(signal) {
      const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }), {
        abortSignal: signal,
      });
      return String(LocationConstraint ?? '');
    },
    async readSample(key, signal) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, Range: 'bytes=0-0' }), {
          abortSignal: signal,
        });
        await Body?.transformToByteArray();
      } catch (error) {
        // An empty or just deleted object has no first byte, but that answer also proves the permission to read.
        if (!(error instanceof S3ServiceException && /^(InvalidRange|NoSuchKey)$/.test(error.name))) {
          throw error;
        }
      }
    },
    close: () => client.destroy(),
  };
}
