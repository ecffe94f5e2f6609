import { metricMeter } from '@temporalio/activity';
import type { InventoryTotals } from '../contracts/listing/inventory';

/** What of an inventory is counted as metrics. */
type Counted = Pick<InventoryTotals, 'objects' | 'pages' | 'requests'>;

/**
 * Counts the progress of a listing in the metrics of the worker.
 *
 * @returns takes totals that only grow, and adds what is new in them
 */
export function listingMetrics(from: Counted): (reached: Counted) => void {
  const objects = metricMeter.createCounter('prep_inventory_objects', undefined, 'Objects counted.');
  const pages = metricMeter.createCounter('prep_inventory_pages', undefined, 'Pages of listings read.');
  const requests = metricMeter.createCounter('prep_inventory_requests', undefined, 'List requests sent.');
  let counted = from;
  return (reached) => {
    objects.add(Number(BigInt(reached.objects) - BigInt(counted.objects)));
    pages.add(reached.pages - counted.pages);
    requests.add(reached.requests - counted.requests);
    counted = reached;
  };
}

/** Counts a failed attempt of an activity, by its type in the error table. */
export function countFailure(error: string): void {
  metricMeter
    .createCounter('prep_activity_errors', undefined, 'Failed attempts of activities, by error type.')
    .add(1, { error });
}
