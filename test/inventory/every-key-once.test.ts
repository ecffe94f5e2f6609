import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InventoryCheckpoint } from '../../contracts/inventory';
import { startCheckpoint } from '../../inventory/checkpoint';
import { concludeInventory } from '../../inventory/conclude';
import { toKeyBytes } from '../../inventory/key-bytes';
import { runSlice, type Slice } from '../../inventory/run-slice';
import { FakeStore, type KeyWriting } from './fake-store';
import { trueTotals, type TrueObject } from './true-totals';

const AWKWARD = [
  'a',
  'b',
  '0',
  '9',
  '/',
  '/',
  ' ',
  '+',
  '%',
  '%20',
  '&',
  '<',
  '\r',
  '\n',
  '\t',
  '\u0001',
  '\\',
];
const WIDE = ['照', '片', '一', 'Ж', 'ё', '😀', '\u{10ffff}', '\uE000', '\uFFFD', '\uFFFF', '\uD7FF'];

const part = fc.constantFrom(...AWKWARD, ...WIDE);
const awkwardKey = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const longKey = fc
  .constantFrom('x', '照', '/')
  .map((text) => text.repeat(Math.floor(1024 / Buffer.byteLength(text))));
const datedKey = fc
  .tuple(fc.integer({ min: 2023, max: 2025 }), fc.integer({ min: 1, max: 12 }), fc.nat(99))
  .map(([year, month, rest]) => `logs/${year}/${String(month).padStart(2, '0')}/${rest}`);
const hashedKey = fc.nat(0xffff).map((value) => value.toString(16).padStart(4, '0'));
const serialKey = fc.nat(3000).map((value) => `img${String(value).padStart(6, '0')}.jpg`);
const key = fc.oneof(awkwardKey, longKey, datedKey, hashedKey, serialKey);

const keySets = fc.oneof(
  fc.uniqueArray(key, { maxLength: 60 }),
  fc.uniqueArray(datedKey, { maxLength: 200, size: 'max' }),
  fc.uniqueArray(hashedKey, { maxLength: 300, size: 'max' }),
  fc.uniqueArray(serialKey, { maxLength: 300, size: 'max' }),
  fc.uniqueArray(awkwardKey, { maxLength: 150, size: 'max' }),
);

const listings = fc.record({
  keys: keySets,
  writing: fc.constantFrom<KeyWriting>('plus', 'percent', 'raw'),
  pageKeys: fc.integer({ min: 1, max: 20 }),
  concurrency: fc.integer({ min: 1, max: 16 }),
  turns: fc.array(fc.nat(4), { minLength: 1, maxLength: 20 }),
  cuts: fc.uniqueArray(key, { maxLength: 5 }),
  killAfter: fc.option(fc.nat(30)),
  prefix: fc.constantFrom('', '', '', 'a', 'logs/2024/', '照'),
});

type Listing = typeof listings extends fc.Arbitrary<infer T> ? T : never;

/** Where an inventory might begin: the keyspace in pieces, cut anywhere. */
function cutUp(cuts: readonly string[]): InventoryCheckpoint {
  const points = cuts.toSorted((a, b) => (toKeyBytes(a) < toKeyBytes(b) ? -1 : 1));
  return {
    totals: startCheckpoint().totals,
    ranges: ['', ...points].map((after, at) => ({ after, until: points[at] ?? null })),
  };
}

/** Lists, killed once after so many requests and resumed from what was told last, as any worker would. */
async function listed(listing: Listing, objects: readonly TrueObject[]): Promise<Slice> {
  const { writing, pageKeys, concurrency, turns, prefix, cuts, killAfter } = listing;
  let turn = 0;
  const store = new FakeStore(objects, writing, () => turns[turn++ % turns.length] ?? 0);
  let checkpoint = cutUp(cuts);
  if (killAfter !== null) {
    const kill = new AbortController();
    const source = {
      fetchPage: (request: Parameters<FakeStore['fetchPage']>[0], signal: AbortSignal) => {
        if (store.requests.length >= killAfter) {
          kill.abort();
        }
        return store.fetchPage(request, signal);
      },
    };
    const onProgress = (reached: InventoryCheckpoint): void => {
      checkpoint = JSON.parse(JSON.stringify(reached)) as InventoryCheckpoint;
    };
    const options = { bucket: 'photos', prefix, concurrency, pageKeys, budgetMs: Infinity, onProgress };
    await runSlice({ ...options, source, checkpoint, signal: kill.signal }).catch((error: unknown) => {
      if (error !== kill.signal.reason) {
        throw error;
      }
    });
  }
  return runSlice({
    source: store,
    bucket: 'photos',
    prefix,
    checkpoint,
    concurrency,
    pageKeys,
    budgetMs: Infinity,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

describe('for any keys, cuts, page sizes and orders of answers', () => {
  it('every key is counted exactly once, also by a listing that was killed and resumed', async () => {
    await fc.assert(
      fc.asyncProperty(listings, async (listing) => {
        const objects = listing.keys.map((name, at) => ({ key: name, size: at * at * 977 }));
        const counted = objects.filter(({ key: name }) => name.startsWith(listing.prefix));
        const { done, checkpoint } = await listed(listing, objects);
        expect(done).toBe(true);
        expect(concludeInventory('photos', checkpoint).totals).toMatchObject(trueTotals(counted));
      }),
      { numRuns: 2000 },
    );
  }, 300_000);
});
