import { describe, expect, it } from '@jest/globals';
import { crc64 } from '../../../standins/core/crc64';

describe('the CRC-64 of the stand-ins', () => {
  it('is that of ECMA-182 as the clouds write it', () => {
    // The check value of the catalogue of CRC algorithms for CRC-64/XZ, 0x995dc9bbdf1939fa.
    expect(crc64(Buffer.from('123456789'))).toBe('11051210869376104954');
    expect(crc64(Buffer.alloc(0))).toBe('0');
  });
});
