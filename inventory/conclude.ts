import type { InventoryCheckpoint, InventoryResult } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';

/**
 * Concludes an inventory with the proof that it is complete.
 *
 * @throws PrepError `Ks3UntrustworthyPage` where ranges are left: there is no total then
 */
export function concludeInventory(bucket: string, { totals, ranges }: InventoryCheckpoint): InventoryResult {
  if (ranges.length > 0) {
    throw new PrepError('Ks3UntrustworthyPage', {
      resource: `KS3 bucket ${bucket}`,
      detail: `${ranges.length} ranges of its keyspace have not been listed.`,
    });
  }
  const { pages, requests, digest } = totals;
  return { totals, proof: { pages, requests, rangesLeft: 0, digest } };
}
