import type { StorageClass } from '../../contracts/inputs/bucket-settings';
import type { Effort, Span } from '../../contracts/listing/migration-effort';
import { EFFORT_ITEMS, effortQuantities, type EffortItem } from '../../presentation/report/effort-rows';
import type { PriceFile } from './price-file';

/** Money between two bounds, in the currency of the price file. */
export interface Cost {
  readonly least: number;
  readonly most: number;
}

/** A quantity and what it costs. */
export interface EstimatedItem {
  readonly item: EffortItem;
  readonly quantity: Span;
  /** Null without a price. */
  readonly cost: Cost | null;
}

const REQUESTS_OF_A_PRICE = 10_000;

/** Each quantity with its cost by the prices; without prices, the quantities alone. */
export function estimatedItems(
  effort: Effort,
  storageClass: StorageClass,
  prices: PriceFile | null,
): EstimatedItem[] {
  const quantities = effortQuantities(effort);
  const gigabyte = prices?.bytes_per_gb ?? 1;
  const priceOf: Readonly<Record<EffortItem, number | undefined>> = {
    listRequests: prices?.source.list_requests_per_10000,
    headRequests: prices?.source.head_requests_per_10000,
    getRequests: prices?.source.get_requests_per_10000,
    trafficBytes: prices?.source.traffic_per_gb,
    retrievedBytes: prices?.source.retrieval_per_gb,
    readRequests: prices?.destination.read_requests_per_10000,
    writeRequests: prices?.destination.write_requests_per_10000,
    storedBytes: prices?.destination.storage_per_gb_month[storageClass],
  };
  return EFFORT_ITEMS.map((item) => {
    const unit = item.endsWith('Bytes') ? gigabyte : REQUESTS_OF_A_PRICE;
    const price = priceOf[item];
    const { least, most } = quantities[item];
    const cost =
      price === undefined
        ? null
        : { least: (Number(least) / unit) * price, most: (Number(most) / unit) * price };
    return { item, quantity: { least, most }, cost };
  });
}

/** What the migration costs once; the storage is billed every month and is not in it. Null if nothing has a price. */
export function costOnce(items: readonly EstimatedItem[]): Cost | null {
  const once = items.flatMap(({ item, cost }) => (cost === null || item === 'storedBytes' ? [] : [cost]));
  return once.length === 0
    ? null
    : once.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }));
}
