import type { AttestedAbout } from '../contracts/attested';
import type { InventoryInput } from '../contracts/preparation-input';
import type { InventoryResult, SliceProgress } from '../contracts/inventory';
import { TASK_QUEUE } from '../contracts/names';
import type { Answer } from './answer';
import type { CommandContext } from './command-context';
import { inventoryAnswer } from './inventory-answer';
import { neverBackwards } from './listing-heartbeat';
import type { Preparations } from './preparations';
import { NOT_VERIFIED } from './verify-result';

const ASK_EVERY_MS = 1000;

/** How an inventory that a worker takes is followed. */
export interface InventoryFollower {
  readonly say: (line: string) => void;
  readonly onProgress: (progress: SliceProgress) => void;
  readonly pause: CommandContext['pause'];
}

/**
 * Has a worker take the inventory of a bucket: starts `inventory/<bucket>`, or attaches to it where it runs.
 *
 * @throws RunFailedError with the reason where there is no total
 */
export async function startInventory(
  preparations: Preparations,
  { source }: InventoryInput,
  { say, onProgress, pause }: InventoryFollower,
): Promise<Answer> {
  const workflowId = `inventory/${source.bucket}`;
  const { runId, attached } = await preparations.start({
    type: 'inventoryBucket',
    workflowId,
    input: { source },
    summary: `Inventory of KS3 bucket ${source.bucket}`,
  });
  if (attached) {
    say(`${workflowId} was running already: this attached to it. Its own input stands.`);
  }
  if ((await preparations.workers()) === 0) {
    say(
      `No worker asks the task queue ${TASK_QUEUE} for work; nothing happens until one runs: npx prep worker`,
    );
  }
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
    say(NOT_VERIFIED);
  }
  const seconds = ((run.closedAt ?? new Date()).getTime() - run.startedAt.getTime()) / 1000;
  return inventoryAnswer(asked, inventory.value, seconds, {
    workflowId,
    runId,
    attached,
    link: preparations.linkOf(workflowId),
  });
}
