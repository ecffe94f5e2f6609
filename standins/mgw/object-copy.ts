import { createHash, randomUUID } from 'node:crypto';
import type { Buckets } from '../ks3/buckets';
import { contentLater, indexOfKey } from '../ks3/sources/object-source';
import type { BucketStore } from '../oss/bucket-store';
import type { Listed, MgwJob, Problem } from './mgw-model';
import type { MgwState } from './mgw-state';
import { Refused, type ObjectPlace, type ObjectRequests } from './object-requests';

export interface Ends {
  readonly source: ObjectPlace;
  readonly destination: ObjectPlace;
}

/** Headers that go with an object; storage class, ACL, encryption and tags stay behind. */
const KEPT = /^(content-type|x-amz-meta-.+)$/;

/** What is read of an object over the wire; the rest of a larger one goes without it. */
const READ_BYTES = 64 * 1024;

/**
 * Copies objects in bounded memory: it reads them as it may, and the destination takes over where the source has their
 * content from. No body is kept.
 */
export class ObjectCopy {
  constructor(
    readonly state: MgwState,
    readonly requests: ObjectRequests,
    /** Buckets of the source. */
    readonly sources: Buckets,
    /** Buckets of the destination, also to keep the time of an object, which no request can set. */
    readonly buckets: BucketStore,
  ) {}

  /** Copies an object unless the modes of the job say otherwise. The prefix of the source is replaced by the destination's. */
  async copy(
    job: MgwJob,
    { source, destination }: Ends,
    object: Listed,
    signal: AbortSignal,
  ): Promise<'copied' | 'skipped' | Problem> {
    const problem = this.#arrangedProblem(object.key);
    if (problem !== undefined) {
      return problem;
    }
    const key = destination.prefix + object.key.slice(source.prefix.length);
    try {
      if (this.#keeps(job, destination, key, object)) {
        return 'skipped';
      }
      const { body, headers } = await this.requests.read(source, object.key, READ_BYTES, signal);
      const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.test(name)));
      const token = this.#handOver(source, object, body);
      try {
        const named = { ...kept, 'x-standin-content': token };
        await this.requests.write(destination, key, { body: Buffer.alloc(0), headers: named }, signal);
      } finally {
        this.buckets.handedOver.delete(token);
      }
      this.#keepTime(destination.bucket, key, object.lastModified);
      return 'copied';
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof Refused
        ? error.problem
        : { code: 'ConnectionFailed', message: 'The connection failed.' };
    }
  }

  /** Content that the destination takes over without holding it. @param body as much of it as was read */
  #handOver({ bucket }: ObjectPlace, { key, size }: Listed, body: Buffer): string {
    const { source } = this.sources.get(bucket);
    const index = indexOfKey(source, key);
    const md5 = createHash('md5').update(body).digest('hex').toUpperCase();
    const token = randomUUID();
    this.buckets.handedOver.set(token, {
      size,
      content: index === undefined ? () => body : contentLater(source, index),
      // Large objects are uploaded in parts, whose ETag is no MD5.
      etag: size <= READ_BYTES ? md5 : `${md5}-${Math.ceil(size / READ_BYTES)}`,
    });
    return token;
  }

  #arrangedProblem(key: string): Problem | undefined {
    const failing = this.state.failing.get(key);
    if (failing === undefined || failing.times === 0) {
      return undefined;
    }
    failing.times -= 1;
    return failing.problem;
  }

  /** Whether what the destination has stays; it is not asked over the wire, for a third of the time. */
  #keeps(
    { overwriteMode, transferMode }: MgwJob,
    { bucket }: ObjectPlace,
    key: string,
    { size, lastModified }: Listed,
  ): boolean {
    const found = this.buckets.get(bucket)?.objects.get(key);
    if (found === undefined || (overwriteMode === 'always' && transferMode === 'all')) {
      return false;
    }
    if (overwriteMode === 'never' || lastModified < found.lastModified) {
      return true;
    }
    return lastModified.getTime() === found.lastModified.getTime() && size === found.size;
  }

  #keepTime(bucket: string, key: string, lastModified: Date): void {
    const objects = this.buckets.get(bucket)?.objects;
    const object = objects?.get(key);
    if (object !== undefined) {
      objects?.set(key, { ...object, lastModified });
    }
  }
}
