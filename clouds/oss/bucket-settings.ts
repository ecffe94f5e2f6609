import { writeCall } from '../alibaba/cancellation';
import type { OssClient } from './oss-client';
import { ossError } from './oss-error';
import type { OssBucketSettings } from './port';

/** Settings of a bucket that can be changed at any time. */
export function bucketSettings(client: OssClient): OssBucketSettings {
  const change = (bucket: string, signal: AbortSignal, call: () => Promise<unknown>): Promise<void> =>
    writeCall(signal, async () => {
      await call().catch((error: unknown) => {
        throw ossError(error, bucket);
      });
    });

  return {
    setTags: (bucket, tags, signal) =>
      change(bucket, signal, () =>
        Object.keys(tags).length === 0
          ? client.deleteBucketTags(bucket)
          : putXml(client, bucket, 'tagging', taggingXml(tags)),
      ),

    setEncryption: (bucket, encryption, signal) =>
      change(bucket, signal, () =>
        encryption === 'none'
          ? client.deleteBucketEncryption(bucket)
          : client.putBucketEncryption(bucket, { SSEAlgorithm: encryption }),
      ),

    setVersioning: (bucket, enabled, signal) =>
      change(bucket, signal, () => client.putBucketVersioning(bucket, enabled ? 'Enabled' : 'Suspended')),

    setBlockPublicAccess: (bucket, blocked, signal) =>
      change(bucket, signal, () =>
        putXml(
          client,
          bucket,
          'publicAccessBlock',
          `<PublicAccessBlockConfiguration><BlockPublicAccess>${blocked}</BlockPublicAccess></PublicAccessBlockConfiguration>`,
        ),
      ),
  };
}

/**
 * Sends a configuration. The SDK has no method for publicAccessBlock, and its putBucketTags neither escapes XML nor
 * counts the length in bytes, so that Chinese tags would be cut.
 */
async function putXml(client: OssClient, bucket: string, subresource: string, xml: string): Promise<void> {
  const parameters = client._bucketRequestParams('PUT', bucket, subresource, {});
  parameters['mime'] = 'xml';
  parameters['content'] = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  parameters['successStatuses'] = [200];
  await client.request(parameters);
}

function taggingXml(tags: Readonly<Record<string, string>>): string {
  const set = Object.entries(tags).map(
    ([key, value]) => `<Tag><Key>${escapeXml(key)}</Key><Value>${escapeXml(value)}</Value></Tag>`,
  );
  return `<Tagging><TagSet>${set.join('')}</TagSet></Tagging>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
