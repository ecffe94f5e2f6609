import type { TrueObject } from './true-digest';
import { describe, expect, it } from '@jest/globals';
import { mergeCheckpoints, noTotals } from '../../contracts/listing/inventory-merge';
import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import { FakeStore } from './fake-store';
import { inventoryFrom } from './listed-from';
import { trueTotals } from './true-totals';

const BEGUN = '2026-05-10T12:00:00.000Z';
const begun: InventoryCheckpoint = { totals: noTotals(BEGUN), ranges: [{ after: '', until: null }] };

const at = (key: string, lastModified: string | null, size = 5): TrueObject => ({ key, size, lastModified });

async function changedAmong(...objects: TrueObject[]) {
  const { totals, findings } = await inventoryFrom(new FakeStore(objects), { checkpoint: begun });
  expect(totals).toMatchObject(trueTotals(objects));
  return {
    changed: totals.changedWhileListed,
    finding: findings.find(({ kind }) => kind === 'changedWhileListed'),
  };
}

describe('objects that were written while the listing went on', () => {
  it.each([
    ['a second after it began', '2026-05-10T12:00:01.000Z', true],
    ['as it began', '2026-05-10T12:00:00.000Z', true],
    ['years later', '2031-01-01T00:00:00.000Z', true],
    ['fifteen minutes before, as clocks may differ', '2026-05-10T11:45:00.000Z', true],
    ['a moment earlier', '2026-05-10T11:44:59.999Z', false],
    ['the day before', '2026-05-09T23:59:59.000Z', false],
    ['the month before', '2026-04-30T13:00:00.000Z', false],
    ['years before', '2009-02-03T16:45:09.000Z', false],
    ['just now, written with the offset of Beijing', '2026-05-10T20:00:00.000+08:00', true],
    ['hours before, written with the offset of Beijing', '2026-05-10T15:00:00.000+08:00', false],
    ['nobody knows when', null, false],
    ['at no time that is one', '2026-12-99T99:99:99.000Z', false],
  ])('(%s) are told of: %s, %s', async (_, lastModified, counts) => {
    const { changed, finding } = await changedAmong(
      at('old', '2020-01-01T00:00:00.000Z'),
      at('key', lastModified),
    );
    expect(changed).toEqual(
      counts ? { objects: '1', bytes: '5', samples: ['key'] } : { objects: '0', bytes: '0', samples: [] },
    );
    expect(finding === undefined ? null : { ...finding, happens: '', remedy: '' }).toEqual(
      counts ? { kind: 'changedWhileListed', severity: 'notice', happens: '', remedy: '', ...changed } : null,
    );
  });

  it('are counted, with a few of their keys', async () => {
    const objects = Array.from({ length: 40 }, (_, n) =>
      at(
        `k${String(n).padStart(2, '0')}`,
        n % 2 === 0 ? '2026-05-10T12:30:00.000Z' : '2025-05-10T12:30:00.000Z',
        n,
      ),
    );
    const { changed } = await changedAmong(...objects);
    expect(changed).toMatchObject({ objects: '20', bytes: '380' });
    expect(changed?.samples).toHaveLength(3);
  });

  it('are added up where slices ran side by side', () => {
    const { totals } = begun;
    const some = { objects: '2', bytes: '7', samples: ['a', 'b'] };
    const more = { objects: '3', bytes: '1', samples: ['c', 'd'] };
    const merged = mergeCheckpoints(
      begun,
      { totals: { ...totals, changedWhileListed: some }, ranges: [] },
      { totals: { ...totals, changedWhileListed: more }, ranges: [] },
    );
    expect(merged.totals.changedWhileListed).toEqual({ objects: '5', bytes: '8', samples: ['a', 'b', 'c'] });
  });
});
