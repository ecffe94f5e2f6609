import { readCall, writeCall } from '../alibaba/cancellation';
import { PrepError } from '../../contracts/prep-error';
import { readBucketInfo } from './bucket-info';
import type { OssClient } from './oss-client';
import { domainOf, type OssOptions } from './oss-options';
import { ossCall } from './oss-call';
import { phrase } from '../../presentation/words/words';
import { strangeAnswer } from './oss-error';
import type { OssProbes } from './port';

const PROBE_KEY = '.ks3-oss-prep/write-probe';
const PROBE_CONTENT = Buffer.from('write probe of ks3-oss-prep\n');

/**
 * Proofs that the AccessKey in use reaches a bucket.
 *
 * @param bound gives a client that is bound to a bucket, as operations on objects need
 */
export function bucketProbes(
  client: OssClient,
  bound: (bucket: string) => OssClient,
  options: OssOptions,
): OssProbes {
  return {
    async probeObjects(bucket, signal) {
      const domain = domainOf(options, bucket ?? undefined);
      try {
        const asked = bucket ?? (await readCall(signal, () => someBucket(client, options)));
        if (asked !== null) {
          await readCall(signal, () => ossCall(asked, () => bound(asked).get(PROBE_KEY)));
        }
      } catch (error) {
        // Any other refusal comes from a service that would serve the object: it is missing, or not readable.
        const refused = error instanceof PrepError && error.type !== 'OssPublicEndpointRefused';
        if (refused && domain !== undefined && error.context.code === 'SignatureDoesNotMatch') {
          // The service signs for the bucket that the domain is mapped to.
          const detail = phrase('clouds.ossDomainOfOther', { domain });
          throw new PrepError('OssRequestRefused', { ...error.context, detail });
        }
        if (!(refused && (error.effect !== 'transient' || error.context.status === 404))) {
          throw error;
        }
      }
    },

    async probeRead(bucket, signal) {
      const { bucket: info } = await readCall(signal, () =>
        ossCall(bucket, () => client.getBucketInfo(bucket)),
      );
      if (readBucketInfo(info) === null) {
        throw strangeAnswer(bucket);
      }
    },

    async probeWrite(bucket, signal) {
      const objects = bound(bucket);
      await writeCall(signal, async () => {
        const { res } = await ossCall(bucket, () => objects.put(PROBE_KEY, PROBE_CONTENT));
        // Under versioning a plain delete would leave the object behind as an old version.
        const versionId = res.headers['x-oss-version-id'];
        const version = typeof versionId === 'string' ? { versionId } : {};
        await ossCall(bucket, () => objects.delete(PROBE_KEY, version));
      });
    },
  };
}

/** A bucket of the account in the region without a domain of its own, among the first hundred that it has. */
async function someBucket(client: OssClient, options: OssOptions): Promise<string | null> {
  const { buckets } = await ossCall('*', () => client.listBuckets({ 'max-keys': '100' }));
  const found = buckets?.find(
    ({ name, region }) => region === `oss-${options.region}` && domainOf(options, name) === undefined,
  );
  return found?.name ?? null;
}
