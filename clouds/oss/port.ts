import type { BucketSettings, FoundBucketSettings } from '../../contracts/inputs/bucket-settings';

/**
 * OSS buckets as this product needs them. Every verb rejects with a PrepError of the error table, or with the
 * signal's reason when the caller gives up. Verbs that set something replace what was set before.
 */
export interface OssBuckets extends OssBucketSettings, OssProbes {
  /**
   * What a bucket of this account is like; null if no bucket has that name.
   * `OssNameTaken` if it belongs to another account.
   */
  describe(bucket: string, signal: AbortSignal): Promise<BucketDescription | null>;
  /**
   * Creates a bucket in the client's region. OSS takes a second creation by the owner for a change of the ACL, so
   * describe first. `OssNameTaken`, `OssOtherRegion` or `OssBucketDiffers` if the name is in use.
   */
  create(bucket: string, settings: NewBucket, signal: AbortSignal): Promise<void>;
  /** Whether no object is in it; old versions and unfinished uploads are not looked for. */
  isEmpty(bucket: string, signal: AbortSignal): Promise<boolean>;
  /** Deletes an empty bucket. */
  remove(bucket: string, signal: AbortSignal): Promise<'removed' | 'missing' | 'not-empty'>;
  lifecycleRules(bucket: string, signal: AbortSignal): Promise<readonly LifecycleRule[]>;
  /** The first bytes of the first object under a prefix, as text; null if there is none. */
  beginningOf(bucket: string, prefix: string, bytes: number, signal: AbortSignal): Promise<string | null>;
}

export interface OssBucketSettings {
  setTags(bucket: string, tags: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  setEncryption(bucket: string, settings: EncryptionSettings, signal: AbortSignal): Promise<void>;
  /** False suspends it: a bucket that ever had versioning cannot lose it. */
  setVersioning(bucket: string, enabled: boolean, signal: AbortSignal): Promise<void>;
  setBlockPublicAccess(bucket: string, blocked: boolean, signal: AbortSignal): Promise<void>;
}

/** Proofs that the AccessKey in use reaches a bucket. */
export interface OssProbes {
  /**
   * Finds out whether the endpoint serves objects at all, by reading one that need not exist.
   *
   * Rejects only if it does not (`OssPublicEndpointRefused`), or if there was no answer.
   *
   * @param bucket null for any bucket that the account has in the region; without one, nothing can be found out
   */
  probeObjects(bucket: string | null, signal: AbortSignal): Promise<void>;
  /** Reads the bucket's description. */
  probeRead(bucket: string, signal: AbortSignal): Promise<void>;
  /** Writes a tiny object, `.ks3-oss-prep/write-probe`, and deletes it. */
  probeWrite(bucket: string, signal: AbortSignal): Promise<void>;
}

export type NewBucket = Pick<BucketSettings, 'storageClass' | 'redundancy' | 'acl'>;

/** How objects are encrypted. */
export type EncryptionSettings = Pick<BucketSettings, Extract<keyof BucketSettings, `encryption${string}`>>;

/** Values as OSS sends them: it may know classes and algorithms that an input cannot request. */
export interface BucketDescription extends FoundBucketSettings {
  readonly name: string;
  /** For example `cn-beijing`. */
  readonly region: string;
  /** Empty also for a bucket of another region behind a configured endpoint: only its own endpoint shows them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Account ID of the owner. */
  readonly owner: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

/** A rule that acts on objects by their age, which a migration preserves. */
export interface LifecycleRule {
  readonly id: string;
  readonly prefix: string;
  readonly enabled: boolean;
  readonly deletes: boolean;
  readonly changesClass: boolean;
  /** Fewest days since the last modification after which it acts; null if it uses a date. */
  readonly afterDays: number | null;
}
