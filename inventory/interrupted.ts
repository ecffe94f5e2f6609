import type { InventoryCheckpoint } from '../contracts/listing/inventory';
import { phrase, say } from '../presentation/words/words';

/** A listing that ended before it was complete, with the checkpoint to continue from. */
export class InterruptedInventory extends Error {
  override readonly name = 'InterruptedInventory';

  /** @param reason what ended it: an error of the table, or the caller's own abort reason */
  constructor(
    readonly checkpoint: InventoryCheckpoint,
    readonly reason: unknown,
  ) {
    super(reason instanceof Error ? reason.message : say('en', phrase('inventory.interrupted')));
  }
}
