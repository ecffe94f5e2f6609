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

/** Copies objects one at a time, so that no more than one body for each is in memory on its way. */
export class ObjectCopy {
  constructor(
    readonly state: MgwState,
    readonly requests: ObjectRequests,
    /** To keep the time of an object, which no request can set. */
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
      if (await this.#keeps(job, destination, key, object, signal)) {
        return 'skipped';
      }
      const { body, headers } = await this.requests.read(source, object.key, signal);
      const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.test(name)));
      await this.requests.write(destination, key, { body, headers: kept }, signal);
      this.#keepTime(destination.bucket, key, object.lastModified);
      return 'copied';
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof Refused
        ? error.problem
        : { code: 'ConnectionFailed', message: 'The connection failed.' };
    }
  }

  #arrangedProblem(key: string): Problem | undefined {
    const failing = this.state.failing.get(key);
    if (failing === undefined || failing.times === 0) {
      return undefined;
    }
    failing.times -= 1;
    return failing.problem;
  }

  /** Whether what the destination has stays. */
  async #keeps(
    { overwriteMode, transferMode }: MgwJob,
    destination: ObjectPlace,
    key: string,
    { size, lastModified }: Listed,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (overwriteMode === 'always' && transferMode === 'all') {
      return false;
    }
    const found = await this.requests.head(destination, key, signal);
    if (found === null || overwriteMode === 'never') {
      return found !== null;
    }
    const wholeSeconds = Math.floor(lastModified.getTime() / 1000) * 1000;
    const there = Date.parse(found['last-modified'] ?? '');
    return wholeSeconds < there || (wholeSeconds === there && Number(found['content-length']) === size);
  }

  #keepTime(bucket: string, key: string, lastModified: Date): void {
    const objects = this.buckets.get(bucket)?.objects;
    const object = objects?.get(key);
    if (object !== undefined) {
      objects?.set(key, { ...object, lastModified });
    }
  }
}
