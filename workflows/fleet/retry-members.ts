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
  await eachOf(run.members.parked(), async (at) => {
    try {
      await getExternalWorkflowHandle(preparationWorkflowId(run.members.bucketAt(at))).signal(
        retrySignal,
        asked.by === null ? {} : { by: asked.by },
      );
      run.retried(at);
    } catch {
      // One that has ended meanwhile takes no signal; the next look shows it.
    }
  });
}
