/** One page of a listing, as a test wants it. */
export interface PageText {
  readonly bucket?: string;
  readonly prefix?: string;
  /** Entries as they are written: already escaped and encoded. */
  readonly contents?: string;
  readonly keyCount?: number | string | null;
  readonly truncated?: string | null;
  readonly token?: string | null;
  readonly encoding?: string;
  /** Further elements, before the entries. */
  readonly more?: string;
}

export const entry = (key: string, size: number | string = 1): string =>
  `<Contents><Key>${key}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified>` +
  `<ETag>"0"</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`;

export const entries = (...keys: string[]): string => keys.map((key) => entry(key)).join('');

/** A complete page; what is not given is as KS3 writes it. */
export function pageText(page: PageText = {}): string {
  const { bucket = 'photos', prefix = '', contents = entries('a', 'b'), more = '' } = page;
  const { truncated = 'false', token = null, encoding } = page;
  const keyCount = page.keyCount === undefined ? contents.split('<Contents>').length - 1 : page.keyCount;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Name>${bucket}</Name><Prefix>${prefix}</Prefix>`,
    keyCount === null ? '' : `<KeyCount>${keyCount}</KeyCount>`,
    '<MaxKeys>1000</MaxKeys>',
    encoding === undefined ? '' : `<EncodingType>${encoding}</EncodingType>`,
    truncated === null ? '' : `<IsTruncated>${truncated}</IsTruncated>`,
    token === null ? '' : `<NextContinuationToken>${token}</NextContinuationToken>`,
    more,
    contents,
    '</ListBucketResult>',
  ].join('');
}
