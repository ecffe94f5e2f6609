import { createHash } from 'node:crypto';
import type { Clock } from '../core/service';
import type { IdentityStore } from '../ram/identity-store';
import { newBucket } from './bucket-creation';
import { defaultSwitches, type Bucket, type BucketStore, type OssSwitches } from './bucket-store';
import { ossTime } from './oss-call';

export interface OssArrangement {
  readonly buckets: BucketStore;
  readonly store: IdentityStore;
  readonly clock: Clock;
  readonly defaultRegion: string;
}

/** Each command names the body it takes; the control endpoint passes on what it was sent. */
type Arrangement = (arrangement: OssArrangement, body: never) => unknown;

/**
 * State that a test or the demo starts from, without the checks of the API.
 *
 * - `create-bucket` `{ name, owner?: "main" | "foreign", region?, acl?, storageClass?, redundancy?, tags?,
 *   blockPublicAccess?, encryption?, versioning?, lifecycleRules? }`
 * - `delete-bucket` `{ name }`, whoever owns it and whatever it holds
 * - `put-objects` `{ bucket, objects: { key: text }, inParts?: true }`, in parts without an MD5
 * - `switches` members of OssSwitches
 * - `state` → all buckets with their settings and object keys
 *
 * @throws Error saying what is wrong with the command
 */
export function arrangeOss(arrangement: OssArrangement, command: string, body: unknown): unknown {
  const arrange = commands[command];
  if (arrange === undefined) {
    throw new Error(`oss knows no "${command}"; it knows ${Object.keys(commands).join(', ')}`);
  }
  return arrange(arrangement, (body ?? {}) as never);
}

interface NewBucketBody extends Pick<
  Partial<Bucket>,
  'acl' | 'storageClass' | 'redundancy' | 'blockPublicAccess' | 'versioning' | 'lifecycleRules'
> {
  name: string;
  owner?: 'main' | 'foreign';
  region?: string;
  tags?: Record<string, string>;
  encryption?: string;
}

const commands: Record<string, Arrangement> = {
  'create-bucket'({ buckets, store, clock, defaultRegion }, body: NewBucketBody) {
    const { name, owner, region, tags, encryption, versioning, lifecycleRules, ...wanted } = body;
    if (typeof name !== 'string') {
      throw new TypeError('create-bucket takes a name');
    }
    if (buckets.get(name) !== undefined) {
      throw new Error(`bucket ${name} exists already`);
    }
    const bucket = newBucket(
      {
        buckets,
        caller: { account: owner === 'foreign' ? store.foreign : store.main },
        now: clock.now(),
        region: region ?? defaultRegion,
      },
      name,
      wanted,
    );
    bucket.tags = new Map(Object.entries(tags ?? {}));
    bucket.encryption = encryption === undefined ? undefined : { algorithm: encryption };
    bucket.versioning = versioning;
    bucket.lifecycleRules = lifecycleRules;
  },

  'delete-bucket'({ buckets }, { name }: { name: string }) {
    const bucket = buckets.get(name);
    if (bucket === undefined) {
      throw new Error(`there is no bucket ${name}`);
    }
    buckets.remove(bucket);
  },
  'put-objects'(
    { buckets, clock },
    body: { bucket: string; objects: Record<string, string>; inParts?: true },
  ) {
    const bucket = buckets.get(body.bucket);
    if (bucket === undefined) {
      throw new Error(`there is no bucket "${body.bucket}"`);
    }
    for (const [key, text] of Object.entries(body.objects)) {
      const content = Buffer.from(text);
      bucket.objects.set(key, {
        key,
        size: content.length,
        content: () => content,
        etag:
          createHash('md5').update(content).digest('hex').toUpperCase() + (body.inParts === true ? '-2' : ''),
        contentType: 'application/octet-stream',
        lastModified: clock.now(),
        metadata: new Map(),
      });
    }
  },

  switches({ buckets }, body: Partial<OssSwitches>) {
    const unknown = Object.keys(body).find((name) => !(name in defaultSwitches));
    if (unknown !== undefined) {
      throw new Error(`oss has no switch "${unknown}"`);
    }
    return Object.assign(buckets.switches, body);
  },

  state: ({ buckets, store }) => ({
    buckets: buckets.all().map((bucket) => ({
      name: bucket.name,
      owner: bucket.owner === store.main ? 'main' : 'foreign',
      region: bucket.region,
      createdAt: ossTime(bucket.createdAt),
      acl: bucket.acl,
      storageClass: bucket.storageClass,
      redundancy: bucket.redundancy,
      blockPublicAccess: bucket.blockPublicAccess,
      encryption: bucket.encryption?.algorithm ?? null,
      ...(bucket.encryption?.kmsKeyId === undefined ? {} : { encryptionKeyId: bucket.encryption.kmsKeyId }),
      versioning: bucket.versioning ?? null,
      lifecycle: bucket.lifecycleRules !== undefined,
      tags: Object.fromEntries(bucket.tags),
      objects: [...bucket.objects.keys()].sort(),
    })),
  }),
};
