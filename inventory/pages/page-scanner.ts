import { fromKeyBytes, type KeyBytes } from './key-bytes';
import { decodeKeys, decodeUrl, type PlusMeaning } from './key-encoding';
import type { EntryOffsets } from './entry-offsets';
import { InnerLoops } from '../inner-loops';
import { PageMarkup } from './page-markup';
import { UntrustworthyPage } from './page-source';
import { childOf } from '../splitting/key-paths';
import { unescapeXml } from './xml-text';
import { phrase } from '../../presentation/words/words';

/** What the answer must be an answer to. */
export interface AskedPage {
  readonly bucket: string;
  readonly prefix: KeyBytes;
  readonly after: KeyBytes;
  /** Last key of the range; null for the end of the keyspace. */
  readonly until: KeyBytes | null;
  /** The token that the page before brought; a page that brings it again goes in circles. */
  readonly lastToken: string | null;
  /** What `+` in an encoded key means, if an earlier page showed it. */
  readonly plus: PlusMeaning | null;
}

/** What a believed page says. */
export interface ScannedPage {
  /** Entries on the page. */
  readonly length: number;
  /** How many of them, from the first, lie in the asked range. */
  readonly counted: number;
  /** Some of the counted keys, ascending, the first and the last among them. */
  readonly keys: readonly KeyBytes[];
  readonly truncated: boolean;
  /** Present on truncated pages. What follows one without a key is requested with it. */
  readonly nextToken: string | null;
  readonly plus: PlusMeaning | null;
}

/** What a believed answer to a request with a delimiter says. */
export interface FolderPage {
  readonly names: readonly KeyBytes[];
  readonly truncated: boolean;
}

/** Takes the counted entries of a believed page. */
export interface EntrySink {
  /** @param page holds the entries' bytes, keys decoded; it and the entries are only lent for the call */
  addEntries(page: Buffer, entries: EntryOffsets, count: number): void;
}

const SAMPLES = 32;
const ONLY_V1 = phrase('inventory.onlyV1');

/**
 * Reads ListObjectsV2 answers straight from their bytes, and believes one only if it is a complete ListBucketResult
 * of that bucket whose keys ascend beyond the asked position. An HTML page, an empty body, a cut one, an error with
 * status 200, a truncated page without a token: none of them is a short listing.
 */
export class PageScanner {
  readonly #markup: PageMarkup;

  /** @param loops hold a page while it is scanned */
  constructor(private readonly loops = new InnerLoops()) {
    this.#markup = new PageMarkup(loops);
  }

  /**
   * @param sink gets the entries of the range once the page is believed, and nothing otherwise
   * @throws UntrustworthyPage naming what is wrong
   */
  scan(body: Uint8Array, asked: AskedPage, sink: EntrySink | null): ScannedPage {
    const loaded = this.loops.load(body, asked.after);
    this.#markup.read(loaded);
    const { page } = loaded;
    const { entries } = this.loops;
    const { fields } = this.#markup;
    const encoded = isEncoded(fields);
    assertBucket(fields, asked, encoded);
    assertCount(fields, entries.length);
    const truncated = isTruncated(fields);
    const nextToken = truncated ? tokenOf(fields, asked.lastToken) : null;
    const plus = decodeKeys(page, this.loops, encoded, asked.plus);
    this.#assertAscending(page);
    assertPrefix(page, entries, asked.prefix);
    const counted = countWithin(page, entries, asked.until);
    const keys = sampled(page, entries, counted);
    if (truncated && counted === entries.length && fromKeyBytes(keys.at(-1) ?? '') === null) {
      throw new UntrustworthyPage(phrase('inventory.endsNotUtf8'));
    }
    sink?.addEntries(page, entries, counted);
    return { length: entries.length, counted, keys, truncated, nextToken, plus };
  }

  /**
   * Reads an answer to a request with a delimiter, by the same rules.
   *
   * @returns the names in the folder that is the asked prefix, ascending, those of folders with their `/`
   * @throws UntrustworthyPage naming what is wrong
   */
  scanFolder(body: Uint8Array, asked: AskedPage): FolderPage {
    const loaded = this.loops.load(body, asked.after);
    this.#markup.read(loaded, true);
    const { page } = loaded;
    const { entries } = this.loops;
    const { fields, folders } = this.#markup;
    const encoded = isEncoded(fields);
    assertBucket(fields, asked, encoded);
    assertCount(fields, entries.length + folders.length);
    const truncated = isTruncated(fields);
    if (truncated) {
      tokenOf(fields, asked.lastToken);
      assertAny(entries.length + folders.length);
    }
    decodeKeys(page, this.loops, encoded, asked.plus);
    this.#assertAscending(page);
    assertPrefix(page, entries, asked.prefix);
    const names = new Set(foldersIn(folders, asked, encoded));
    for (let index = 0; index < entries.length; index++) {
      names.add(
        childOf(asked.prefix, page.toString('latin1', entries.keyStart[index], entries.keyEnd[index])),
      );
    }
    return { names: [...names].toSorted((a, b) => (a < b ? -1 : 1)), truncated };
  }

  /** Every key lies behind the one before in byte order, the first behind the asked position. */
  #assertAscending(page: Buffer): void {
    const { entries } = this.loops;
    const index = this.loops.firstOutOfOrder();
    if (index < 0) {
      return;
    }
    const keyAt = (at: number): KeyBytes => page.toString('latin1', entries.keyStart[at], entries.keyEnd[at]);
    const key = keyAt(index);
    if (index === 0) {
      throw new UntrustworthyPage(
        isV1(this.#markup.fields) ? ONLY_V1 : phrase('inventory.beginsEarly', { key: asText(key) }),
      );
    }
    const before = keyAt(index - 1);
    throw new UntrustworthyPage(
      key === before
        ? phrase('inventory.keyTwice', { key: asText(key) })
        : phrase('inventory.otherOrder', { key: asText(key), before: asText(before) }),
    );
  }

  /** The first key as the page writes it, unescaped but not decoded. A page without keys may lead `to` a token. */
  firstWritten(
    body: Uint8Array,
    lastToken: string | null,
  ): { readonly key: string } | { readonly to: string | null } {
    const loaded = this.loops.load(body, '');
    this.#markup.read(loaded);
    const { page } = loaded;
    const { entries } = this.loops;
    if (entries.length > 0) {
      return { key: unescapeXml(page.toString('latin1', entries.keyStart[0], entries.keyEnd[0])) };
    }
    return { to: isTruncated(this.#markup.fields) ? tokenOf(this.#markup.fields, lastToken) : null };
  }
}

function isEncoded(fields: ReadonlyMap<string, string>): boolean {
  const said = fields.get('EncodingType') ?? fields.get('Encoding-Type') ?? '';
  if (said !== '' && said !== 'url') {
    throw new UntrustworthyPage(phrase('inventory.unknownEncoding'));
  }
  return said === 'url';
}

function assertBucket(
  fields: ReadonlyMap<string, string>,
  { bucket, prefix }: AskedPage,
  encoded: boolean,
): void {
  if (fields.get('Name') !== bucket) {
    throw new UntrustworthyPage(phrase('inventory.otherBucket'));
  }
  const echoed = unescapeXml(fields.get('Prefix') ?? '');
  if (
    echoed === prefix ||
    (encoded && (decodeUrl(echoed, 'space') === prefix || decodeUrl(echoed, 'plus') === prefix))
  ) {
    return;
  }
  throw new UntrustworthyPage(phrase('inventory.otherPrefix'));
}

function assertCount(fields: ReadonlyMap<string, string>, found: number): void {
  const said = fields.get('KeyCount');
  if (said !== undefined && Number(said) !== found) {
    throw new UntrustworthyPage(phrase('inventory.keyCount', { said, found }));
  }
}

function isTruncated(fields: ReadonlyMap<string, string>): boolean {
  const said = fields.get('IsTruncated');
  if (said !== 'true' && said !== 'false') {
    throw new UntrustworthyPage(phrase('inventory.noEndGiven'));
  }
  return said === 'true';
}

function tokenOf(fields: ReadonlyMap<string, string>, lastToken: string | null): string {
  const token = fields.get('NextContinuationToken') ?? '';
  if (token === '') {
    throw new UntrustworthyPage(isV1(fields) ? ONLY_V1 : phrase('inventory.noToken'));
  }
  if (token === lastToken) {
    throw new UntrustworthyPage(phrase('inventory.sameToken'));
  }
  return token;
}

/** The names of folders in a folder; each lies in it, and behind the one before. */
function foldersIn(written: readonly string[], { prefix, plus }: AskedPage, encoded: boolean): KeyBytes[] {
  let before = '';
  return written.map((text) => {
    const unescaped = unescapeXml(text);
    const folder = encoded ? decodeUrl(unescaped, plus ?? 'plus') : unescaped;
    if (!folder.startsWith(prefix) || !folder.endsWith('/') || folder <= before) {
      throw new UntrustworthyPage(phrase('inventory.strayFolders'));
    }
    before = folder;
    return folder.slice(prefix.length);
  });
}

function assertAny(found: number): void {
  if (found === 0) {
    throw new UntrustworthyPage(phrase('inventory.noNames'));
  }
}

/** Whether it is an answer to ListObjects, which knows neither `start-after` nor tokens. */
function isV1(fields: ReadonlyMap<string, string>): boolean {
  return (
    (fields.has('Marker') || fields.has('NextMarker')) &&
    !fields.has('KeyCount') &&
    !fields.has('NextContinuationToken')
  );
}

function asText(key: KeyBytes): string {
  return fromKeyBytes(key) ?? key;
}

/** All keys lie under the prefix: they ascend, so that those between two that do, do. */
function assertPrefix(page: Buffer, { length, keyStart, keyEnd }: EntryOffsets, prefix: KeyBytes): void {
  for (const index of length === 0 ? [] : [0, length - 1]) {
    const start = keyStart[index] as number;
    const head = page.toString('latin1', start, Math.min(start + prefix.length, keyEnd[index] as number));
    if (head !== prefix) {
      throw new UntrustworthyPage(phrase('inventory.keyOutsidePrefix'));
    }
  }
}

/** How many entries lie at or before the end of the range: the keys ascend. */
function countWithin(
  page: Buffer,
  { length, keyStart, keyEnd }: EntryOffsets,
  until: KeyBytes | null,
): number {
  if (until === null) {
    return length;
  }
  const bound = Buffer.from(until, 'latin1');
  const within = (index: number): boolean =>
    page.compare(bound, 0, bound.length, keyStart[index], keyEnd[index]) <= 0;
  if (length === 0 || within(length - 1)) {
    return length;
  }
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (within(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function sampled(page: Buffer, { keyStart, keyEnd }: EntryOffsets, counted: number): KeyBytes[] {
  const keys: KeyBytes[] = [];
  const wanted = Math.min(SAMPLES, counted);
  for (let sample = 0; sample < wanted; sample++) {
    const index = wanted === 1 ? 0 : Math.round((sample * (counted - 1)) / (wanted - 1));
    keys.push(page.toString('latin1', keyStart[index], keyEnd[index]));
  }
  return keys;
}
