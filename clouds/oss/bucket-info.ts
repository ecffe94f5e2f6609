import { z } from 'zod';
import type { BucketDescription } from './port';

/** The SDK's XML parser gives an element with attributes (`xmlns`) as `{ _: text, $: attributes }`. */
const text = z.preprocess(
  (value) => (typeof value === 'object' && value !== null && '_' in value ? value._ : value),
  z.string(),
);

/** The element `Bucket` of an answer to GetBucketInfo, as the SDK parses it: every value is a string. */
const bucketInfo = z.object({
  Name: text,
  Location: text,
  CreationDate: text,
  StorageClass: text,
  DataRedundancyType: text.optional(),
  Owner: z.object({ ID: text }),
  AccessControlList: z.object({ Grant: text }),
  Versioning: text.optional(),
  BlockPublicAccess: text.optional(),
  ServerSideEncryptionRule: z
    .object({ SSEAlgorithm: text.optional(), KMSMasterKeyID: text.optional() })
    .optional()
    .catch(undefined),
});

/** Reads an answer to GetBucketInfo; null if it is not one. Tags come from another operation. */
export function readBucketInfo(bucket: unknown): Omit<BucketDescription, 'tags'> | null {
  const parsed = bucketInfo.safeParse(bucket);
  if (!parsed.success) {
    return null;
  }
  const info = parsed.data;
  const algorithm = info.ServerSideEncryptionRule?.SSEAlgorithm ?? 'None';
  return {
    name: info.Name,
    region: info.Location.replace(/^oss-/, ''),
    storageClass: info.StorageClass,
    redundancy: info.DataRedundancyType ?? 'LRS',
    acl: info.AccessControlList.Grant,
    versioning: info.Versioning === 'Enabled',
    encryption: algorithm === 'None' ? 'none' : algorithm,
    encryptionKeyId: info.ServerSideEncryptionRule?.KMSMasterKeyID || null,
    blockPublicAccess: info.BlockPublicAccess === undefined ? null : info.BlockPublicAccess === 'true',
    owner: info.Owner.ID,
    createdAt: info.CreationDate,
  };
}
