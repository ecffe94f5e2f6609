import type { Client } from '@temporalio/client';
import { decodePayloads } from '../../configuration/encryption/decode-payloads';
import { isRunOf } from '../../contracts/names';
import type { EarlierRun, RunState } from './preparations';

/** How many runs are looked at, the newest first. */
const MAX_RUNS = 50;

/**
 * The runs of a preparation under its workflow ID and those that Schedules started, newest first.
 *
 * @param latest the latest run under the ID itself; the list of the server may not have it yet. Null if there is none
 */
export async function earlierRuns(
  client: Client,
  workflowId: string,
  latest: RunState | null,
  stateOf: (status: string) => RunState['state'],
): Promise<EarlierRun[]> {
  const { workflow } = client;
  const runs = new Map<string, RunState>(latest === null ? [] : [[latest.runId, latest]]);
  for await (const found of workflow.list({ query: runsOf(workflowId), pageSize: MAX_RUNS })) {
    const { runId, status, startTime, closeTime } = found;
    if (isRunOf(workflowId, found.workflowId) && !runs.has(runId)) {
      runs.set(runId, {
        workflowId: found.workflowId,
        runId,
        type: found.type,
        state: stateOf(status.name),
        startedAt: startTime,
        closedAt: closeTime ?? null,
      });
    }
    if (runs.size >= MAX_RUNS) {
      break;
    }
  }
  const newestFirst = [...runs.values()].toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  return Promise.all(newestFirst.map(async (run) => ({ run, input: await inputOf(client, run) })));
}

/**
 * The query for the preparations under a workflow ID, and for those that Schedules started; it finds a few more, which
 * `isRunOf` tells apart.
 *
 * @param status of the server; any without it
 */
export function runsOf(workflowId: string, status?: 'Completed'): string {
  const named = JSON.stringify(workflowId);
  const fired = JSON.stringify(`${workflowId}-2`);
  const among = `WorkflowType = "prepareMigration" AND (WorkflowId = ${named} OR WorkflowId STARTS_WITH ${fired})`;
  return status === undefined ? among : `${among} AND ExecutionStatus = "${status}"`;
}

/** What a run was started with, from the first event of its history. */
async function inputOf(client: Client, { workflowId, runId }: RunState): Promise<unknown> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 1,
  });
  const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const [input] = await decodePayloads(client.options.loadedDataConverter, payloads);
  return input;
}
