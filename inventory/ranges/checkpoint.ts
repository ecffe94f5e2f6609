import type { InventoryCheckpoint, ListedTotals, ListingCheckpoint } from '../../contracts/listing/inventory';
import { emptyTotals } from '../totals/tallies';

/** Where every inventory begins: nothing counted, and the whole keyspace left. */
export function startCheckpoint(): InventoryCheckpoint {
  return startListing(emptyTotals());
}

/** The same for any listing. */
export function startListing<Totals extends ListedTotals>(totals: Totals): ListingCheckpoint<Totals> {
  return { totals, ranges: [{ after: '', until: null }] };
}
