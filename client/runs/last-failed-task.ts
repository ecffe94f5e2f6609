import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { decodePayloads } from '../../configuration/encryption/decode-payloads';

const { EventType, WorkflowTaskFailedCause } = temporal.api.enums.v1;
type Failure = temporal.api.failure.v1.IFailure;

/** The server notes only the first of the failures in a row, so it is among the newest events. */
const NEWEST_EVENTS = 100;
const MAX_MESSAGE = 600;

/** Causes that say nothing about the worker: a reset, and what came in while a task was under way. */
const HARMLESS: readonly unknown[] = [
  WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW,
  WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
  WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND,
];

/** Why the last workflow task of a run failed, as one line; null if it did not, or has been completed since. */
export async function lastFailedTask(client: Client, workflowId: string): Promise<string | null> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId },
    maximumPageSize: NEWEST_EVENTS,
  });
  const ended = history?.events?.find(
    ({ eventType, workflowTaskFailedEventAttributes: failed }) =>
      eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED ||
      (failed && !HARMLESS.includes(failed.cause)),
  );
  const failed = ended?.workflowTaskFailedEventAttributes;
  if (!failed) {
    return null;
  }
  const message = failed.failure ? await messageOf(client, failed.failure) : '';
  return message === '' ? causeInWords(failed.cause) : `${message} (${causeInWords(failed.cause)})`;
}

/** Workers that encrypt payloads also encrypt failures. */
async function messageOf(client: Client, { message, encodedAttributes }: Failure): Promise<string> {
  const [attributes] = encodedAttributes
    ? await decodePayloads(client.options.loadedDataConverter, [encodedAttributes]).catch(() => [])
    : [];
  const { message: encoded } = Object(attributes) as { message?: unknown };
  return oneLine(typeof encoded === 'string' ? encoded : (message ?? ''));
}

/** Anybody who polls the task queue may have written it. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[^\P{C}]|[\s\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, MAX_MESSAGE);
}

function causeInWords(cause: temporal.api.enums.v1.WorkflowTaskFailedCause | null | undefined): string {
  const name = WorkflowTaskFailedCause[cause ?? 0] ?? 'unknown cause';
  return name.replace('WORKFLOW_TASK_FAILED_CAUSE_', '').toLowerCase().replaceAll('_', ' ');
}
