import type { KeyBytes } from './key-bytes';
import { UntrustworthyPage } from './page-source';
import { decodeUrl, unescapeXml } from './xml-text';

/** A believed page: its entries side by side, in listing order. */
export interface ScannedPage {
  readonly keys: readonly KeyBytes[];
  /** Bytes. */
  readonly sizes: readonly number[];
  /** As KS3 names them; empty where the page has none. */
  readonly storageClasses: readonly string[];
  readonly truncated: boolean;
  /** Present on truncated pages. */
  readonly nextToken: string | null;
}

/** What the answer must be an answer to. */
export interface AskedPage {
  readonly bucket: string;
  readonly prefix: KeyBytes;
  readonly after: KeyBytes;
}

/**
 * Reads a ListObjectsV2 answer straight from its bytes, and believes it only if it is a complete ListBucketResult of
 * that bucket whose keys ascend beyond the asked position. An HTML page, an empty body, a cut one, an error with
 * status 200, a truncated page without a token: none of them is a short listing.
 *
 * @throws UntrustworthyPage naming what is wrong
 */
export function scanPage(body: Uint8Array, asked: AskedPage): ScannedPage {
  // One character a byte: searching is as fast as it gets, and comparing is the order of the listing.
  const page = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const head = headOf(page);
  const encoded = isEncoded(head);
  assertBucket(head, asked, encoded);

  const keys: KeyBytes[] = [];
  const sizes: number[] = [];
  const storageClasses: string[] = [];
  let previous = asked.after;
  let first = true;
  for (let at = page.indexOf('<Contents>'); at !== -1; ) {
    const end = page.indexOf('</Contents>', at);
    if (end === -1) {
      throw new UntrustworthyPage('it is cut in the middle of an entry');
    }
    const entry = page.slice(at, end);
    const key = keyOf(entry, encoded);
    if (key <= previous && !(first && previous === '')) {
      throw new UntrustworthyPage(
        first ? 'it begins at or before the asked position' : 'its keys do not ascend in byte order',
      );
    }
    if (!key.startsWith(asked.prefix)) {
      throw new UntrustworthyPage('it holds a key outside the asked prefix');
    }
    keys.push(key);
    sizes.push(sizeOf(entry));
    storageClasses.push(elementIn(entry, 'StorageClass') ?? '');
    previous = key;
    first = false;
    at = page.indexOf('<Contents>', end);
  }
  assertCount(head, keys.length);
  const truncated = isTruncated(head);
  return { keys, sizes, storageClasses, truncated, nextToken: truncated ? tokenOf(head, keys.length) : null };
}

/** The page without its entries: the elements that speak of the page as a whole. */
function headOf(page: string): string {
  if (page.trim() === '') {
    throw new UntrustworthyPage('it is empty');
  }
  const root = /^\uFEFF?(?:ï»¿)?\s*(?:<\?xml[^>]*\?>)?\s*<([A-Za-z!][^\s>/]*)/.exec(page)?.[1];
  if (root !== 'ListBucketResult') {
    const code = root === 'Error' ? /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(page)?.[1] : undefined;
    throw new UntrustworthyPage(
      code === undefined ? `it is not a listing but ${kindOf(root)}` : `it is the error ${code} under a success status`,
    );
  }
  if (!/<\/ListBucketResult>\s*$/.test(page)) {
    throw new UntrustworthyPage('it is cut: its end is missing');
  }
  const first = page.indexOf('<Contents>');
  const last = page.lastIndexOf('</Contents>');
  return first === -1 ? page : page.slice(0, first) + page.slice(last);
}

function kindOf(root: string | undefined): string {
  if (root === undefined) {
    return 'no XML';
  }
  return /^(!doctype|html)$/i.test(root) ? 'an HTML page' : `<${root.slice(0, 40)}>`;
}

function isEncoded(head: string): boolean {
  const said = elementIn(head, 'EncodingType') ?? elementIn(head, 'Encoding-Type');
  if (said === undefined || said === '') {
    return false;
  }
  if (said !== 'url') {
    throw new UntrustworthyPage('it uses an encoding of keys that is not known');
  }
  return true;
}

function assertBucket(head: string, { bucket, prefix }: AskedPage, encoded: boolean): void {
  if (elementIn(head, 'Name') !== bucket) {
    throw new UntrustworthyPage('it is the listing of another bucket');
  }
  const echoed = unescapeXml(elementIn(head, 'Prefix') ?? '');
  if (echoed !== prefix && !(encoded && decodeUrl(echoed) === prefix)) {
    throw new UntrustworthyPage('it is the listing of another prefix');
  }
}

function assertCount(head: string, found: number): void {
  const said = elementIn(head, 'KeyCount');
  if (said !== undefined && Number(said) !== found) {
    throw new UntrustworthyPage(`it says that it holds ${said.slice(0, 12)} keys, but holds ${found}`);
  }
}

function isTruncated(head: string): boolean {
  const said = elementIn(head, 'IsTruncated');
  if (said !== 'true' && said !== 'false') {
    throw new UntrustworthyPage('it does not say whether it is the last');
  }
  return said === 'true';
}

function tokenOf(head: string, found: number): string {
  const token = elementIn(head, 'NextContinuationToken');
  if (token === undefined || token === '') {
    throw new UntrustworthyPage('it says that more follows, but not how to go on');
  }
  if (found === 0) {
    throw new UntrustworthyPage('it says that more follows, but holds no key');
  }
  return token;
}

function keyOf(entry: string, encoded: boolean): KeyBytes {
  const raw = elementIn(entry, 'Key');
  if (raw === undefined || raw === '') {
    throw new UntrustworthyPage('it holds an entry without a key');
  }
  const key = unescapeXml(raw);
  return encoded ? decodeUrl(key) : key;
}

function sizeOf(entry: string): number {
  const raw = elementIn(entry, 'Size');
  if (raw === undefined || !/^\d{1,15}$/.test(raw)) {
    throw new UntrustworthyPage('it holds an entry without a valid size');
  }
  return Number(raw);
}

/** The raw text of the first element of a name; undefined where there is none. An empty `<X/>` is empty text. */
function elementIn(xml: string, name: string): string | undefined {
  const open = `<${name}>`;
  const start = xml.indexOf(open);
  if (start === -1) {
    return xml.includes(`<${name}/>`) || xml.includes(`<${name} />`) ? '' : undefined;
  }
  const end = xml.indexOf(`</${name}>`, start);
  if (end === -1) {
    throw new UntrustworthyPage(`its element ${name} is cut`);
  }
  return xml.slice(start + open.length, end);
}
