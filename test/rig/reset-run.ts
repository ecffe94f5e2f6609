import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { until } from './rig';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type EventId = NonNullable<History['events']>[number]['eventId'];

/** Resets a run to the workflow task that ended at an event. */
export async function resetTo<Handle extends WorkflowHandle>(
  { client }: { readonly client: Client },
  { workflowId }: Handle,
  workflowTaskFinishEventId: EventId,
): Promise<Handle> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  await client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId,
    requestId: randomUUID(),
    reason: 'a test',
  });
  return client.workflow.getHandle(workflowId) as Handle;
}

/** Resets a waiting run to its current point: it continues under another run ID. */
export async function resetHere<Handle extends WorkflowHandle>(
  rig: { readonly client: Client },
  handle: Handle,
): Promise<Handle> {
  const last = await until(async () => {
    const { events } = await handle.fetchHistory();
    // What the task asked for follows its end, for example search attributes; another task is not under way.
    const task = (events ?? []).findLast(
      (event) => event.workflowTaskCompletedEventAttributes ?? event.workflowTaskScheduledEventAttributes,
    );
    return task?.workflowTaskCompletedEventAttributes ? task.eventId : undefined;
  });
  return resetTo(rig, handle, last);
}
