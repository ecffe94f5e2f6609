import { executeChild, workflowInfo } from '@temporalio/workflow';
import type { DealtInventory } from '../../provisioning/trust/attested-parts';
import type { Attested } from '../../contracts/approval/attested';
import type { InventoryResult } from '../../contracts/listing/inventory';
import { inventoryWorkflowId } from '../../contracts/names';
import type { SourceRequest } from '../../contracts/runs/preparation';
import { phrase } from '../../presentation/words/words';
import { inventoryBucket, reachedIn } from '../inventory-bucket';
import type { PreparationRun } from './preparation-run';

/** The inventory of the source, in a child workflow. Taken again after a failure, it goes on where that one ended. */
export class SourceInventory {
  readonly #source: Omit<SourceRequest, 'accessKeyId'>;
  #reached: DealtInventory | null = null;

  readonly #run: Pick<PreparationRun, 'say'>;

  constructor(
    run: Pick<PreparationRun, 'say'>,
    { profile, bucket, prefix, endpoint, region }: SourceRequest,
  ) {
    this.#run = run;
    this.#source = { profile, bucket, prefix, endpoint, region };
  }

  async take(): Promise<Attested<InventoryResult>> {
    try {
      return await executeChild(inventoryBucket, {
        workflowId: inventoryWorkflowId(workflowInfo().workflowId),
        args: [{ source: this.#source }, this.#reached],
        staticSummary: this.#run.say(phrase('run.inventoryOf', { bucket: this.#source.bucket })),
      });
    } catch (error) {
      this.#reached = reachedIn(error) ?? this.#reached;
      throw error;
    }
  }
}
