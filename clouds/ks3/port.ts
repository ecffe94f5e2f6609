import type { ListedBucket } from '../listing/port';

/**
 * A KS3 bucket as this product needs it: read-only. Every verb rejects with a PrepError of the error table, or with
 * the signal's reason when the caller gives up.
 */
export interface Ks3Source extends ListedBucket {
  /** The bucket's region as KS3 names it, for example `BEIJING`. */
  location(signal: AbortSignal): Promise<string>;
  /** Proves that objects can be read, by requesting the first byte of one. */
  readSample(key: string, signal: AbortSignal): Promise<void>;
}
