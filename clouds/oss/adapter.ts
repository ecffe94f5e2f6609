import { PrepError } from '../../contracts/prep-error';
import { readCall, writeCall } from '../alibaba/cancellation';
import { bucketSettings } from './bucket-settings';
import { readBucketInfo } from './bucket-info';
import { readLifecycleRules } from './lifecycle';
import { ossClient, type OssClient } from './oss-client';
import type { OssOptions } from './oss-options';
import { ossCall } from './oss-call';
import { strangeAnswer } from './oss-error';
import type { BucketDescription, OssBuckets } from './port';
import { bucketProbes } from './probes';
import { phrase } from '../../presentation/words/words';

/**
 * OSS over Alibaba Cloud's own SDK, ali-oss.
 *
 * @throws PrepError `EndpointRefused`, or `OssRequestRefused` for a region or key that the SDK does not take
 */
export function createOssBuckets(options: OssOptions): OssBuckets {
  const client = ossClient(options);
  const bound = (bucket: string): OssClient => ossClient(options, bucket);

  return {
    ...bucketSettings(client),
    ...bucketProbes(client, bound, options),

    async describe(bucket, signal) {
      try {
        const info = await readCall(signal, () => bucketInfo(client, bucket));
        const tags = await readCall(signal, () => bucketTags(options, client, info));
        return { ...info, tags };
      } catch (error) {
        if (hasCode(error, 'NoSuchBucket')) {
          return null;
        }
        if (hasCode(error, 'AccessDenied')) {
          throw await readCall(signal, () => whyDenied(client, bucket, error));
        }
        throw error;
      }
    },

    async create(bucket, { storageClass, redundancy, acl }, signal) {
      const settings = { storageClass, dataRedundancyType: redundancy, acl };
      await writeCall(signal, () => ossCall(bucket, () => client.putBucket(bucket, settings)));
    },

    async isEmpty(bucket, signal) {
      const listed = await readCall(signal, () =>
        ossCall(bucket, () => bound(bucket).listV2({ 'max-keys': '1' })),
      );
      return (listed.objects ?? []).length === 0;
    },

    async beginningOf(bucket, prefix, bytes, signal) {
      const objects = bound(bucket);
      const listed = await readCall(signal, () =>
        ossCall(bucket, () => objects.listV2({ prefix, 'max-keys': '1' })),
      );
      const name = (listed.objects as readonly { readonly name?: unknown }[] | undefined)?.[0]?.name;
      if (typeof name !== 'string') {
        return null;
      }
      const headers = { Range: `bytes=0-${bytes - 1}` };
      const { content } = await readCall(signal, () => ossCall(bucket, () => objects.get(name, { headers })));
      return content.subarray(0, bytes).toString('utf8');
    },

    async remove(bucket, signal) {
      try {
        await writeCall(signal, () => ossCall(bucket, () => client.deleteBucket(bucket)));
        return 'removed';
      } catch (error) {
        if (hasCode(error, 'NoSuchBucket')) {
          return 'missing';
        }
        if (hasCode(error, 'BucketNotEmpty')) {
          return 'not-empty';
        }
        throw error;
      }
    },

    async lifecycleRules(bucket, signal) {
      try {
        const { rules } = await readCall(signal, () =>
          ossCall(bucket, () => client.getBucketLifecycle(bucket)),
        );
        const read = readLifecycleRules(rules);
        if (read === null) {
          throw strangeAnswer(bucket);
        }
        return read;
      } catch (error) {
        if (hasCode(error, 'NoSuchLifecycle')) {
          return [];
        }
        throw error;
      }
    },
  };
}

type BucketInfo = Omit<BucketDescription, 'tags'>;

async function bucketInfo(client: OssClient, bucket: string): Promise<BucketInfo> {
  const { bucket: info } = await ossCall(bucket, () => client.getBucketInfo(bucket));
  const read = readBucketInfo(info);
  if (read === null) {
    throw strangeAnswer(bucket);
  }
  return read;
}

/** Every endpoint describes a bucket, but only the endpoint of its region shows its tags. */
async function bucketTags(
  options: OssOptions,
  client: OssClient,
  { name, region }: BucketInfo,
): Promise<Record<string, string>> {
  const elsewhere = region !== options.region;
  if (elsewhere && options.endpoint !== undefined) {
    return {};
  }
  const regional = elsewhere ? ossClient({ ...options, region, internal: false }) : client;
  return (await ossCall(name, () => regional.getBucketTags(name))).tag;
}

/**
 * OSS denies access with the same answer for a bucket of another account and for an own one that the identity may not
 * read. The list of own buckets distinguishes them, if the identity may read it.
 */
async function whyDenied(client: OssClient, bucket: string, denied: PrepError): Promise<PrepError> {
  try {
    const { buckets } = await ossCall(bucket, () => client.listBuckets({ prefix: bucket, 'max-keys': '1' }));
    // Names are listed in order, so that the bucket of exactly this name comes first.
    const own = buckets?.[0]?.name === bucket;
    return own ? denied : new PrepError('OssNameTaken', denied.context);
  } catch (error) {
    if (!hasCode(error, 'AccessDenied')) {
      throw error;
    }
    const detail = phrase('clouds.ossDeniedOrTaken');
    return new PrepError('OssAccessDenied', { ...denied.context, detail });
  }
}

function hasCode(error: unknown, code: string): error is PrepError {
  return error instanceof PrepError && error.context.code === code;
}
