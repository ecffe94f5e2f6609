import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { RunState } from './preparations';

type Ending = Pick<RunState, 'endsAt'>;

/** When the timeouts that a run was started with end it. */
export function endsAt({ workflowExtendedInfo: info }: WorkflowExecutionDescription['raw']): Ending {
  // The server gives the year 1 for a timeout that there is not.
  const ends = [info?.runExpirationTime, info?.executionExpirationTime]
    .map((time) => Number(time?.seconds ?? 0) * 1000)
    .filter((time) => time > 0);
  return ends.length === 0 ? {} : { endsAt: new Date(Math.min(...ends)) };
}

/** Of a run, only that. */
export function ending({ endsAt: at }: Ending): Ending {
  return at === undefined ? {} : { endsAt: at };
}
