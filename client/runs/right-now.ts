import type { SliceProgress } from '../../contracts/listing/inventory';
import { inventoryWorkflowId } from '../../contracts/names';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { Say } from '../../presentation/words/phrase';
import { ifThere } from './if-there';
import type { PendingStep } from './pending-steps';
import type { Preparations } from './preparations';

/** What the server says of an open run beyond its own status. */
export interface RightNow {
  /** What is retried or paused, of the run and of its inventory. */
  readonly pending: readonly PendingStep[];
  /** How far the inventory is; null if none runs. */
  readonly listing: SliceProgress | null;
}

export const NOTHING_NOW: RightNow = { pending: [], listing: null };

/** Looks up what an open run does right now. */
export async function rightNow(
  preparations: Pick<Preparations, 'pending' | 'listingProgress'>,
  status: PreparationStatus,
): Promise<RightNow> {
  const { workflowId } = status;
  const [own, ofInventory, listing] = await Promise.all([
    preparations.pending(workflowId),
    listsNow(status) ? ifThere(preparations.pending(inventoryWorkflowId(workflowId)), []) : [],
    listingOf(preparations, status),
  ]);
  return { pending: [...own, ...ofInventory], listing };
}

/** The members of the JSON of a status; left out if there is nothing to say. */
export function rightNowJson({ pending, listing }: RightNow, say: Say): object {
  return {
    ...(pending.length === 0
      ? {}
      : {
          pending: pending.map(({ lastFailure, ...step }) => {
            return { ...step, lastFailure: lastFailure === null ? null : say(lastFailure) };
          }),
        }),
    ...(listing === null ? {} : { listing }),
  };
}

/** How far the inventory of a preparation is; null if none runs. */
async function listingOf(
  preparations: Pick<Preparations, 'listingProgress'>,
  status: PreparationStatus,
): Promise<SliceProgress | null> {
  return listsNow(status)
    ? ifThere(preparations.listingProgress(inventoryWorkflowId(status.workflowId)), null)
    : null;
}

function listsNow({ phase }: PreparationStatus): boolean {
  return phase.name === 'running' && phase.step === 'inventory';
}
