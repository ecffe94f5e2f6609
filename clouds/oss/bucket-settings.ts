import { writeCall } from '../alibaba/cancellation';
import type { OssClient } from './oss-client';
import { ossCall } from './oss-call';
import type { OssBucketSettings } from './port';

/** Settings of a bucket that can be changed at any time. */
export function bucketSettings(client: OssClient): OssBucketSettings {
  const change = (bucket: string, signal: AbortSignal, call: () => Promise<unknown>): Promise<void> =>
    writeCall(signal, async () => {
      await ossCall(bucket, call);
    });

  return {
    setTags: (bucket, tags, signal) =>
      change(bucket, signal, () =>
        Object.keys(tags).length === 0
          ? client.deleteBucketTags(bucket)
          : putXml(client, bucket, 'tagging', taggingXml(tags)),
      ),

    setEncryption: (bucket, { encryption, encryptionKeyId: key }, signal) =>
      change(bucket, signal, () =>
        encryption === 'none'
          ? client.deleteBucketEncryption(bucket)
          : client.putBucketEncryption(bucket, {
              SSEAlgorithm: encryption,
              ...(key === null ? {} : { KMSMasterKeyID: key }),
            }),
      ),

    setVersioning: (bucket, enabled, signal) =>
      change(bucket, signal, () => putXml(client, bucket, 'versioning', versioningXml(enabled))),

    setBlockPublicAccess: (bucket, blocked, signal) =>
      change(bucket, signal, () =>
        putXml(client, bucket, 'publicAccessBlock', publicAccessBlockXml(blocked)),
      ),
  };
}

/**
 * Sends a configuration. The SDK's own methods will not do: there is none for publicAccessBlock, putBucketVersioning
 * takes any answer for success, and putBucketTags does not escape what it writes into XML.
 */
function putXml(client: OssClient, bucket: string, subresource: string, xml: string): Promise<unknown> {
  const parameters = client._bucketRequestParams('PUT', bucket, subresource, {});
  parameters['mime'] = 'xml';
  parameters['content'] = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  parameters['successStatuses'] = [200];
  return client.request(parameters);
}

function versioningXml(enabled: boolean): string {
  return `<VersioningConfiguration><Status>${enabled ? 'Enabled' : 'Suspended'}</Status></VersioningConfiguration>`;
}

function publicAccessBlockXml(blocked: boolean): string {
  return `<PublicAccessBlockConfiguration><BlockPublicAccess>${blocked}</BlockPublicAccess></PublicAccessBlockConfiguration>`;
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
