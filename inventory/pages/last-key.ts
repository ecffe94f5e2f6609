import type { KeyBytes } from './key-bytes';
import { decodeUrl } from './key-encoding';
import { unescapeXml } from './xml-text';

const [OPEN, CLOSE, ENTRY] = ['<Key>', '</Key>', '<Contents>'];
const ENCODED = /ncoding-?Type>url</;

/**
 * The last key of a page that nobody has read yet, at the price of a search from its end: where its range would go on.
 *
 * @returns null where there is none, or none that can be read: the page is to be judged by whoever reads it whole
 */
export function lastKeyOf(body: Uint8Array): KeyBytes | null {
  const page = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const end = page.lastIndexOf(CLOSE, undefined, 'latin1');
  const start = end === -1 ? -1 : page.lastIndexOf(OPEN, end, 'latin1');
  if (start === -1) {
    return null;
  }
  const written = page.toString('latin1', start + OPEN.length, end);
  const around = page.toString('latin1', 0, page.indexOf(ENTRY, 0, 'latin1')) + page.toString('latin1', end);
  try {
    const text = unescapeXml(written);
    return ENCODED.test(around) ? decodeUrl(text, 'plus') : text;
  } catch {
    return null;
  }
}
