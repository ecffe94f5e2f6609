import type { ObjectChecksums } from '../../contracts/listing/listing';

/** What the checksums of both sides say about the content of an object. */
export type ContentVerdict = 'md5' | 'crc64' | 'different' | 'not comparable';

/**
 * Compares what both sides say about an object. It differs only if both vouch for a checksum of the same kind. ETags in
 * the form of an MD5 show that contents are the same if they are equal, and nothing if they are not.
 */
export function compareContents(
  source: ObjectChecksums | null,
  destination: ObjectChecksums | null,
): ContentVerdict {
  // Changed or removed since it was listed.
  if (source === null || destination === null || source.size !== destination.size) {
    return 'not comparable';
  }
  if (source.crc64 !== null && destination.crc64 !== null) {
    return source.crc64 === destination.crc64 ? 'crc64' : 'different';
  }
  if (source.md5 !== null && destination.md5 !== null) {
    return source.md5 === destination.md5 ? 'md5' : 'different';
  }
  const [one, other] = [source.md5 ?? source.etag, destination.md5 ?? destination.etag];
  return one !== null && one === other ? 'md5' : 'not comparable';
}
