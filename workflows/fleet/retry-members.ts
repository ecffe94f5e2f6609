import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { retrySignal } from '../../contracts/messages';
import { preparationWorkflowId } from '../../contracts/names';
import type { FleetRun } from './fleet-run';
import { eachOf } from './each-of';

/** Sends `retry` to every preparation that requires an action, if somebody asked for it. */
export async function retryMembers(run: FleetRun): Promise<void> {
  const asked = run.takeRetry();
  if (asked === null) {
    return;
  }
  // One that has ended meanwhile takes no signal; the next look shows it.
  await eachOf(run.members.parked(), (bucket) =>
    getExternalWorkflowHandle(preparationWorkflowId(bucket))
      .signal(retrySignal, asked.by === null ? {} : { by: asked.by })
      .catch(() => undefined),
  );
}
