import { bucketInventoryWorkflowId } from '../../contracts/names';
import type { AttestedAbout } from '../../contracts/attested';
import type { InventoryInput } from '../../contracts/preparation-input';
import type { InventoryResult, SliceProgress } from '../../contracts/inventory';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { noWorkerWarning } from '../runs/answer-or-follow';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { inventoryAnswer } from './inventory-answer';
import { neverBackwards } from '../runs/listing-heartbeat';
import type { Preparations } from '../runs/preparations';
import { NOT_VERIFIED } from '../runs/verify-result';

const ASK_EVERY_MS = 1000;

/** How an inventory that a worker takes is followed. */
export interface InventoryFollower extends Pick<CommandContext, 'pause' | 'say' | 'tell' | 'words'> {
  /** Says nothing on standard error. */
  readonly quiet: boolean;
  readonly onProgress: (progress: SliceProgress) => void;
}

/**
 * Has a worker take the inventory of a bucket: starts `inventory/<bucket>`, or attaches to the running one.
 *
 * @throws RunFailedError with the reason if there is no total
 */
export async function startInventory(
  preparations: Preparations,
  { source }: InventoryInput,
  follower: InventoryFollower,
): Promise<Answer> {
  const { onProgress, pause, say } = follower;
  const tell = (said: Said) => (follower.quiet ? undefined : follower.tell(said));
  const workflowId = bucketInventoryWorkflowId(source.bucket);
  const { runId, attached } = await preparations.start({
    type: 'inventoryBucket',
    workflowId,
    input: { source },
    summary: say(phrase('command.inventorySummary', { bucket: source.bucket })),
  });
  if (attached) {
    tell(phrase('command.attached', { workflowId }));
  }
  (await noWorkerWarning(preparations)).forEach(tell);
  const onward = neverBackwards();
  let run = await preparations.describe(workflowId);
  while (run.state === 'running') {
    const progress = await preparations.listingProgress(workflowId);
    if (progress !== null) {
      onProgress(onward(progress));
    }
    await pause(ASK_EVERY_MS);
    run = await preparations.describe(workflowId);
  }
  const inventory = (await preparations.result(workflowId)) as AttestedAbout<InventoryResult>;
  const asked = { bucket: source.bucket, prefix: source.prefix ?? '' };
  if (preparations.verifyInventory(inventory, asked) === 'not verified') {
    tell(NOT_VERIFIED);
  }
  const seconds = ((run.closedAt ?? new Date()).getTime() - run.startedAt.getTime()) / 1000;
  return inventoryAnswer(asked, inventory.value, seconds, follower, {
    workflowId,
    runId,
    attached,
    link: preparations.linkOf(workflowId),
  });
}
