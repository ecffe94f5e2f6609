import type { InventoryCheckpoint } from '../contracts/inventory';

/** A listing that ended before it was complete, with the checkpoint to go on from. */
export class InterruptedInventory extends Error {
  override readonly name = 'InterruptedInventory';

  /** @param reason what ended it: an error of the table, or the caller's own abort reason */
  constructor(
    readonly checkpoint: InventoryCheckpoint,
    readonly reason: unknown,
  ) {
    super(reason instanceof Error ? reason.message : 'The inventory was interrupted.');
  }
}
