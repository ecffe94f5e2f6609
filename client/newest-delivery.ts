import type { WorkflowClient } from '@temporalio/client';
import type { PreparationResult } from '../contracts/result';
import type { DeliveredRun } from './preparations';

/** So many of the runs that ended with a result are looked at; those of rejected plans are among them. */
const MOST_RUNS = 50;

/** The newest run of a workflow ID that ended with delivered credentials, as far as the server keeps them. */
export async function newestDelivery(
  workflow: WorkflowClient,
  workflowId: string,
): Promise<DeliveredRun | null> {
  const query = `WorkflowId = ${JSON.stringify(workflowId)} AND ExecutionStatus = "Completed"`;
  let looked = 0;
  for await (const { runId, startTime, closeTime } of workflow.list({ query, pageSize: MOST_RUNS })) {
    const result = (await workflow.getHandle(workflowId, runId).result()) as PreparationResult;
    if (result.outcome === 'prepared') {
      const closedAt = closeTime ?? null;
      return { run: { workflowId, runId, state: 'completed', startedAt: startTime, closedAt }, result };
    }
    looked += 1;
    if (looked === MOST_RUNS) {
      break;
    }
  }
  return null;
}
