import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dealRanges, mergeCheckpoints } from '../../contracts/listing/inventory-merge';
import type { KeyRange } from '../../contracts/listing/inventory';
import { compareKeys } from '../../contracts/listing/key-order';
import { codeRanges, decodeRanges } from '../../contracts/listing/range-coding';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import { aKey } from '../inventory/awkward-buckets';

const cutAt = (points: readonly string[]): KeyRange[] =>
  ['', ...points].map((after, at) => ({ after, until: points[at] ?? null }));

const ranges = fc.uniqueArray(aKey, { maxLength: 20 }).map((points) => cutAt(points.toSorted(compareKeys)));

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('the ranges of a checkpoint', () => {
  it('are what they were once they are read', () => {
    fc.assert(
      fc.property(ranges, (whole) => {
        expect(decodeRanges(overTheWire(codeRanges(whole)))).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('take a tenth of the bytes where keys begin alike', () => {
    const whole = cutAt(Array.from({ length: 64 }, (_, at) => 'long/path/'.repeat(90) + String(1000 + at)));
    const [plain, coded] = [whole, codeRanges(whole)].map((each) => JSON.stringify(each).length);
    expect(coded).toBeLessThan((plain ?? 0) / 10);
  });

  it('stay readable where keys are short', () => {
    const whole = cutAt(['logs/2024/', 'logs/2025/']);
    expect(codeRanges(whole)).toEqual(whole);
  });

  it('do not part the halves of a character', () => {
    const [first, second] = ['x'.repeat(30) + '😀', 'x'.repeat(30) + '😁'];
    const [, coded] = codeRanges(cutAt([first, second]));
    expect(coded?.until).toBe('😁');
  });

  it('are refused where a key would share more than there is', () => {
    expect(() => decodeRanges([{ after: 'a', until: null, shares: [3, 0] }])).toThrow(RangeError);
  });

  it('are dealt to slices and put together again, none lost', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 5 }), (whole, parts) => {
        const checkpoint = { ...startCheckpoint(), ranges: codeRanges(whole) };
        const [first, ...rest] = overTheWire(dealRanges(checkpoint, parts));
        const merged = mergeCheckpoints(first ?? checkpoint, ...rest);
        expect(decodeRanges(merged.ranges)).toEqual(whole);
      }),
    );
  });
});
