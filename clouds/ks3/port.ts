/** One request for a page of a listing. */
export interface PageRequest {
  /** Only keys that start with it. */
  readonly prefix: string;
  /** Only keys after it, in UTF-8 byte order; empty for the first. */
  readonly startAfter: string;
  readonly maxKeys: number;
  /** The token of the page before, which goes before `startAfter`. */
  readonly continuationToken?: string | undefined;
  /** Present to get the names in the folder `prefix`, each once, instead of all keys below it. */
  readonly delimiter?: '/' | undefined;
}

/** A raw page, neither parsed nor checked. */
export interface RawPage {
  readonly body: Uint8Array;
  /** Requests that were sent for it, repeated ones included. */
  readonly requests: number;
  readonly requestId: string | undefined;
  /** Takes the body's memory back once it has been read, to use it again. */
  readonly release?: ((memory: ArrayBufferLike) => void) | undefined;
}

/**
 * A KS3 bucket as this product needs it: read-only. Every verb rejects with a PrepError of the error table, or with
 * the signal's reason when the caller gives up.
 */
export interface Ks3Source {
  /** One page of ListObjectsV2. */
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<RawPage>;
  /** The bucket's region as KS3 names it, for example `BEIJING`. */
  location(signal: AbortSignal): Promise<string>;
  /** Proves that objects can be read, by requesting the first byte of one. */
  readSample(key: string, signal: AbortSignal): Promise<void>;
  /** Closes the connections. */
  close(): void;
}
