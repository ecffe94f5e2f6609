import type { AlibabaAccount } from '../ram/identity-model';
import type { SortedObjects } from './sorted-objects';

export const bucketAcls = ['private', 'public-read', 'public-read-write'] as const;
export type BucketAcl = (typeof bucketAcls)[number];

export const storageClasses = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'] as const;
export type StorageClass = (typeof storageClasses)[number];

export const redundancyTypes = ['LRS', 'ZRS'] as const;
export type RedundancyType = (typeof redundancyTypes)[number];

export interface Bucket {
  readonly name: string;
  readonly owner: AlibabaAccount;
  /** Without the `oss-` that `Location` has. */
  readonly region: string;
  readonly createdAt: Date;
  acl: BucketAcl;
  readonly storageClass: StorageClass;
  readonly redundancy: RedundancyType;
  tags: ReadonlyMap<string, string>;
  encryption?: { algorithm: string; kmsKeyId?: string };
  versioning?: 'Enabled' | 'Suspended';
  blockPublicAccess: boolean;
  /** Rules as they were put, as XML. */
  lifecycleRules?: string;
  readonly objects: SortedObjects<StoredObject>;
}

export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  content(): Buffer;
  /** Upper-case hex MD5 without quotes, as OSS writes it. */
  readonly etag: string;
  readonly contentType: string;
  readonly lastModified: Date;
  /** User metadata, names without `x-oss-meta-`. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** Variants of OSS's behaviour that is unknown or has changed over time. */
export interface OssSwitches {
  /** Signature V1 is withdrawn for new accounts and buckets. */
  signatureV1: 'refused' | 'accepted';
  /** Buckets an account may have in one region. */
  maxBuckets: number;
  /** Documented as false; newer accounts are reported to get true. */
  blockPublicAccessByDefault: boolean;
  /** What a second PutBucket without `x-oss-acl` does to the ACL. */
  recreateWithoutAcl: 'private' | 'keep';
  /** What accounts that activated OSS since 20 March 2025 get for objects at the public endpoint of a mainland region. */
  publicEndpoint: 'open' | 'without-objects';
  /** Buckets by the domain that is mapped to them (PutCname), the host of a request. */
  domains: Readonly<Record<string, string>>;
  /** Whether GetBucketLocation's element carries an `xmlns`, as in the documented sample. */
  locationNamespace: boolean;
}

export const defaultSwitches: OssSwitches = {
  signatureV1: 'refused',
  maxBuckets: 100,
  blockPublicAccessByDefault: false,
  recreateWithoutAcl: 'private',
  publicEndpoint: 'open',
  domains: {},
  locationNamespace: false,
};

/** Content that another stand-in computes or reads from a file, and that nothing holds in memory. */
export type Content = Pick<StoredObject, 'size' | 'content' | 'etag'>;

/** All buckets of all accounts: names are unique across them. */
export class BucketStore {
  readonly #buckets = new Map<string, Bucket>();
  readonly switches: OssSwitches = { ...defaultSwitches };
  /** Contents that a PutObject without a body names in `x-standin-content`; each is taken once. */
  readonly handedOver = new Map<string, Content>();

  get(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  add(bucket: Bucket): void {
    this.#buckets.set(bucket.name, bucket);
  }

  remove(bucket: Bucket): void {
    this.#buckets.delete(bucket.name);
  }

  /** In the order of their names. */
  ownedBy(account: AlibabaAccount): Bucket[] {
    return this.all().filter(({ owner }) => owner === account);
  }

  all(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

export const isOneOf = <T extends string>(values: readonly T[], text: string): text is T =>
  (values as readonly string[]).includes(text);
