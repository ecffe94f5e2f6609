import { createHash } from 'node:crypto';
import type { AccessKeys } from './access';
import type { Bucket, Buckets, MultipartUpload } from './buckets';
import { makeSource, type SourceChoice } from './make-source';
import type { Ks3Switches } from './switches';

export interface Ks3State {
  buckets: Buckets;
  keys: AccessKeys;
  switches: Ks3Switches;
  region: string;
}

type CreateBucket = SourceChoice & Pick<Bucket, 'name'> & Pick<Partial<Bucket>, 'region' | 'homeEndpoint'>;
interface PutObject {
  bucket: string;
  key: string;
  /** Bytes; taken from `content` if given. */
  size?: number;
  content?: string;
  /** Whether it came in parts, so that its ETag is no MD5. */
  inParts?: true;
  storageClass?: string;
  lastModified?: string;
}

/** Operations that need the permission to list. */
const listOperations = ['ListBuckets', 'ListObjects', 'ListObjectsV2'];

/**
 * Commands that arrange KS3's state without a signed request:
 * - `create-bucket` `{ name, directory? | synthetic?, region?, homeEndpoint? }` → `{ expected }`
 * - `put-object` `{ bucket, key, size? | content?, storageClass?, lastModified? }`
 * - `put-objects` `{ bucket, objects: [{ key, … }] }`, `delete-object` `{ bucket, key }`
 * - `put-upload` `{ bucket, key, uploadId?, initiated?, storageClass? }`
 * - `expected` `{ bucket }` → totals
 * - `create-key` `{ denied? }` → `{ accessKeyId, accessKeySecret }`
 * - `deny` `{ accessKeyId, operations }`; `restrict` `{ accessKeyId }`: no permission to list
 * - `switches` `{ … }` → all switches; `redirect` `{ bucket, homeEndpoint }`
 * @throws Error for an unknown command or a bad argument
 */
export function arrangeKs3(state: Ks3State, command: string, body: unknown): unknown {
  const { buckets, keys } = state;
  switch (command) {
    case 'create-bucket': {
      const { directory, synthetic, ...bucket } = body as CreateBucket;
      const source = makeSource({ directory, synthetic });
      buckets.create({ region: state.region, ...bucket, source });
      return { expected: source.expected() };
    }
    case 'put-object': {
      const { bucket, ...object } = body as PutObject;
      return putObjects(buckets.get(bucket), [object]);
    }
    case 'put-objects': {
      const { bucket, objects } = body as { bucket: string; objects: Omit<PutObject, 'bucket'>[] };
      return putObjects(buckets.get(bucket), objects);
    }
    case 'delete-object': {
      const { bucket, key } = body as { bucket: string; key: string };
      return { deleted: buckets.get(bucket).source.delete?.(key) ?? false };
    }
    case 'put-upload': {
      const { bucket, ...upload } = body as { bucket: string; key: string } & Partial<MultipartUpload>;
      const { uploads } = buckets.get(bucket);
      const uploadId = upload.uploadId ?? `upload-${uploads.length + 1}`;
      const defaults = { initiated: '2026-01-02T03:04:05.000Z', storageClass: 'STANDARD' };
      uploads.push({ ...defaults, ...upload, uploadId });
      return { uploadId };
    }
    case 'expected':
      return buckets.get((body as { bucket: string }).bucket).source.expected();
    case 'create-key':
      return keys.create(body as { denied?: string[] });
    case 'deny': {
      const { accessKeyId, operations } = body as { accessKeyId: string; operations: string[] };
      return keys.deny(accessKeyId, operations);
    }
    case 'restrict':
      return keys.deny((body as { accessKeyId: string }).accessKeyId, listOperations);
    case 'switches':
      return Object.assign(state.switches, body as Partial<Ks3Switches>);
    case 'redirect': {
      const { bucket, homeEndpoint } = body as { bucket: string; homeEndpoint?: string };
      buckets.get(bucket).homeEndpoint = homeEndpoint;
      return undefined;
    }
    default:
      throw new Error(`ks3 has no command "${command}"`);
  }
}

function putObjects(
  { name, source }: Bucket,
  objects: readonly Omit<PutObject, 'bucket'>[],
): { put: number } {
  if (source.put === undefined) {
    throw new Error(`bucket ${name} is read-only`);
  }
  for (const { key, content, inParts, size, storageClass, lastModified } of objects) {
    const bytes = content === undefined ? undefined : Buffer.from(content);
    source.put({
      key,
      size: bytes?.length ?? size ?? 0,
      storageClass: storageClass ?? 'STANDARD',
      lastModified: new Date(lastModified ?? '2026-01-02T03:04:05.000Z').toISOString(),
      etag:
        createHash('md5')
          .update(bytes ?? key)
          .digest('hex') + (bytes && inParts !== true ? '' : '-1'),
      content: bytes,
    });
  }
  return { put: objects.length };
}
