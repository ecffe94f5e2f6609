import type { TrueObject } from './true-digest';
import type { ObjectChecksums, PageRequest, RawPage } from '../../contracts/listing/listing';
import type { ComparedBucket } from '../../inventory/verification/side';
import { toKeyBytes } from '../../inventory/pages/key-bytes';
import { pageText } from './listing-page';
import { LONG_AGO } from './true-totals';

/** How a store writes keys: encoded with either form of a space, or as they are. */
export type KeyWriting = 'plus' | 'percent' | 'raw';

/** What a page shows in one element. */
interface Row {
  readonly last: string;
  readonly markup: string;
}

/** A bucket in memory that answers ListObjectsV2, in the order in which the test lets it. */
export class FakeStore implements ComparedBucket {
  readonly requests: PageRequest[] = [];
  readonly #liedOf = new Set<string>();
  readonly #objects: { readonly bytes: string; readonly object: TrueObject }[];

  /**
   * @param next says how many turns of the event loop the next answer takes
   * @param lies numbers of requests that are answered wrongly on what follows, but not twice in a row of the same place
   * @param emptyPages how many pages without keys come before each page, in turn; each has a token that leads on
   */
  constructor(
    objects: readonly TrueObject[],
    private readonly writing: KeyWriting = 'plus',
    private readonly next: () => number = () => 0,
    private readonly lies: readonly number[] = [],
    private readonly emptyPages: readonly number[] = [0],
    private readonly bucket = 'photos',
  ) {
    this.#objects = objects
      .map((object) => ({ bytes: toKeyBytes(object.key), object }))
      .toSorted((a, b) => (a.bytes < b.bytes ? -1 : 1));
  }

  async fetchPage(request: PageRequest, signal: AbortSignal): Promise<RawPage> {
    this.requests.push(request);
    for (let turns = this.next(); turns > 0; turns--) {
      await new Promise(setImmediate);
    }
    signal.throwIfAborted();
    return { body: Buffer.from(this.#answer(request)), requests: 1, requestId: 'req-1' };
  }

  async checksums(key: string): Promise<ObjectChecksums | null> {
    const found = this.#objects.find(({ object }) => object.key === key)?.object;
    const { md5 = '0'.repeat(32), size } = found ?? { size: 0 };
    return found === undefined ? null : { size, md5, etag: null, crc64: null };
  }

  #answer(request: PageRequest): string {
    const { continuationToken, prefix } = request;
    const left =
      continuationToken === undefined
        ? (this.emptyPages[this.requests.length % this.emptyPages.length] ?? 0)
        : Number(continuationToken.replace(' left', ''));
    if (left > 0) {
      return pageText({
        prefix: this.#write(prefix),
        contents: '',
        truncated: 'true',
        token: `${left - 1} left`,
        ...(this.writing === 'raw' ? {} : { encoding: 'url' }),
      });
    }
    const page = this.page(request);
    const lies = this.lies.includes(this.requests.indexOf(request)) && !this.#liedOf.has(request.startAfter);
    if (!lies) {
      this.#liedOf.delete(request.startAfter);
      return page;
    }
    const [answer, doubtful] = told(page, this.requests.indexOf(request) % 3);
    this.#liedOf.add(doubtful === 'its end' ? this.#lastKey(request) : request.startAfter);
    return answer;
  }

  page(request: PageRequest): string {
    const { prefix, maxKeys, delimiter } = request;
    const following = this.#following(request);
    const rows =
      delimiter === undefined
        ? following
            .slice(0, maxKeys + 1)
            .map(({ object }) => ({ last: object.key, markup: this.#entry(object) }))
        : this.#folded(request, following);
    const listed = rows.slice(0, maxKeys);
    const truncated = rows.length > listed.length;
    const contents = listed.map(({ markup }) => markup);
    return [
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>${this.bucket}</Name>`,
      `<Prefix>${this.#write(prefix)}</Prefix><KeyCount>${listed.length}</KeyCount>`,
      this.writing === 'raw' ? '' : '<EncodingType>url</EncodingType>',
      `<IsTruncated>${truncated}</IsTruncated>`,
      truncated
        ? `<NextContinuationToken>after ${this.#write(listed.at(-1)?.last ?? '')}</NextContinuationToken>`
        : '',
      ...contents,
      '</ListBucketResult>',
    ].join('');
  }

  /** Keys up to the next `/` behind a prefix are one row. */
  #folded({ prefix, maxKeys }: PageRequest, following: readonly { readonly object: TrueObject }[]): Row[] {
    const rows: Row[] = [];
    for (const { object } of following) {
      const slash = object.key.indexOf('/', prefix.length);
      const last = slash === -1 ? object.key : object.key.slice(0, slash + 1);
      if (last !== rows.at(-1)?.last) {
        const folder = `<CommonPrefixes><Prefix>${this.#write(last)}</Prefix></CommonPrefixes>`;
        if (rows.length > maxKeys) {
          break;
        }
        rows.push({ last, markup: slash === -1 ? this.#entry(object) : folder });
      }
    }
    return rows;
  }

  #following({ prefix, startAfter }: PageRequest): { readonly bytes: string; readonly object: TrueObject }[] {
    const [under, after] = [toKeyBytes(prefix), toKeyBytes(startAfter)];
    return this.#objects.filter(({ bytes }) => bytes > after && bytes.startsWith(under));
  }

  #lastKey(request: PageRequest): string {
    return this.#following(request).slice(0, request.maxKeys).at(-1)?.object.key ?? request.startAfter;
  }

  #entry({ key, size, storageClass = 'STANDARD', lastModified = LONG_AGO }: TrueObject): string {
    return [
      `<Contents><Key>${this.#write(key)}</Key>`,
      lastModified === null ? '' : `<LastModified>${lastModified}</LastModified>`,
      `<Size>${size}</Size>`,
      storageClass === null ? '' : `<StorageClass>${storageClass}</StorageClass>`,
      '</Contents>',
    ].join('');
  }

  #write(key: string): string {
    if (this.writing === 'raw') {
      // eslint-disable-next-line no-control-regex -- control characters are what has to be escaped
      return key.replace(/[&<>"\u0000-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);
    }
    const encoded = encodeURIComponent(key).replaceAll('%2F', '/');
    return this.writing === 'plus' ? encoded.replaceAll('%20', '+') : encoded;
  }
}

/** A page that is well-formed and wrong, with an uncertain continuation. */
function told(page: string, lie: number): [answer: string, doubtful: 'its end' | 'its beginning'] {
  const last = page
    .replace('<IsTruncated>true', '<IsTruncated>false')
    .replace(/<NextContinuationToken>.*<\/NextContinuationToken>/s, '');
  switch (lie) {
    case 0:
      return [last, 'its end'];
    case 1:
      return [
        last.replace(/<Contents>.*<\/Contents>/s, '').replace(/<KeyCount>\d+/, '<KeyCount>0'),
        'its beginning',
      ];
    default:
      return [
        page.replace(
          '<IsTruncated>false',
          '<NextContinuationToken>more</NextContinuationToken><IsTruncated>true',
        ),
        'its beginning',
      ];
  }
}
