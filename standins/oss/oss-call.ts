import type { ServiceRequest } from '../core/service';
import type { AlibabaAccount, Caller } from '../ram/identity-model';
import type { Bucket, BucketStore } from './bucket-store';

/** An authenticated call that is permitted, unless it creates a bucket. */
export interface OssCall {
  readonly request: ServiceRequest;
  readonly buckets: BucketStore;
  readonly now: Date;
  /** Region of the endpoint. */
  readonly region: string;
}

/** A call about the caller's own account, which cannot be anonymous. */
export interface AccountCall extends OssCall {
  readonly caller: Pick<Caller, 'account'>;
}

/** A call about a bucket that exists and that the caller may reach. */
export interface BucketCall extends OssCall {
  readonly bucket: Bucket;
}

export interface ObjectCall extends BucketCall {
  readonly key: string;
}

export interface OssResult {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** An XML document, or the bytes of an object. */
  body?: string | Buffer;
  /** What changed. */
  effect?: string;
}

/** Time as OSS writes it in XML; clients parse the `.000`. */
export const ossTime = (date: Date): string => `${date.toISOString().slice(0, 19)}.000Z`;

export interface OwnerElement {
  id: string;
  displayName: string;
}

/** OSS shows the account ID as both. */
export const ownerOf = (account: AlibabaAccount): OwnerElement => ({
  id: account.id,
  displayName: account.id,
});
