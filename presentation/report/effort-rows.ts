import type { StorageClass } from '../../contracts/inputs/bucket-settings';
import type { InventoryTotals } from '../../contracts/listing/inventory';
import type { ReportedResult } from '../../contracts/runs/result';
import {
  BITS_PER_SECOND,
  migrationEffort,
  type Effort,
  type Span,
} from '../../contracts/listing/migration-effort';
import { humanBytes, humanCount } from '../text/human-units';
import type { Language } from '../words/language';
import { wordsOf } from '../words/words';
import type { Row } from './aligned-lines';

/** What a migration takes, in the order in which it is shown; each is billed. */
export const EFFORT_ITEMS = [
  'listRequests',
  'headRequests',
  'getRequests',
  'trafficBytes',
  'retrievedBytes',
  'readRequests',
  'writeRequests',
  'storedBytes',
] as const;

export type EffortItem = (typeof EFFORT_ITEMS)[number];

/** Each quantity by its item. */
export function effortQuantities({ source, destination }: Effort): Readonly<Record<EffortItem, Span>> {
  return { ...source, ...destination };
}

/** A quantity for people, with both bounds where the inventory does not show it exactly. */
export function quantityText(item: EffortItem, { least, most }: Span): string {
  const show = item.endsWith('Bytes') ? humanBytes : humanCount;
  const [from, to] = [show(least), show(most)];
  return from === to ? from : `${from} – ${to}`;
}

/** What one round of the migration takes at both clouds, and what these figures leave out. */
export interface EffortInWords {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** What one round of the migration takes, into a bucket of that storage class. */
export function effortInWords(
  totals: InventoryTotals,
  storageClass: StorageClass,
  language: Language,
): EffortInWords {
  const { estimate } = wordsOf(language).terminal;
  const effort = migrationEffort(totals, { bitsPerSecond: BITS_PER_SECOND, rounds: 1, storageClass });
  const quantities = effortQuantities(effort);
  const { minimumDays } = effort.destination;
  return {
    rows: EFFORT_ITEMS.map((item) => [estimate.items[item], quantityText(item, quantities[item])]),
    notes: [
      ...(minimumDays === 0 ? [] : [estimate.minimumDays(storageClass, minimumDays)]),
      estimate.notIncluded(1),
    ],
  };
}

/** What the migration of a report takes; null if nothing was prepared, or there is nothing to migrate. */
export function effortOf(result: ReportedResult, language: Language): EffortInWords | null {
  const { totals } = result.inventory;
  if (totals.objects === '0') {
    return null;
  }
  switch (result.outcome) {
    case 'prepared':
      return effortInWords(totals, result.destination.storageClass, language);
    case 'draft':
      return effortInWords(totals, result.storageClass, language);
    default:
      return null;
  }
}
