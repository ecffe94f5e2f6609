import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { InventoryCheckpoint, KeyRange } from '../../contracts/listing/inventory';
import { dealRanges, mergeCheckpoints } from '../../contracts/listing/inventory-merge';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';

/** A checkpoint whose ranges are expected to have these numbers of keys; undefined if unknown. */
function leftWith(sizes: readonly (number | undefined)[]): InventoryCheckpoint {
  const names = sizes.map((_, at) => String(at).padStart(3, '0'));
  const ranges = sizes.map((keysLeft, at): KeyRange => ({
    after: names[at] ?? '',
    until: names[at + 1] ?? null,
    ...(keysLeft === undefined ? {} : { keysLeft }),
  }));
  return { ...startCheckpoint(), ranges, lastKey: 'zzz' };
}

const namesIn = ({ ranges }: InventoryCheckpoint): number[] => ranges.map(({ after }) => Number(after));
const keysIn = ({ ranges }: InventoryCheckpoint): number =>
  ranges.reduce((sum, { keysLeft = 0 }) => sum + keysLeft, 0);

describe('what remains is dealt', () => {
  it('whole, and put together again as it was, whatever is known of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(1e6), { nil: undefined }), { maxLength: 70 }),
        fc.integer({ min: 1, max: 9 }),
        (sizes, parts) => {
          const checkpoint = leftWith(sizes);
          const dealt = dealRanges(checkpoint, parts);
          expect(dealt).toHaveLength(Math.max(1, Math.min(parts, sizes.length)));
          const [first, ...rest] = dealt as [InventoryCheckpoint];
          expect(mergeCheckpoints(first, ...rest)).toEqual(checkpoint);
          for (const { ranges } of dealt) {
            expect(ranges).toEqual(ranges.toSorted((a, b) => (a.after < b.after ? -1 : 1)));
          }
        },
      ),
    );
  });

  it('so that no slice has more than the fairest hand and one range, where sizes are known', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 2, maxLength: 70 }),
        fc.integer({ min: 2, max: 9 }),
        (sizes, parts) => {
          const dealt = dealRanges(leftWith(sizes), parts).map(keysIn);
          expect(Math.max(...dealt) - Math.min(...dealt)).toBeLessThanOrEqual(Math.max(...sizes));
        },
      ),
    );
  });

  it('in turn where no size is known', () => {
    expect(dealRanges(leftWith(Array(7).fill(undefined)), 3).map(namesIn)).toEqual([
      [0, 3, 6],
      [1, 4],
      [2, 5],
    ]);
  });

  it('with those of unknown size as if they were large', () => {
    const dealt = dealRanges(leftWith([undefined, undefined, 500, 100, 100, 100]), 2);
    expect(dealt.map(namesIn)).toEqual([
      [0, 2],
      [1, 3, 4, 5],
    ]);
  });
});
