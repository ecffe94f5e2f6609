import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import type { ValidatedFleet } from '../../activities/fleet-activities';
import type { FleetRow } from '../../contracts/inputs/fleet-input';
import { preparationWorkflowId } from '../../contracts/names';
import { phrase } from '../../presentation/words/words';
import { prepareMigration } from '../prepare-migration';
import { activitiesOf } from '../run/step-activities';
import type { FleetRun } from './fleet-run';

/** Buckets that one activity plans: their inputs are part of the history. */
const MAX_STARTS = 25;

/**
 * Starts the preparations of buckets that are pending, as many as may work beside those that do. A bucket whose
 * preparation runs or has ended already is recognized.
 *
 * @returns how many were started, and whether more could be started at once
 */
export async function startMembers(
  run: FleetRun,
  { concurrency, defaults, again }: ValidatedFleet,
  rows: readonly FleetRow[] | null,
): Promise<{ readonly started: number; readonly more: boolean }> {
  const free = concurrency - (run.members.counts.running ?? 0);
  const places = run.members.pending(Math.min(free, MAX_STARTS));
  if (free <= 0 || places.length === 0) {
    return { started: 0, more: false };
  }
  const plans = await activitiesOf(run.say(phrase('fleet.planning', { count: places.length }))).planMembers({
    rows: places.map((at) => rows?.[at] ?? run.members.bucketAt(at)),
    defaults,
    again,
  });
  const started = await Promise.all(
    places.map(async (at, index) => {
      const plan = plans[index];
      if (plan === undefined) {
        return false;
      }
      if (plan.found !== null) {
        run.found({ at, ...plan.found });
        return false;
      }
      const isStarted = await startOne(run, run.members.bucketAt(at), plan.input);
      if (isStarted) {
        run.members.started(at);
      }
      return isStarted;
    }),
  );
  return {
    started: started.filter(Boolean).length,
    more: run.members.has('pending') && (run.members.counts.running ?? 0) < concurrency,
  };
}

/** False if somebody else started it this moment: it is then found running. */
async function startOne(run: FleetRun, bucket: string, input: object): Promise<boolean> {
  try {
    await startChild(prepareMigration, {
      workflowId: preparationWorkflowId(bucket),
      args: [input, { fleet: workflowInfo().workflowId }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: run.say(phrase('command.prepareSummary', { bucket })),
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      return false;
    }
    throw error;
  }
}
