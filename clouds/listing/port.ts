import type { PageRequest, RawPage } from '../../contracts/listing';

/** A bucket whose keys are listed by ListObjectsV2. */
export interface ListedBucket {
  /** One page. Rejects with a PrepError of the error table, or with the signal's reason when the caller gives up. */
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<RawPage>;
  /** Closes the connections. */
  close(): void;
}
