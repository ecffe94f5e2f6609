import type { Client } from '@temporalio/client';
import { grpcStatusOf, NOT_FOUND } from '../../configuration/temporal/grpc-status';
import { inputOfRun } from '../../configuration/temporal/run-input';
import { undecoded } from '../../configuration/temporal/undecoded';
import { isRunOf, runsUnderQuery } from '../../contracts/names';
import type { EarlierRun, RunState } from './preparations';
import { runStateOf } from './run-state';

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
): Promise<EarlierRun[]> {
  const { workflow } = undecoded(client);
  const runs = new Map<string, RunState>(latest === null ? [] : [[latest.runId, latest]]);
  const query = runsUnderQuery('prepareMigration', workflowId);
  for await (const found of workflow.list({ query, pageSize: MAX_RUNS })) {
    if (isRunOf(workflowId, found.workflowId) && !runs.has(found.runId)) {
      runs.set(found.runId, runStateOf(found));
    }
    if (runs.size >= MAX_RUNS) {
      break;
    }
  }
  const newestFirst = [...runs.values()].toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  const found = await Promise.all(newestFirst.map((run) => withInput(client, run)));
  return found.filter((one) => one !== null);
}

/** Null if there is no such run any more: the list of the server may still name what it has deleted. */
async function withInput(client: Client, run: RunState): Promise<EarlierRun | null> {
  try {
    return { run, input: await inputOfRun(client, run) };
  } catch (error) {
    if (grpcStatusOf(error) === NOT_FOUND) {
      return null;
    }
    throw error;
  }
}
