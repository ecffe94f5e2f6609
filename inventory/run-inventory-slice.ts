import type { InventoryTotals } from '../contracts/listing/inventory';
import { toKeyBytes } from './pages/key-bytes';
import { runSlice, type Slice, type SliceOptions } from './run-slice';
import { Tallies } from './totals/tallies';

export type InventorySliceOptions = Omit<SliceOptions<InventoryTotals>, 'running'>;

/**
 * Runs a slice of an inventory.
 *
 * @throws as `runSlice`
 */
export function runInventorySlice(options: InventorySliceOptions): Promise<Slice<InventoryTotals>> {
  const running = new Tallies(options.checkpoint.totals, toKeyBytes(options.prefix).length);
  return runSlice({ ...options, running });
}
