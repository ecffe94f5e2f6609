import { describe, expect, it } from '@jest/globals';
import type { ObjectChecksums } from '../../../contracts/listing/listing';
import { compareContents } from '../../../inventory/verification/compare-contents';

const [A, B] = ['a'.repeat(32), 'b'.repeat(32)];
const object = (known: Partial<ObjectChecksums>): ObjectChecksums => ({
  size: 1,
  md5: null,
  etag: null,
  crc64: null,
  ...known,
});

describe('the contents of an object', () => {
  it.each([
    ['the same CRC-64, whatever the MD5s', { crc64: '7', md5: A }, { crc64: '7', md5: B }, 'crc64'],
    ['other CRC-64s', { crc64: '7', md5: A }, { crc64: '8', md5: A }, 'different'],
    ['the same MD5', { md5: A, crc64: '7' }, { md5: A }, 'md5'],
    ['other MD5s', { md5: A, etag: A }, { md5: B, etag: B }, 'different'],
    ['equal ETags for which nobody vouches', { etag: A }, { etag: A }, 'md5'],
    ['other ETags, one without a vouched MD5', { md5: A, etag: A }, { etag: B }, 'not comparable'],
    ['an MD5 here, a CRC-64 there', { md5: A }, { crc64: '7' }, 'not comparable'],
    ['nothing', {}, {}, 'not comparable'],
  ] as const)('with %s', (_, source, destination, verdict) => {
    expect(compareContents(object(source), object(destination))).toBe(verdict);
    expect(compareContents(object(destination), object(source))).toBe(verdict);
  });

  it('is not comparable if it was changed or removed since it was listed', () => {
    expect(compareContents(object({ md5: A }), null)).toBe('not comparable');
    expect(compareContents(object({ md5: A }), object({ md5: A, size: 2 }))).toBe('not comparable');
  });
});
