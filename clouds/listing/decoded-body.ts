import { brotliDecompressSync, gunzipSync, inflateSync, type ZlibOptions } from 'node:zlib';
import { MAX_BODY_BYTES } from './answer-reader';

type Decoder = (body: Uint8Array, options: ZlibOptions) => Uint8Array;

/** By their names in Content-Encoding (RFC 9110, section 8.4.1). */
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/**
 * The body of an answer as it was before a store, or a gateway in front of it, compressed it without having been asked
 * to. One that cannot be decoded stays as it is: its reader says what it is instead of a page.
 */
export function decodedBody(body: Uint8Array, contentEncoding: string | undefined): Uint8Array {
  const decode = DECODERS[contentEncoding?.trim().toLowerCase() ?? ''];
  try {
    return decode === undefined ? body : decode(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch {
    return body;
  }
}
