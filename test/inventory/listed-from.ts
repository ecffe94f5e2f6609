import type {
  InventoryCheckpoint,
  InventoryResult,
  InventoryTotals,
} from '../../contracts/listing/inventory';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import { concludeInventory } from '../../inventory/totals/conclude';
import type { PageSource } from '../../inventory/pages/page-source';
import { runInventorySlice, type InventorySliceOptions } from '../../inventory/run-inventory-slice';
import type { Slice } from '../../inventory/run-slice';
import { TurningClock } from './turning-clock';

export type Listed = Partial<Omit<InventorySliceOptions, 'source' | 'bucket'>>;

/** One slice over a fake store, without waiting for anything. */
export function sliceOf(source: PageSource, options: Listed = {}): Promise<Slice<InventoryTotals>> {
  return runInventorySlice({
    source,
    bucket: 'photos',
    prefix: '',
    checkpoint: startCheckpoint(),
    concurrency: 8,
    pageKeys: 10,
    budgetMs: Infinity,
    signal: new AbortController().signal,
    clock: new TurningClock(),
    onProgress: () => undefined,
    ...options,
  });
}

/** A whole inventory over a fake store. */
export async function inventoryFrom(source: PageSource, options: Listed = {}): Promise<InventoryResult> {
  const { checkpoint } = await sliceOf(source, options);
  return concludeInventory('photos', checkpoint);
}

/** The checkpoint of a keyspace that is cut at these keys, with nothing counted. */
export function cutAt(...points: readonly string[]): InventoryCheckpoint {
  return {
    totals: startCheckpoint().totals,
    ranges: ['', ...points].map((after, at) => ({ after, until: points[at] ?? null })),
  };
}
