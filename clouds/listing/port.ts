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

/** A bucket whose keys are listed by ListObjectsV2. */
export interface ListedBucket {
  /** One page. Rejects with a PrepError of the error table, or with the signal's reason when the caller gives up. */
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<RawPage>;
  /** Closes the connections. */
  close(): void;
}
