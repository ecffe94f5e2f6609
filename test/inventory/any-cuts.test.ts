import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listed } from '../../bench/splitting/key-list';
import { Simulation, USUAL } from '../../bench/splitting/simulation';
import { compareKeys } from '../../contracts/listing/key-order';
import { aKey, keySets } from './awkward-buckets';

const cases = fc.record({
  keys: keySets,
  cuts: fc.uniqueArray(aKey, { maxLength: 6 }),
  requesters: fc.integer({ min: 1, max: 70 }),
  pageKeys: fc.integer({ min: 1, max: 20 }),
  jitter: fc.constantFrom(0, 0.2, 1.5),
  folderFactor: fc.constantFrom(1, 1, 10, Infinity),
  folderNames: fc.integer({ min: 1, max: 30 }),
});

describe('a planner that is asked for more work at any moment', () => {
  it('loses no key and lists none twice, however it cuts', () => {
    fc.assert(
      fc.property(cases, ({ keys, cuts, ...conditions }) => {
        const points = cuts.toSorted(compareKeys);
        const ranges = ['', ...points].map((after, at) => ({ after, until: points[at] ?? null }));
        const list = listed(keys);
        const { keys: counted } = new Simulation(list, { ...USUAL, ...conditions, ranges }).run();
        expect(counted).toBe(list.count);
      }),
      { numRuns: 3000 },
    );
  });
});
