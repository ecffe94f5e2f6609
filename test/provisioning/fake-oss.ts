import type {
  BucketDescription,
  EncryptionSettings,
  LifecycleRule,
  NewBucket,
  OssBuckets,
} from '../../clouds/oss/port';
import { PrepError } from '../../contracts/prep-error';

export type FakeBucket = { -readonly [Member in keyof BucketDescription]: BucketDescription[Member] } & {
  objects: number;
};

/** OSS behind its port: the buckets of one account in a map, and names that others have. */
export class FakeOss implements OssBuckets {
  readonly buckets = new Map<string, FakeBucket>();
  readonly taken = new Set<string>();
  rules: LifecycleRule[] = [];
  blockPublicAccessByDefault = false;

  constructor(readonly region = 'cn-beijing') {}

  add(name: string, given: Partial<FakeBucket> = {}): FakeBucket {
    const bucket = {
      name,
      region: this.region,
      storageClass: 'Standard',
      redundancy: 'LRS',
      acl: 'private',
      versioning: false,
      encryption: 'none',
      encryptionKeyId: null,
      blockPublicAccess: this.blockPublicAccessByDefault,
      tags: {},
      owner: '1',
      createdAt: new Date().toISOString(),
      objects: 0,
      ...given,
    };
    this.buckets.set(name, bucket);
    return bucket;
  }

  async describe(name: string): Promise<BucketDescription | null> {
    if (this.taken.has(name)) {
      throw new PrepError('OssNameTaken', { resource: `OSS bucket ${name}` });
    }
    const bucket = this.buckets.get(name);
    return bucket === undefined ? null : { ...bucket };
  }

  async create(name: string, { storageClass, redundancy, acl }: NewBucket): Promise<void> {
    if (this.taken.has(name)) {
      throw new PrepError('OssNameTaken', { resource: `OSS bucket ${name}` });
    }
    const existing = this.buckets.get(name);
    const blocked = existing?.blockPublicAccess ?? this.blockPublicAccessByDefault;
    if (blocked === true && acl !== 'private') {
      throw new PrepError('OssAccessDenied', { resource: `OSS bucket ${name}` });
    }
    if (existing === undefined) {
      this.add(name, { storageClass, redundancy, acl });
    } else {
      existing.acl = acl;
    }
  }

  async isEmpty(name: string): Promise<boolean> {
    this.#serve(name);
    return this.#bucket(name).objects === 0;
  }

  async remove(name: string): Promise<'removed' | 'missing' | 'not-empty'> {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) {
      return 'missing';
    }
    if (bucket.objects > 0) {
      return 'not-empty';
    }
    this.buckets.delete(name);
    return 'removed';
  }

  /** What the first object under any prefix holds. */
  text: string | null = null;

  async beginningOf(): Promise<string | null> {
    return this.text;
  }

  async lifecycleRules(): Promise<readonly LifecycleRule[]> {
    return this.rules;
  }

  async setTags(name: string, tags: Readonly<Record<string, string>>): Promise<void> {
    this.#bucket(name).tags = tags;
  }

  async setEncryption(name: string, settings: EncryptionSettings): Promise<void> {
    const { encryption, encryptionKeyId } = settings;
    Object.assign(this.#bucket(name), { encryption, encryptionKeyId });
  }

  async setVersioning(name: string, enabled: boolean): Promise<void> {
    this.#bucket(name).versioning = enabled;
  }

  async setBlockPublicAccess(name: string, blocked: boolean): Promise<void> {
    this.#bucket(name).blockPublicAccess = blocked;
  }

  /** What OSS does with objects of mainland buckets at the public endpoint. */
  servesObjects = true;

  async probeObjects(name: string | null): Promise<void> {
    this.#serve(name ?? '');
  }

  async probeRead(name: string): Promise<void> {
    this.#bucket(name);
  }

  async probeWrite(name: string): Promise<void> {
    this.#bucket(name);
    this.#serve(name);
  }

  #serve(name: string): void {
    if (!this.servesObjects) {
      throw new PrepError('OssPublicEndpointRefused', { resource: `OSS bucket ${name}` });
    }
  }

  #bucket(name: string): FakeBucket {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) {
      throw new PrepError('OssNotVisibleYet', { resource: `OSS bucket ${name}` });
    }
    return bucket;
  }
}
