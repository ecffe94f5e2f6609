import { workflowInfo } from '@temporalio/workflow';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * That the server ends this run, by a timeout that it was started with, before the time for its approval is up; empty
 * if it does not. A run that the server ends cleans up nothing.
 *
 * @param deadline of the approval, in milliseconds since the epoch
 */
export function endsBeforeApproval(deadline: number): Said {
  const { executionExpirationTime, runTimeoutMs, runStartTime } = workflowInfo();
  const ends = Math.min(
    executionExpirationTime?.getTime() ?? Number.POSITIVE_INFINITY,
    runTimeoutMs ? runStartTime.getTime() + runTimeoutMs : Number.POSITIVE_INFINITY,
  );
  return ends < deadline
    ? phrase('run.endsEarly', { at: new Date(ends).toISOString(), until: new Date(deadline).toISOString() })
    : '';
}
