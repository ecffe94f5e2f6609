import { executeChild, workflowInfo } from '@temporalio/workflow';
import type { Attested } from '../../contracts/attested';
import { inventoryWorkflowId } from '../../contracts/names';
import type { InventoryResult } from '../../contracts/inventory';
import type { SourceRequest } from '../../contracts/preparation';
import { inventoryBucket, reachedIn } from '../inventory-bucket';
import { phrase } from '../../presentation/words/words';
import type { PreparationRun } from './run';

/** Takes the inventory in a child workflow. Where that fails, what it counted is kept for the retry. */
export async function takeInventory(
  run: PreparationRun,
  source: SourceRequest,
): Promise<Attested<InventoryResult>> {
  const { profile, bucket, prefix, endpoint, region } = source;
  try {
    return await executeChild(inventoryBucket, {
      workflowId: inventoryWorkflowId(workflowInfo().workflowId),
      args: [{ source: { profile, bucket, prefix, endpoint, region } }, run.inventoryReached],
      staticSummary: run.say(phrase('run.inventoryOf', { bucket })),
    });
  } catch (error) {
    run.inventoryReached = reachedIn(error) ?? run.inventoryReached;
    throw error;
  }
}
