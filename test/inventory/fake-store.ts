import type { PageRequest, PageSource, RawPage } from '../../inventory/page-source';
import { toKeyBytes } from '../../inventory/key-bytes';
import type { TrueObject } from './true-totals';

/** How a store writes keys: encoded with either form of a space, or as they are. */
export type KeyWriting = 'plus' | 'percent' | 'raw';

/** A bucket in memory that answers ListObjectsV2, in the order in which the test lets it. */
export class FakeStore implements PageSource {
  readonly requests: PageRequest[] = [];
  readonly #objects: { readonly bytes: string; readonly object: TrueObject }[];

  /** @param next says how many turns of the event loop the next answer takes */
  constructor(
    objects: readonly TrueObject[],
    private readonly writing: KeyWriting = 'plus',
    private readonly next: () => number = () => 0,
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
    return { body: Buffer.from(this.page(request)), requests: 1, requestId: 'req-1' };
  }

  page({ prefix, startAfter, maxKeys }: PageRequest): string {
    const [under, after] = [toKeyBytes(prefix), toKeyBytes(startAfter)];
    const following = this.#objects.filter(({ bytes }) => bytes > after && bytes.startsWith(under));
    const listed = following.slice(0, maxKeys);
    const truncated = following.length > listed.length;
    const contents = listed.map(
      ({ object: { key, size, storageClass = 'STANDARD' } }) =>
        `<Contents><Key>${this.#write(key)}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified>` +
        `<Size>${size}</Size><StorageClass>${storageClass}</StorageClass></Contents>`,
    );
    return [
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>${this.bucket}</Name>`,
      `<Prefix>${this.#write(prefix)}</Prefix><KeyCount>${listed.length}</KeyCount>`,
      this.writing === 'raw' ? '' : '<EncodingType>url</EncodingType>',
      `<IsTruncated>${truncated}</IsTruncated>`,
      truncated
        ? `<NextContinuationToken>after ${this.#write(listed.at(-1)?.object.key ?? '')}</NextContinuationToken>`
        : '',
      ...contents,
      '</ListBucketResult>',
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
