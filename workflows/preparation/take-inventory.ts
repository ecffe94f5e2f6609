import { executeChild, workflowInfo } from '@temporalio/workflow';
import { inventoryWorkflowId } from '../../contracts/names';
import type { InventoryResult } from '../../contracts/inventory';
import type { SourceRequest } from '../../contracts/preparation';
import { checkpointIn, inventoryBucket } from '../inventory-bucket';
import type { PreparationRun } from './run';

/** Takes the inventory in a child workflow. Where that fails, what it counted is kept for the retry. */
export async function takeInventory(run: PreparationRun, source: SourceRequest): Promise<InventoryResult> {
  const { profile, bucket, prefix, endpoint, region } = source;
  try {
    return await executeChild(inventoryBucket, {
      workflowId: inventoryWorkflowId(workflowInfo().workflowId),
      args: [{ source: { profile, bucket, prefix, endpoint, region } }, run.inventoryCheckpoint],
      staticSummary: `Inventory of KS3 bucket ${bucket}`,
    });
  } catch (error) {
    run.inventoryCheckpoint = checkpointIn(error) ?? run.inventoryCheckpoint;
    throw error;
  }
}
