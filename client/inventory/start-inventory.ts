import { bucketInventoryWorkflowId } from '../../contracts/names';
import type { AttestedAbout } from '../../contracts/approval/attested';
import type { InventoryInput } from '../../contracts/inputs/preparation-input';
import type { InventoryResult } from '../../contracts/listing/inventory';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import { inventoryAnswer } from './inventory-answer';
import { followListing, type ListingFollower } from '../runs/follow-listing';
import type { Preparations } from '../runs/preparations';
import { NOT_VERIFIED } from '../runs/verify-result';

/**
 * Has a worker take the inventory of a bucket: starts `inventory/<bucket>`, or attaches to the running one.
 *
 * @throws RunFailedError with the reason if there is no total
 */
export async function startInventory(
  preparations: Preparations,
  input: InventoryInput,
  follower: ListingFollower,
): Promise<Answer> {
  const { source } = input;
  const workflowId = bucketInventoryWorkflowId(source.bucket);
  const summary = follower.say(phrase('command.inventorySummary', { bucket: source.bucket }));
  const request = { type: 'inventoryBucket', workflowId, input, summary } as const;
  const { runId, attached, startedAt, seconds, result } = await followListing(
    preparations,
    request,
    follower,
  );
  const inventory = result as AttestedAbout<InventoryResult>;
  const asked = { bucket: source.bucket, prefix: source.prefix ?? '' };
  if (preparations.verifyInventory(inventory, input, startedAt) === 'not verified' && !follower.quiet) {
    follower.tell(NOT_VERIFIED);
  }
  return inventoryAnswer(asked, inventory.value, seconds, follower, {
    workflowId,
    runId,
    attached,
    link: preparations.linkOf(workflowId),
  });
}
