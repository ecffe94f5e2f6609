import type { InventoryCheckpoint } from '../contracts/inventory';
import { emptyTotals } from './tallies';

/** Where every inventory begins: nothing counted, and the whole keyspace left. */
export function startCheckpoint(): InventoryCheckpoint {
  return { totals: emptyTotals(), ranges: [{ after: '', until: null }] };
}
