/**
 * A key as its UTF-8 bytes, one character a byte. Comparing two of them with `<` compares bytes, which is the order
 * of a listing; JavaScript's own order of strings, by UTF-16 unit, differs beyond U+D7FF.
 */
export type KeyBytes = string;

export function toKeyBytes(key: string): KeyBytes {
  return isAsciiText(key) ? key : Buffer.from(key, 'utf8').toString('latin1');
}

/**
 * The key as text.
 *
 * @returns null if the bytes are not UTF-8: such a key cannot be requested, so nothing can continue after it
 */
export function fromKeyBytes(bytes: KeyBytes): string | null {
  if (isAsciiText(bytes)) {
    return bytes;
  }
  const key = Buffer.from(bytes, 'latin1').toString('utf8');
  return Buffer.from(key, 'utf8').toString('latin1') === bytes ? key : null;
}

function isAsciiText(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- the range is the definition of ASCII
  return /^[\x00-\x7f]*$/.test(text);
}
