import type { KeyBytes } from './key-bytes';

const [SPACE, QUOTE, BACKSLASH] = [0x20, 0x22, 0x5c];
/** Control characters that JSON writes with two characters: \b \t \n \f \r. */
const SHORT_ESCAPES = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d]);

/** Bytes that a key takes in JSON, its quotes aside: a control character may take six. */
export function jsonBytes(key: KeyBytes): number {
  let bytes = key.length;
  for (let at = 0; at < key.length; at++) {
    const byte = key.charCodeAt(at);
    if (byte < SPACE) {
      bytes += SHORT_ESCAPES.has(byte) ? 1 : 5;
    } else if (byte === QUOTE || byte === BACKSLASH) {
      bytes += 1;
    }
  }
  return bytes;
}
