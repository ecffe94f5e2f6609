import type { Client, WorkflowClient } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { undecoded } from '../../configuration/temporal/undecoded';
import type { PreparationResult } from '../../contracts/runs/result';
import { isRunOf, runsUnderQuery } from '../../contracts/names';
import { CommandError } from '../command-error';
import type { DeliveredRun, Preparations, RunState } from './preparations';
import { runStateOf } from './run-state';
import { isNoneOfOurs } from '../../configuration/encryption/is-none-of-ours';
import type { Verified } from './verify-result';

/** How many of the runs with a result are read; rejected ones are among them. */
const MAX_RUNS = 50;

/** Null if the result is forged: then an earlier delivery is looked up. */
function verifiedOf(result: object, run: RunState, verify: Preparations['verify']): Verified | null {
  try {
    return verify(result, run);
  } catch (error) {
    if (error instanceof CommandError && error.type === 'ResultNotAuthentic') {
      return null;
    }
    throw error;
  }
}

/** What a run that completed was given as its result, by anybody; null if that is none of ours. */
async function givenBy(
  workflow: WorkflowClient,
  { workflowId, runId }: RunState,
): Promise<PreparationResult | null> {
  try {
    const result: unknown = await workflow.getHandle(workflowId, runId).result();
    return typeof result === 'object' ? (result as PreparationResult | null) : null;
  } catch (error) {
    // The list of the server may still name what it has deleted.
    if (isNoneOfOurs(error) || error instanceof WorkflowNotFoundError) {
      return null;
    }
    throw error;
  }
}

/**
 * The newest run of a workflow ID that ended with delivered credentials, as far as the server keeps them. Those that a Schedule
 * started under that ID and a time are among them.
 */
export async function newestDelivery(
  client: Client,
  workflowId: string,
  verify: Preparations['verify'],
): Promise<DeliveredRun | null> {
  const query = runsUnderQuery('prepareMigration', workflowId, 'Completed');
  let looked = 0;
  for await (const found of undecoded(client).workflow.list({ query, pageSize: MAX_RUNS })) {
    if (!isRunOf(workflowId, found.workflowId)) {
      continue;
    }
    const run = runStateOf(found);
    const result = await givenBy(client.workflow, run);
    const verified = result?.outcome === 'prepared' ? verifiedOf(result, run, verify) : null;
    if (result?.outcome === 'prepared' && verified !== null) {
      return { run, result, verified };
    }
    looked += 1;
    if (looked === MAX_RUNS) {
      break;
    }
  }
  return null;
}
