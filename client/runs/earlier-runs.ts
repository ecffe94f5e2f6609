import type { Client } from '@temporalio/client';
import { undecoded } from '../../configuration/temporal/undecoded';
import { decodeInput } from '../../configuration/encryption/decode-payloads';
import { isRunOf, runsUnderQuery } from '../../contracts/names';
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
  const { workflow } = undecoded(client);
  const runs = new Map<string, RunState>(latest === null ? [] : [[latest.runId, latest]]);
  const query = runsUnderQuery('prepareMigration', workflowId);
  for await (const found of workflow.list({ query, pageSize: MAX_RUNS })) {
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

/** What a run was started with, from the first event of its history. */
async function inputOf(client: Client, { workflowId, runId }: RunState): Promise<unknown> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 1,
  });
  const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  return decodeInput(client.options.loadedDataConverter, started?.input?.payloads);
}
