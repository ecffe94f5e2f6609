import { Ks3Error } from './errors';
import { MemorySource } from './sources/memory-source';
import type { ObjectSource } from './sources/object-source';

export interface MultipartUpload {
  key: string;
  uploadId: string;
  /** ISO 8601, UTC. */
  initiated: string;
  storageClass: string;
}

export interface Bucket {
  name: string;
  region: string;
  /** ISO 8601, UTC. */
  created: string;
  source: ObjectSource;
  uploads: MultipartUpload[];
  versioning?: 'Enabled' | 'Suspended';
  /** Set: the bucket lives in another region, and requests here are redirected to this endpoint with 307. */
  homeEndpoint?: string;
}

/** Buckets that an account may create, unless its quota was raised (docs.ksyun.com 2286). */
const maxBuckets = 100;

export class Buckets {
  readonly #buckets = new Map<string, Bucket>();

  list(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws Ks3Error TooManyBuckets */
  demandQuota(): void {
    if (this.#buckets.size >= maxBuckets) {
      throw new Ks3Error('TooManyBuckets', 'You have attempted to create more buckets than allowed');
    }
  }

  /** @throws Ks3Error InvalidBucketName, BucketAlreadyExists */
  create(bucket: Pick<Bucket, 'name' | 'region'> & Partial<Bucket>): Bucket {
    demandName(bucket.name);
    if (this.#buckets.has(bucket.name)) {
      throw new Ks3Error('BucketAlreadyExists', 'The requested bucket name is not available.');
    }
    const created: Bucket = {
      created: new Date().toISOString(),
      source: new MemorySource(),
      uploads: [],
      ...bucket,
    };
    this.#buckets.set(bucket.name, created);
    return created;
  }

  /** @throws Ks3Error NoSuchBucket, InvalidBucketName */
  get(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket !== undefined) {
      return bucket;
    }
    demandName(name);
    throw new Ks3Error('NoSuchBucket', 'The specified bucket does not exist');
  }

  /** @throws Ks3Error NoSuchBucket, BucketNotEmpty */
  delete(name: string): void {
    if (this.get(name).source.count > 0) {
      throw new Ks3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty.');
    }
    this.#buckets.delete(name);
  }
}

/** 3 to 63 of a-z, 0-9 and hyphens, not starting with `kss` (docs.ksyun.com 2286). */
function demandName(name: string): void {
  if (!/^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/.test(name) || name.startsWith('kss')) {
    throw new Ks3Error('InvalidBucketName', 'The specified bucket is not valid.');
  }
}
