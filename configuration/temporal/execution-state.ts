import type { ExecutionState } from '../../contracts/runs/run-identity';

const STATES: Readonly<Record<string, ExecutionState>> = {
  RUNNING: 'running',
  PAUSED: 'running',
  CONTINUED_AS_NEW: 'running',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed out',
};

/** The state of a run by the name that Temporal's client gives its status. One that is paused has not ended. */
export function executionState(status: string): ExecutionState {
  return STATES[status] ?? 'failed';
}
