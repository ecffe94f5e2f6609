import type { WorkflowExecutionInfo } from '@temporalio/client';
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
