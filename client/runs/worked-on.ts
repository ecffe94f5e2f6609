import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const { EVENT_TYPE_WORKFLOW_TASK_COMPLETED } = temporal.api.enums.v1.EventType;

/** Before its first workflow task, a run has only what was sent to it. */
const FIRST_EVENTS = 1000;

/** Whether a worker ever worked on the latest run of an ID; one that none worked on has done nothing. */
export async function workedOn(client: Client, workflowId: string): Promise<boolean> {
  const { history, nextPageToken } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId },
    maximumPageSize: FIRST_EVENTS,
  });
  const events = history?.events ?? [];
  return (
    (nextPageToken?.length ?? 0) > 0 ||
    events.some(({ eventType }) => eventType === EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
  );
}
