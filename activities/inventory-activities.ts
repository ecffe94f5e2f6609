import { startCheckpoint } from '../inventory/ranges/checkpoint';
import { concludeInventory } from '../inventory/totals/conclude';
import { validateInventory } from '../provisioning/request/validate-preparation';
import { dealtParts, mergedParts, type DealtInventory } from '../provisioning/trust/attested-parts';
import { inventoryAbout } from '../provisioning/trust/inventory-about';
import type { ActivityTools } from './activity-tools';
import { inventorySlice, type SliceRequest } from './inventory-slice';

/** An inventory as it was dealt, or null to begin one; and the number of parts to split the rest into. */
export interface DealRequest {
  readonly input: unknown;
  readonly inventory: DealtInventory | null;
  readonly into: number;
}

/** What takes the inventory of a bucket. */
export function createInventoryActivities({
  settings,
  clouds,
  attestor,
  guarded,
  language,
  searchable,
  run,
}: Pick<ActivityTools, 'settings' | 'clouds' | 'attestor' | 'guarded' | 'language' | 'searchable' | 'run'>) {
  const sourceOf = (input: unknown, workflowId = '') => validateInventory(input, settings, workflowId);
  return {
    dealInventory: guarded(async ({ input, inventory, into }: DealRequest) => {
      const about = inventoryAbout(sourceOf(input, inventory === null ? run().workflowId : ''));
      const reached = inventory === null ? startCheckpoint() : mergedParts(inventory, about, attestor);
      return {
        ...dealtParts(reached, into, about, attestor),
        language,
        searchable: inventory?.searchable ?? (await searchable()),
      };
    }),
    inventorySlice: guarded(
      async ({ input, ...request }: SliceRequest) =>
        inventorySlice(request, { source: sourceOf(input), settings, clouds, attestor, language }),
      false,
    ),
    concludeInventory: guarded(
      async ({ input, inventory }: Omit<DealRequest, 'into'> & { readonly inventory: DealtInventory }) => {
        const source = sourceOf(input);
        const about = inventoryAbout(source);
        const counted = concludeInventory(source.bucket, mergedParts(inventory, about, attestor));
        return { ...attestor.attest('inventory', about, counted), about };
      },
    ),
  };
}
