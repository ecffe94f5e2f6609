import { compareUtf8 } from '../ks3/sources/utf8-order';
import { element, xmlDocument, type XmlFragment } from '../core/xml';
import type { StoredObject } from './bucket-store';
import { ossTime, ownerOf, type BucketCall, type OssResult } from './oss-call';
import { invalidArgument } from './oss-errors';

/** One line of a listing: an object, or a common prefix of many. */
type Entry = { name: string; object?: StoredObject };

/** ListObjects (`marker`) and ListObjectsV2 (`start-after`, `continuation-token`), in UTF-8 byte order. */
export const objectListing: Readonly<Record<string, (call: BucketCall) => OssResult>> = {
  ListObjects(call) {
    const { query } = call.request;
    const marker = query.get('marker') ?? '';
    const listing = list(call, marker);
    const position = [
      element('Marker', listing.encode(marker)),
      ...(listing.truncated ? [element('NextMarker', listing.encode(listing.last))] : []),
    ];
    return { body: render(call, listing, position, true) };
  },

  ListObjectsV2(call) {
    const { query } = call.request;
    const startAfter = query.get('start-after') ?? '';
    const token = query.get('continuation-token');
    const listing = list(call, token === null || token === '' ? startAfter : readToken(token));
    const position = [
      element('StartAfter', listing.encode(startAfter)),
      element('KeyCount', listing.entries.length),
      ...(token ? [element('ContinuationToken', token)] : []),
      ...(listing.truncated ? [element('NextContinuationToken', writeToken(listing.last))] : []),
    ];
    return { body: render(call, listing, position, query.get('fetch-owner') === 'true') };
  },
};

interface Listing {
  entries: Entry[];
  truncated: boolean;
  /** Name of the last entry, from which the next page continues. */
  last: string;
  maxKeys: number;
  encode(text: string): string;
}

function list({ bucket, request }: BucketCall, after: string): Listing {
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = Number(query.get('max-keys') ?? 100);
  if (!(Number.isInteger(maxKeys) && maxKeys >= 1 && maxKeys <= 1000)) {
    throw invalidArgument('MaxKeys must be between 1 and 1000.', { ArgumentName: 'max-keys' });
  }
  const encodeAll = query.get('encoding-type') === 'url';
  const entries: Entry[] = [];
  for (const object of bucket.objects.from(compareUtf8(prefix, after) < 0 ? after : prefix)) {
    if (!object.key.startsWith(prefix)) {
      break;
    }
    const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const entry: Entry =
      cut < 0 ? { name: object.key, object } : { name: object.key.slice(0, cut + delimiter.length) };
    if (after !== '' && compareUtf8(entry.name, after) <= 0) {
      continue;
    }
    if (entries.at(-1)?.name !== entry.name) {
      entries.push(entry);
    }
    if (entries.length > maxKeys) {
      break;
    }
  }
  const truncated = entries.length > maxKeys;
  const shown = entries.slice(0, maxKeys);
  return {
    entries: shown,
    truncated,
    last: shown.at(-1)?.name ?? '',
    maxKeys,
    encode: (text) => (encodeAll ? encodeURIComponent(text) : text),
  };
}

function render(
  { bucket, request }: BucketCall,
  listing: Listing,
  position: XmlFragment[],
  withOwner: boolean,
): string {
  const { query } = request;
  const encoding = query.get('encoding-type');
  const { id, displayName } = ownerOf(bucket.owner);
  const owner = element('Owner', [element('ID', id), element('DisplayName', displayName)]);
  return xmlDocument('ListBucketResult', [
    element('Name', bucket.name),
    element('Prefix', listing.encode(query.get('prefix') ?? '')),
    element('MaxKeys', listing.maxKeys),
    element('Delimiter', listing.encode(query.get('delimiter') ?? '')),
    ...(encoding === null ? [] : [element('EncodingType', encoding)]),
    element('IsTruncated', listing.truncated),
    ...position,
    ...listing.entries.flatMap(({ name, object }) =>
      object === undefined
        ? []
        : element('Contents', [
            element('Key', listing.encode(name)),
            element('LastModified', ossTime(object.lastModified)),
            element('ETag', `"${object.etag}"`),
            element('Type', 'Normal'),
            element('Size', object.size),
            element('StorageClass', bucket.storageClass),
            ...(withOwner ? [owner] : []),
          ]),
    ),
    ...listing.entries.flatMap(({ name, object }) =>
      object === undefined ? element('CommonPrefixes', element('Prefix', listing.encode(name))) : [],
    ),
  ]);
}

/** Opaque on purpose. */
const writeToken = (name: string): string => Buffer.from(`after:${name}`).toString('base64');

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith('after:')) {
    throw invalidArgument('The continuation token provided is incorrect.', {
      ArgumentName: 'continuation-token',
    });
  }
  return text.slice('after:'.length);
}
