import { PAGE, type Rows } from './page-rows';
import type { KeyPositions } from './positions';

/** A listing's answer as pieces of one body; `sent` gives its memory back. */
export interface ListedPage {
  readonly body: readonly Uint8Array[];
  sent(): void;
}

/** Answers ListObjects V1 and V2 of one computed bucket. */
export class Listing {
  readonly #positions: KeyPositions;

  constructor(positions: KeyPositions) {
    this.#positions = positions;
  }

  page(bucket: string, query: URLSearchParams): ListedPage {
    const asked = readQuery(query);
    const begin = Math.max(this.#begin(asked), this.#positions.atOrBehind(asked.prefix));
    const end =
      asked.prefix.length === 0 ? this.#positions.count : this.#positions.behindAllUnder(asked.prefix);
    if (asked.delimiter !== '') {
      return this.#folded(bucket, asked, begin, end);
    }
    const until = Math.max(begin, Math.min(end, begin + asked.maxKeys));
    const rows = this.#positions.entries(begin, until);
    const next = until < end && until > begin ? { position: until, last: this.#text(until - 1) } : null;
    return {
      body: [
        Buffer.from(head(bucket, asked, until - begin, next)),
        ...rows.map((piece) => piece.bytes),
        FOOT,
      ],
      sent: () => rows.forEach((piece) => piece.sent()),
    };
  }

  #begin({ token, after, delimiter }: AskedPage): number {
    if (token !== null) {
      return Number(token);
    }
    if (after.length === 0) {
      return 0;
    }
    // A folder that was listed as such is over.
    return delimiter !== '' && after.toString().endsWith(delimiter)
      ? this.#positions.behindAllUnder(after)
      : this.#positions.behind(after);
  }

  /** Keys up to a delimiter are one entry, for tools that walk along folders. */
  #folded(bucket: string, asked: AskedPage, begin: number, end: number): ListedPage {
    const folders: string[] = [];
    const rows: Rows[] = [];
    const { prefix, delimiter, maxKeys } = asked;
    let [at, keys, last] = [begin, 0, ''];
    while (at < end && keys + folders.length < maxKeys) {
      const until = this.#firstFolder(at, Math.min(end, at + maxKeys - keys - folders.length), asked);
      if (until > at) {
        rows.push(...this.#positions.entries(at, until));
        keys += until - at;
        at = until;
        last = this.#text(at - 1);
      } else {
        const key = this.#positions.key(at);
        last = key.toString('utf8', 0, key.indexOf(delimiter, prefix.length) + delimiter.length);
        folders.push(`<CommonPrefixes><Prefix>${asWritten(last, asked.encoded)}</Prefix></CommonPrefixes>`);
        at = this.#positions.behindAllUnder(Buffer.from(last));
      }
    }
    const next = at < end && at > begin ? { position: at, last } : null;
    return {
      body: [
        Buffer.from(head(bucket, asked, keys + folders.length, next), 'latin1'),
        ...rows.map((piece) => piece.bytes),
        Buffer.from(folders.join('')),
        FOOT,
      ],
      sent: () => rows.forEach((piece) => piece.sent()),
    };
  }

  /** The first position in a range whose key is in a folder below the prefix. */
  #firstFolder(begin: number, until: number, { prefix, delimiter }: AskedPage): number {
    let at = begin;
    while (at < until && this.#positions.key(at).indexOf(delimiter, prefix.length) === -1) {
      at++;
    }
    return at;
  }

  #text(index: number): string {
    return this.#positions.key(index).toString();
  }
}

interface AskedPage {
  readonly version: 1 | 2;
  readonly prefix: Buffer;
  readonly after: Buffer;
  readonly token: string | null;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly encoded: boolean;
}

function readQuery(query: URLSearchParams): AskedPage {
  const version = query.get('list-type') === '2' ? 2 : 1;
  return {
    version,
    prefix: Buffer.from(query.get('prefix') ?? ''),
    after: Buffer.from(query.get(version === 2 ? 'start-after' : 'marker') ?? ''),
    token: version === 2 ? query.get('continuation-token') : null,
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(PAGE, Number(query.get('max-keys') ?? PAGE)),
    encoded: query.get('encoding-type') === 'url',
  };
}

function asWritten(text: string, encoded: boolean): string {
  return encoded
    ? encodeURIComponent(text).replaceAll('%2F', '/')
    : text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const FOOT = Buffer.from('</ListBucketResult>');

function head(
  bucket: string,
  { version, prefix, delimiter, maxKeys, encoded }: AskedPage,
  entries: number,
  next: { readonly position: number; readonly last: string } | null,
): string {
  const written = (text: string): string => asWritten(text, encoded);
  const goOn =
    next === null
      ? ''
      : version === 2
        ? `<NextContinuationToken>${next.position}</NextContinuationToken>`
        : `<NextMarker>${next.last}</NextMarker>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
    `<Name>${bucket}</Name><Prefix>${written(prefix.toString())}</Prefix>` +
    (delimiter === '' ? '' : `<Delimiter>${written(delimiter)}</Delimiter>`) +
    (version === 2 ? `<KeyCount>${entries}</KeyCount>` : '') +
    `<MaxKeys>${maxKeys}</MaxKeys>${encoded ? '<EncodingType>url</EncodingType>' : ''}` +
    `<IsTruncated>${next !== null}</IsTruncated>${goOn}`
  );
}
