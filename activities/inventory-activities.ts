import type { AttestedAbout } from '../contracts/attested';
import type { InventoryResult } from '../contracts/inventory';
import type { InventoryRequest } from '../contracts/preparation';
import type { Settings } from '../contracts/settings';
import { startCheckpoint } from '../inventory/checkpoint';
import { concludeInventory } from '../inventory/conclude';
import type { Clouds } from '../provisioning/clouds';
import { guarded } from './guarded-activity';
import type { Attestor } from '../provisioning/trust/attestor';
import { validateInventory } from '../provisioning/request/validate-preparation';
import { dealtParts, mergedParts, type DealtInventory } from '../provisioning/trust/attested-parts';
import { inventoryAbout } from '../provisioning/trust/inventory-about';
import { inventorySlice, type SliceOutcome, type SliceRequest } from './inventory-slice';

/** An inventory as it was dealt, or null to begin one; and into how many parts what is left is to be dealt. */
export interface DealRequest {
  readonly input: unknown;
  readonly inventory: DealtInventory | null;
  readonly into: number;
}

/** What the inventory of a bucket is taken with, as workflows see it. */
export interface InventoryActivities {
  validateInventory(input: unknown): Promise<InventoryRequest>;
  dealInventory(request: DealRequest): Promise<DealtInventory>;
  inventorySlice(request: SliceRequest): Promise<SliceOutcome>;
  concludeInventory(request: {
    readonly input: unknown;
    readonly inventory: DealtInventory;
  }): Promise<AttestedAbout<InventoryResult>>;
}

/** What they work with. */
export interface InventoryDependencies {
  readonly settings: Settings;
  readonly clouds: Clouds;
  readonly attestor: Attestor;
}

/** Builds them for a worker. */
export function createInventoryActivities({
  settings,
  clouds,
  attestor,
}: InventoryDependencies): InventoryActivities {
  const sourceOf = (input: unknown) => validateInventory(input, settings);
  return {
    validateInventory: guarded(async (input: unknown) => sourceOf(input)),
    dealInventory: guarded(async ({ input, inventory, into }) => {
      const about = inventoryAbout(sourceOf(input));
      const reached = inventory === null ? startCheckpoint() : mergedParts(inventory, about, attestor);
      return dealtParts(reached, into, about, attestor);
    }),
    inventorySlice: guarded(
      async ({ input, ...request }) =>
        inventorySlice(request, { source: sourceOf(input), settings, clouds, attestor }),
      false,
    ),
    concludeInventory: guarded(async ({ input, inventory }) => {
      const source = sourceOf(input);
      const about = inventoryAbout(source);
      const counted = concludeInventory(source.bucket, mergedParts(inventory, about, attestor));
      return { ...attestor.attest('inventory', about, counted), about };
    }),
  };
}
