import { MockActivityEnvironment } from '@temporalio/testing';
import { inventorySlice, type SliceHeartbeat, type SliceOutcome } from '../../activities/inventory-slice';
import type { Clouds } from '../../activities/clouds';
import type { InventoryCheckpoint } from '../../contracts/inventory';
import type { Settings } from '../../contracts/settings';
import { startCheckpoint } from '../../inventory/checkpoint';
import { FakeStore } from '../inventory/fake-store';
import { preparationWith } from './preparation';

const OBJECTS = Array.from({ length: 60_000 }, (_, at) => ({ key: String(at).padStart(6, '0'), size: 1 }));
const { source } = preparationWith();
const settings = { inventory: { concurrency: 1, parallelSlices: 2 } } as unknown as Settings;

interface Listed {
  readonly outcome: SliceOutcome;
  readonly beats: readonly SliceHeartbeat[];
}

/** Lists 60 pages, each of which lets wait a little, so that all of it is told of while it goes on. */
async function listed(checkpoint: InventoryCheckpoint | null, heartbeatDetails?: unknown): Promise<Listed> {
  const store = new FakeStore(OBJECTS, 'plus', () => 1);
  const ks3 = { fetchPage: store.fetchPage.bind(store), close: () => undefined };
  const clouds = { ks3: () => ks3 } as unknown as Clouds;
  const environment = new MockActivityEnvironment({ heartbeatDetails });
  const beats: SliceHeartbeat[] = [];
  environment.on('heartbeat', (beat: SliceHeartbeat) => beats.push(beat));
  const outcome = await environment.run(() =>
    inventorySlice({ source, checkpoint, budgetMs: 60_000 }, settings, clouds),
  );
  return { outcome: outcome as SliceOutcome, beats };
}

/** As after an hour of listing in which nothing was found. */
function afterAnHour(): InventoryCheckpoint {
  const { totals, ranges } = startCheckpoint();
  return { totals: { ...totals, listingMs: 3_600_000 }, ranges };
}

/** When, in milliseconds of listing, each heartbeat came and the one after it. */
function neighbours(beats: readonly SliceHeartbeat[]): [number, number][] {
  const times = beats.map(({ checkpoint }) => checkpoint.totals.listingMs);
  return times.slice(1).map((after, at) => [times[at] ?? 0, after]);
}

describe('the heartbeats of a listing', () => {
  it('come often while it is young: what follows the last one is lost with its worker', async () => {
    const { outcome, beats } = await listed(null);
    expect(outcome.checkpoint.totals.objects).toBe(String(OBJECTS.length));
    expect(beats.length).toBeGreaterThan(2);
    for (const [before, after] of neighbours(beats)) {
      expect(after - before).toBeGreaterThanOrEqual(0.03 * before);
    }
  });

  it('become rare once it has taken long: each is stored', async () => {
    const { outcome, beats } = await listed(afterAnHour());
    expect(outcome.checkpoint.totals.objects).toBe(String(OBJECTS.length));
    expect(beats.length).toBeGreaterThanOrEqual(1);
    for (const [before, after] of neighbours(beats)) {
      expect(after - before).toBeGreaterThanOrEqual(2000);
    }
  });

  it('are what the next attempt goes on from', async () => {
    const { beats } = await listed(null);
    const last = beats.at(-1) as SliceHeartbeat;
    const { outcome } = await listed(null, last);
    const { objects, pages } = outcome.checkpoint.totals;
    expect(objects).toBe(String(OBJECTS.length));
    expect(pages).toBeLessThanOrEqual(62);
  });
});
