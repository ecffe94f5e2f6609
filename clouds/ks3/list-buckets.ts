import { ListBucketsCommand, type S3Client } from '@aws-sdk/client-s3';
import { phrase } from '../../presentation/words/words';
import { boundedAnswers } from '../bounded-answers';
import { MAX_BODY_BYTES } from '../listing/answer-reader';
import type { Ks3Options } from './bucket-address';
import { createS3Client } from './client';
import { ANSWER_TIMEOUT_MS } from '../listing/timeouts';
import { ks3Error } from './errors';
import { requireAddress } from './require-address';

/** A bucket of the account. */
export interface Ks3Bucket {
  readonly name: string;
  /** ISO time; null if the store did not say. */
  readonly createdAt: string | null;
  /** As KS3 names it, for example `BEIJING`; null if the store did not say. */
  readonly region: string | null;
}

/**
 * All buckets of the account that an AccessKey belongs to, in any region, by name. It needs `ks3:ListBuckets`.
 *
 * @throws PrepError `Ks3…`
 */
export async function listKs3Buckets(
  account: Omit<Ks3Options, 'bucket'>,
  signal: AbortSignal,
): Promise<readonly Ks3Bucket[]> {
  const resource = phrase('resource.ks3Account', { accessKeyId: account.accessKeyId });
  // Only the service itself is asked for: no bucket is part of the address.
  const options: Ks3Options = { ...account, bucket: '', pathStyle: true };
  requireAddress(options, resource);
  const client = createS3Client(options);
  const regions = keepRegions(client);
  try {
    const { Buckets = [] } = await boundedAnswers(
      { maxBytes: MAX_BODY_BYTES, withinMs: ANSWER_TIMEOUT_MS },
      () => client.send(new ListBucketsCommand({}), { abortSignal: signal }),
    );
    return Buckets.map(({ Name: name = '', CreationDate }) => ({
      name,
      createdAt: CreationDate?.toISOString() ?? null,
      region: regions.get(name) ?? null,
    })).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    signal.throwIfAborted();
    throw ks3Error(error, resource, options);
  } finally {
    client.destroy();
  }
}

interface HttpResponse {
  statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

/** Reads the regions, which the SDK leaves out: they are an extension of KS3. */
function keepRegions(client: S3Client): ReadonlyMap<string, string> {
  const regions = new Map<string, string>();
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as HttpResponse;
      if (response.statusCode === 200 && !(response.body instanceof Uint8Array)) {
        const parts: Uint8Array[] = [];
        for await (const part of response.body) {
          parts.push(part);
        }
        response.body = Buffer.concat(parts);
        for (const [, bucket = ''] of response.body.toString().matchAll(/<Bucket>(.*?)<\/Bucket>/gs)) {
          const name = /<Name>([^<]*)<\/Name>/.exec(bucket)?.[1];
          const region = /<Region>([^<]+)<\/Region>/.exec(bucket)?.[1];
          if (name !== undefined && region !== undefined) {
            regions.set(name, region);
          }
        }
      }
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'keepRegions' },
  );
  return regions;
}
