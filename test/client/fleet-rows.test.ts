import { describe, expect, it } from '@jest/globals';
import { readFleetRows } from '../../client/fleets/fleet-rows';

describe('a file of Excel that names its separator', () => {
  it.each([
    ['sep=;\r\nbucket;to\r\nphotos;a,b\r\n'],
    ['\uFEFFSEP=;\r\nbucket;to\r\nphotos;a,b\r\n'],
    ['"sep=;"\r\nbucket;to\r\nphotos;a,b\r\n'],
    ['sep=\t\nbucket\tto\nphotos\ta,b\n'],
  ])('is read by it, and errors keep the line of the file: %j', (text) => {
    expect(readFleetRows(text)).toEqual({
      rows: [{ source: { bucket: 'photos' }, destination: { bucket: 'a,b' } }],
      lines: [3],
      problems: [],
    });
  });
});
