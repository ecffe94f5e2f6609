import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { until, type PreparationHandle } from './rig';

type History = Awaited<ReturnType<PreparationHandle['fetchHistory']>>;
type EventId = NonNullable<History['events']>[number]['eventId'];

/** Resets a run to the workflow task that ended at an event. */
export async function resetTo(
  { client }: { readonly client: Client },
  { workflowId }: PreparationHandle,
  workflowTaskFinishEventId: EventId,
): Promise<PreparationHandle> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  await client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId,
    requestId: randomUUID(),
    reason: 'a test',
  });
  return client.workflow.getHandle(workflowId);
}

/** Resets a waiting run to its current point: it continues under another run ID. */
export async function resetHere(
  rig: { readonly client: Client },
  handle: PreparationHandle,
): Promise<PreparationHandle> {
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
