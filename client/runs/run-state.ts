import type { WorkflowExecutionDescription, WorkflowExecutionInfo } from '@temporalio/client';
import { executionState } from '../../configuration/temporal/execution-state';
import type { RunState } from './preparations';

/** A run as the server describes or lists it. */
export function runStateOf({
  workflowId,
  runId,
  type,
  status,
  startTime,
  closeTime,
}: Omit<WorkflowExecutionInfo, 'raw'>): RunState {
  const state = executionState(status.name);
  return { workflowId, runId, type, state, startedAt: startTime, closedAt: closeTime ?? null };
}

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
