import { isGrpcDeadlineError, type WorkflowHandle } from '@temporalio/client';
import { statusQuery } from '../../contracts/messages';
import type { PreparationStatus } from '../../contracts/runs/status';

/** The server asks no worker about a run whose tasks timed out three times on a machine that is too busy for them. */
const NOBODY_ASKED = ['no poller seen', 'Unable to query workflow due to Workflow Task in failed state'];

/**
 * What a worker answers; undefined while none does. When one has been killed, the server waits for it until it knows
 * that it is gone, and knows of no other one until that asks for work; a busy one is given ten seconds.
 */
export async function answered<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const { cause } = error as { cause?: { details?: string } };
    const details = cause?.details ?? '';
    if (isGrpcDeadlineError(cause) || NOBODY_ASKED.some((answer) => details.startsWith(answer))) {
      return undefined;
    }
    throw error;
  }
}

/** The status of a run; undefined while no worker answers. */
export function statusOf(handle: Pick<WorkflowHandle, 'query'>): Promise<PreparationStatus | undefined> {
  return answered(() => handle.query(statusQuery));
}
