import type { TrueObject } from './true-digest';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import { concludeInventory } from '../../inventory/totals/conclude';
import { toKeyBytes } from '../../inventory/pages/key-bytes';
import { Campaign, type Leg } from './campaign';
import { FakeStore, type KeyWriting } from './fake-store';
import { aKey, anObject, keySets } from './awkward-buckets';
import { truePrefixes, trueTotals } from './true-totals';

const legs = fc.array(
  fc.record<Leg>({
    parts: fc.integer({ min: 1, max: 4 }),
    concurrency: fc.integer({ min: 1, max: 16 }),
    pageKeys: fc.integer({ min: 1, max: 20 }),
    ends: fc.oneof(
      fc.record({ killedAfter: fc.nat(30) }),
      fc.record({ stoppedAfter: fc.nat(30) }),
      fc.record({ budgetMs: fc.nat(600) }),
    ),
  }),
  { maxLength: 4 },
);

const listings = fc.record({
  objects: keySets.chain((keys) => fc.tuple(...keys.map((name) => anObject(name)))),
  writing: fc.constantFrom<KeyWriting>('plus', 'percent', 'raw'),
  turns: fc.array(fc.nat(4), { minLength: 1, maxLength: 20 }),
  lies: fc.uniqueArray(fc.nat(60), { maxLength: 6 }),
  emptyPages: fc.array(fc.constantFrom(0, 0, 1, 3), { minLength: 1, maxLength: 8 }),
  cuts: fc.uniqueArray(aKey, { maxLength: 5 }),
  legs,
  last: fc.record({
    parts: fc.integer({ min: 1, max: 4 }),
    concurrency: fc.integer({ min: 1, max: 16 }),
    pageKeys: fc.integer({ min: 1, max: 20 }),
  }),
  prefix: fc.constantFrom('', '', '', 'a', 'logs/2024/', '照'),
});

type Listing = typeof listings extends fc.Arbitrary<infer T> ? T : never;

/** Where an inventory might begin: the keyspace in arbitrary pieces. */
function cutUp(cuts: readonly string[]): InventoryCheckpoint {
  const points = cuts.toSorted((a, b) => (toKeyBytes(a) < toKeyBytes(b) ? -1 : 1));
  return {
    totals: startCheckpoint().totals,
    ranges: ['', ...points].map((after, at) => ({ after, until: points[at] ?? null })),
  };
}

async function listed({
  objects,
  writing,
  turns,
  lies,
  emptyPages,
  cuts,
  legs: first,
  last,
  prefix,
}: Listing) {
  let turn = 0;
  const store = new FakeStore(objects, writing, () => turns[turn++ % turns.length] ?? 0, lies, emptyPages);
  const campaign = new Campaign(store, prefix, cutUp(cuts));
  for (const leg of first) {
    await campaign.run(leg);
  }
  await campaign.run({ ...last, ends: null });
  return campaign.reached;
}

function expectTruePrefixes(
  { listed: shown, other }: InventoryCheckpoint['totals']['byPrefix'],
  objects: readonly TrueObject[],
  under: string,
): void {
  const truth = truePrefixes(objects, under);
  for (const { prefix, exact: _, ...tally } of shown.filter(({ exact }) => exact)) {
    expect([prefix, tally]).toEqual([prefix, truth[prefix]]);
  }
  for (const { prefix, objects: counted } of shown) {
    expect(BigInt(counted)).toBeLessThanOrEqual(BigInt(truth[prefix]?.objects ?? 0));
  }
  const prefixes = Object.keys(truth);
  const allFit = prefixes.length <= 80 && prefixes.every((prefix) => JSON.stringify(prefix).length <= 90);
  const isWhole = shown.every(({ exact }) => exact) && other.objects === '0';
  const names = shown.map(({ prefix }) => prefix).toSorted();
  // If all prefixes can be listed separately, they are, and exactly.
  expect(!allFit || (isWhole && JSON.stringify(names) === JSON.stringify(prefixes.toSorted()))).toBe(true);
}

describe('for any keys, cuts, page sizes, orders of answers, kills, stops and slices side by side', () => {
  it('every key is counted exactly once, and everything that is said of the keys is true', async () => {
    await fc.assert(
      fc.asyncProperty(listings, async (listing) => {
        const counted = listing.objects.filter(({ key: name }) => name.startsWith(listing.prefix));
        const { totals } = concludeInventory('photos', await listed(listing));
        expect(totals).toMatchObject(trueTotals(counted));
        expectTruePrefixes(totals.byPrefix, counted, listing.prefix);
      }),
      { numRuns: 3000 },
    );
    // Two minutes where nothing else runs: the limit is for a case that hangs.
  }, 900_000);
});
