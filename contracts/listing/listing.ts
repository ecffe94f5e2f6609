/** One request for a page of a listing. */
export interface PageRequest {
  /** Only keys that start with it. */
  readonly prefix: string;
  /** Only keys after it, in UTF-8 byte order; empty for the first page. */
  readonly startAfter: string;
  readonly maxKeys: number;
  /** The token of a page without keys that more follows, which goes before `startAfter`: it alone says how far the store has looked. */
  readonly continuationToken?: string | undefined;
  /** Present to get the names in the folder `prefix`, each once, instead of all keys below it. */
  readonly delimiter?: '/' | undefined;
}

/** A page as it came from the store, neither parsed nor checked. */
export interface RawPage {
  readonly body: Uint8Array;
  /** Requests that were sent for it, repeated ones included. */
  readonly requests: number;
  readonly requestId: string | undefined;
  /** Takes the body's memory back once it has been read, to use it again; absent if there is no need. */
  readonly release?: ((memory: ArrayBufferLike) => void) | undefined;
}

/** What a store says about the content of an object. */
export interface ObjectChecksums {
  readonly size: number;
  /** Hexadecimal, lower case; null if the store does not vouch for one: it has none of objects that came in parts. */
  readonly md5: string | null;
  /** The ETag, if it has the form of an MD5, lower case. It need not be one. */
  readonly etag: string | null;
  /** CRC-64/ECMA-182 as a decimal number; null if the store has none. */
  readonly crc64: string | null;
}
