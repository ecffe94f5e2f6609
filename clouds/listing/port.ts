import type { ObjectChecksums, PageRequest, RawPage } from '../../contracts/listing/listing';

/** A bucket whose keys are listed by ListObjectsV2. */
export interface ListedBucket {
  /** One page. Rejects with a PrepError of the error table, or with the signal's reason when the caller gives up. */
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<RawPage>;
  /** What is known of an object's content, by HeadObject; null if there is no such object. Rejects as `fetchPage` does. */
  checksums(key: string, signal: AbortSignal): Promise<ObjectChecksums | null>;
  /** Closes the connections. */
  close(): void;
}
