import type { InventoryCheckpoint, InventoryResult, SliceProgress } from '../contracts/listing/inventory';
import { startCheckpoint } from './ranges/checkpoint';
import { concludeInventory } from './totals/conclude';
import { InterruptedInventory } from './interrupted';
import type { PageSource } from './pages/page-source';
import { runInventorySlice } from './run-inventory-slice';

/** What to list in one go, without a server. */
export interface InventoryOptions {
  readonly source: PageSource;
  readonly bucket: string;
  readonly prefix: string;
  readonly concurrency: number;
  /** Where to continue; absent to begin. */
  readonly checkpoint?: InventoryCheckpoint | undefined;
  readonly signal: AbortSignal;
  /** Gets its progress, with a checkpoint to continue from. */
  readonly onProgress: (progress: SliceProgress, reached: InventoryCheckpoint) => void;
}

/**
 * Takes a whole inventory in this process.
 *
 * @throws InterruptedInventory with the checkpoint, when it is aborted or fails: there is no total then
 */
export async function takeInventory(options: InventoryOptions): Promise<InventoryResult> {
  let latest = options.checkpoint ?? startCheckpoint();
  try {
    const { checkpoint } = await runInventorySlice({
      ...options,
      checkpoint: latest,
      budgetMs: Infinity,
      onProgress: (reached, progress) => {
        latest = reached;
        options.onProgress(progress, reached);
      },
    });
    return concludeInventory(options.bucket, checkpoint);
  } catch (error) {
    throw new InterruptedInventory(latest, error);
  }
}
