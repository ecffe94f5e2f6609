import type { Client } from '@temporalio/client';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import { decodeInput } from '../encryption/decode-payloads';

/** What a run was started with, from the first event of its history; of the latest run of an ID if none is named. */
export async function inputOfRun(
  client: Client,
  { workflowId, runId }: Pick<RunIdentity, 'workflowId'> & Partial<RunIdentity>,
): Promise<unknown> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: runId === undefined ? { workflowId } : { workflowId, runId },
    maximumPageSize: 1,
  });
  const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  return decodeInput(client.options.loadedDataConverter, started?.input?.payloads);
}
