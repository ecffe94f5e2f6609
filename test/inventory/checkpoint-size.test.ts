import type { TrueObject } from './true-digest';
import { describe, expect, it } from '@jest/globals';
import { noTotals } from '../../contracts/listing/inventory-merge';
import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import { compareKeys } from '../../contracts/listing/key-order';
import { FakeStore } from './fake-store';
import { cutAt, inventoryFrom, type Listed } from './listed-from';

const MOST = 64_000;

/** Pseudo-random, the same on every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Keys of 1,024 bytes from an alphabet, spread evenly. */
function longKeys(alphabet: readonly string[], count: number): string[] {
  const next = noise(count);
  return Array.from({ length: count }, () => {
    let key = '';
    for (;;) {
      const longer = key + (alphabet[Math.floor(next() * alphabet.length)] as string);
      if (Buffer.byteLength(longer) > 1024) {
        return key;
      }
      key = longer;
    }
  });
}

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));

const BUCKETS: Record<string, () => string[]> = {
  ASCII: () => longKeys(range(0x61, 0x7a), 600),
  Chinese: () => longKeys(range(0x4e00, 0x9fff), 600),
  emoji: () => longKeys(range(0x1f600, 0x1f64f), 600),
  'characters that JSON escapes': () => longKeys(range(1, 31).concat('"', '\\'), 600),
  'long top-level prefixes of escapes': () =>
    longKeys(range(1, 31), 600).map((key, at) => `${key.slice(0, 90)}/${at}`),
  'short keys, and then long ones all over': () => [
    ...Array.from({ length: 300 }, (_, at) => String(at)),
    ...longKeys(range(0x61, 0x7a), 600),
  ],
  'short keys among long ones': () =>
    longKeys(range(0x61, 0x7a), 600).flatMap((key, at) =>
      at % 30 === 0 ? [key] : [`${key.slice(0, 3)}${at}`],
    ),
  'ever more of what JSON escapes': () =>
    Array.from({ length: 3000 }, (_, at) => `${'\u0001'.repeat(1 + Math.floor(at / 3))}~${at}`),
  'a key for each of many characters': () => range(0x20, 0xd000).filter((_, at) => at % 16 === 0),
  'short keys in thousands': () => longKeys(range(0x61, 0x7a), 1200).map((key) => key.slice(0, 16)),
};

/** The most bytes that a heartbeat had, in which progress and checkpoint are one value. */
async function largestHeartbeat(objects: readonly TrueObject[], options: Listed): Promise<number> {
  let most = 0;
  let told = 0;
  const store = new FakeStore(objects, 'percent', () => 1);
  const { totals } = await inventoryFrom(store, {
    ...options,
    clock: everyPage(),
    onProgress: (checkpoint, progress) => {
      told++;
      most = Math.max(most, Buffer.byteLength(JSON.stringify({ ...progress, checkpoint })));
    },
  });
  expect(totals.objects).toBe(String(objects.length));
  expect(told).toBeGreaterThan(20);
  return most;
}

/** Short points that cut the keys into so many parts: their cursors become long all at once. */
function evenly(objects: readonly TrueObject[], parts: number): string[] {
  const heads = objects.map(({ key }) => Array.from(key).slice(0, 3).join(''));
  const ascending = [...new Set(heads)].toSorted(compareKeys);
  return ascending.filter((_, at) => at % Math.ceil(ascending.length / parts) === 1);
}

/** A clock that advances enough for every page to be reported. */
function everyPage() {
  let now = 0;
  return { now: () => (now += 50), later: (_: number, call: () => void) => stopping(setImmediate(call)) };
}

const stopping = (immediate: NodeJS.Immediate) => () => clearImmediate(immediate);

const named = Object.entries(BUCKETS);

describe.each(named)('the heartbeats of a bucket with keys of a kind (%s)', (_, keysOf) => {
  // With the maximum of everything else: classes, months, largest objects, samples of every finding.
  const objects = [...new Set(keysOf())].map((key, at): TrueObject => ({
    key,
    size: at % 3 === 0 ? 0 : Number.MAX_SAFE_INTEGER - at,
    storageClass: ['ARCHIVE', `CLASS_${String(at % 40).padStart(32, '0')}`][at % 2] as string,
    lastModified: new Date(Date.UTC(2000 + (at % 30), at % 12, 3)).toISOString(),
  }));

  it.each([64, 512])('stay small with %i requesters', async (concurrency) => {
    expect(await largestHeartbeat(objects, { concurrency, pageKeys: 4 })).toBeLessThan(MOST);
  });

  it.each([64, 512])('stay small where the keyspace is cut %i times beforehand', async (concurrency) => {
    const checkpoint = cutAt(...evenly(objects, concurrency));
    expect(await largestHeartbeat(objects, { checkpoint, concurrency, pageKeys: 2 })).toBeLessThan(MOST);
  });
});

describe('a checkpoint that has more ranges than there would be room for', () => {
  it('is gone on from all the same, and does not grow', async () => {
    const keys = longKeys(range(0x61, 0x7a), 600).toSorted();
    const points = keys.filter((_, at) => at % 6 === 5);
    const checkpoint: InventoryCheckpoint = {
      totals: noTotals('2026-01-01T00:00:00.000Z'),
      ranges: ['', ...points].map((after, at) => ({ after, until: points[at] ?? null })),
    };
    const before = Buffer.byteLength(JSON.stringify(checkpoint));
    expect(before).toBeGreaterThan(2 * MOST);
    const objects = keys.map((key) => ({ key, size: 1 }));
    const most = await largestHeartbeat(objects, { checkpoint, concurrency: 64, pageKeys: 4 });
    expect(most).toBeLessThan(before + 10_000);
  });
});
