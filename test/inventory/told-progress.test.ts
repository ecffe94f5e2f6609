import { describe, expect, it } from '@jest/globals';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import { runInventorySlice } from '../../inventory/run-inventory-slice';
import { FakeStore } from './fake-store';
import { TurningClock } from './turning-clock';

const OBJECTS = Array.from({ length: 3000 }, (_, at) => ({ key: String(at).padStart(6, '0'), size: at }));

/** How often a listing of 300 pages reports progress when each page takes that many milliseconds. */
async function timesTold(msForAPage: number): Promise<number> {
  const store = new FakeStore(OBJECTS);
  const clock = new TurningClock();
  let told = 0;
  await runInventorySlice({
    source: {
      fetchPage(request, signal) {
        clock.turn(msForAPage);
        return store.fetchPage(request, signal);
      },
    },
    bucket: 'photos',
    prefix: '',
    checkpoint: startCheckpoint(),
    concurrency: 1,
    pageKeys: 10,
    budgetMs: Infinity,
    signal: new AbortController().signal,
    clock,
    onProgress: () => told++,
  });
  return told;
}

describe('progress', () => {
  it('is told some times a second, however many pages come in it', async () => {
    const told = await timesTold(10);
    expect(told).toBeGreaterThan(10);
    expect(told).toBeLessThanOrEqual(32);
  });

  it('is told with every page where pages are slow', async () => {
    expect(await timesTold(1000)).toBeGreaterThanOrEqual(300);
  });
});
