import type { StorageClass } from '../../contracts/bucket-settings';
import type { Effort, Span } from '../../inventory/migration-effort';
import type { PriceFile } from './price-file';

/** What is billed, in the order in which it is shown. */
export const ITEMS = [
  'listRequests',
  'headRequests',
  'getRequests',
  'trafficBytes',
  'retrievedBytes',
  'readRequests',
  'writeRequests',
  'storedBytes',
] as const;

export type Item = (typeof ITEMS)[number];

/** Money between two bounds, in the currency of the price file. */
export interface Cost {
  readonly least: number;
  readonly most: number;
}

/** A quantity and what it costs. */
export interface EstimatedItem {
  readonly item: Item;
  readonly quantity: Span;
  /** Null without a price. */
  readonly cost: Cost | null;
}

const REQUESTS_OF_A_PRICE = 10_000;

/** Each quantity with its cost by the prices; without prices, the quantities alone. */
export function estimatedItems(
  { source, destination }: Effort,
  storageClass: StorageClass,
  prices: PriceFile | null,
): EstimatedItem[] {
  const quantities: Readonly<Record<Item, Span>> = { ...source, ...destination };
  const gigabyte = prices?.bytes_per_gb ?? 1;
  const priceOf: Readonly<Record<Item, number | undefined>> = {
    listRequests: prices?.source.list_requests_per_10000,
    headRequests: prices?.source.head_requests_per_10000,
    getRequests: prices?.source.get_requests_per_10000,
    trafficBytes: prices?.source.traffic_per_gb,
    retrievedBytes: prices?.source.retrieval_per_gb,
    readRequests: prices?.destination.read_requests_per_10000,
    writeRequests: prices?.destination.write_requests_per_10000,
    storedBytes: prices?.destination.storage_per_gb_month[storageClass],
  };
  return ITEMS.map((item) => {
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
