import { describe, expect, it } from '@jest/globals';
import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import { FakeStore } from './fake-store';
import { cutAt, sliceOf } from './listed-from';

const OBJECTS = Array.from({ length: 6000 }, (_, at) => ({
  // Spread evenly, as hashes are.
  key: (Math.imul(at, 0x9e37_79b1) >>> 0).toString(16).padStart(8, '0'),
  size: 1,
}));

const guessed = ({ ranges }: InventoryCheckpoint): number =>
  ranges.reduce((sum, { keysLeft = 0 }) => sum + keysLeft, 0);
const truly = ({ totals }: InventoryCheckpoint): number => OBJECTS.length - Number(totals.objects);

/** The checkpoint of an inventory that is half done. */
async function halfDone(): Promise<InventoryCheckpoint> {
  let half: InventoryCheckpoint | undefined;
  await sliceOf(new FakeStore(OBJECTS), {
    clock: everyPage(),
    onProgress: (checkpoint) => {
      half ??= truly(checkpoint) <= OBJECTS.length / 2 ? checkpoint : undefined;
    },
  });
  return half as InventoryCheckpoint;
}

/** A clock that advances enough for every page to be reported. */
function everyPage() {
  let now = 0;
  return { now: () => (now += 50), later: () => () => undefined };
}

describe('the keys that a checkpoint expects in its ranges', () => {
  it('are about as many as there are', async () => {
    const half = await halfDone();
    expect(half.ranges.length).toBeGreaterThan(3);
    expect(guessed(half)).toBeGreaterThan(0.8 * truly(half));
    expect(guessed(half)).toBeLessThan(1.2 * truly(half));
    for (const { after, until, keysLeft } of half.ranges) {
      const inRange = OBJECTS.filter(({ key }) => key > after && (until === null || key <= until)).length;
      expect(Math.abs((keysLeft ?? 0) - inRange)).toBeLessThan(0.25 * inRange + 60);
    }
  });

  it('are few, not unknown, where a range is thought to be at its end', async () => {
    const told: InventoryCheckpoint[] = [];
    const numbered = Array.from({ length: 6000 }, (_, at) => ({ key: String(1_000_000 + at), size: 1 }));
    await sliceOf(new FakeStore(numbered), {
      clock: everyPage(),
      onProgress: (checkpoint) => told.push(checkpoint),
    });
    const ranges = told.filter(({ totals }) => totals.objects !== '0').flatMap((each) => each.ranges);
    expect(ranges.length).toBeGreaterThan(20);
    expect(ranges.filter(({ keysLeft }) => keysLeft === undefined)).toEqual([]);
    expect(ranges.some(({ keysLeft }) => keysLeft === 1)).toBe(true);
  });

  it('are unknown where nothing was listed', async () => {
    const told: InventoryCheckpoint[] = [];
    await sliceOf(new FakeStore(OBJECTS), {
      checkpoint: cutAt('4', '8'),
      concurrency: 1,
      clock: everyPage(),
      onProgress: (reached) => told.push(reached),
    });
    expect(told[0]?.ranges.map(({ keysLeft }) => keysLeft !== undefined)).toEqual([true, false, false]);
  });

  it('are still known to whoever goes on from it, before a page has come of them', async () => {
    const half = await halfDone();
    const checkpoint = { ...half, ranges: half.ranges.slice(0, 4) };
    const told: InventoryCheckpoint[] = [];
    await sliceOf(new FakeStore(OBJECTS), {
      checkpoint,
      concurrency: 1,
      clock: everyPage(),
      onProgress: (reached) => told.push(reached),
    });
    const [largest] = checkpoint.ranges.toSorted((a, b) => (b.keysLeft ?? 0) - (a.keysLeft ?? 0));
    const untouched = checkpoint.ranges.filter((range) => range !== largest);
    expect(untouched).toHaveLength(3);
    expect(told[0]?.ranges).toEqual(expect.arrayContaining(untouched));
  });
});

describe('an end that nobody knows', () => {
  const numbered = Array.from({ length: 6000 }, (_, at) => ({ key: String(1_000_000 + at), size: 1 }));

  /** The ranges before the last answer to a slice whose time is up, and those that it leaves. */
  const rangesAfter = async (budgetMs: number): Promise<readonly number[]> => {
    const told: number[] = [];
    await sliceOf(new FakeStore(numbered), {
      clock: everyPage(),
      budgetMs,
      onProgress: ({ ranges }) => told.push(ranges.length),
    });
    return told.slice(-2);
  };

  it('is divided once the time of a slice is up, so that slices can share what lies before it', async () => {
    const [before = 0, left = 0] = await rangesAfter(5000);
    expect(left).toBeGreaterThan(before);
  });
});
