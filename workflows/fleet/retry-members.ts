import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { retrySignal, type RetryRequest } from '../../contracts/messages';
import { preparationWorkflowId } from '../../contracts/names';
import type { FleetRun } from './fleet-run';
import { eachOf } from './each-of';

type Retrying = Pick<FleetRun, 'takeRetry' | 'members' | 'retried'>;

/** Sends `retry` to every preparation that requires an action, if somebody asked for it; also if they ask meanwhile. */
export async function retryMembers(run: Retrying): Promise<void> {
  for (let asked = run.takeRetry(); asked !== null; asked = run.takeRetry()) {
    await passOn(asked, run);
  }
}

async function passOn({ by }: RetryRequest, run: Retrying): Promise<void> {
  await eachOf(run.members.parked(), async (at) => {
    try {
      await getExternalWorkflowHandle(preparationWorkflowId(run.members.bucketAt(at))).signal(
        retrySignal,
        by === null ? {} : { by },
      );
      run.retried(at);
    } catch {
      // One that has ended meanwhile takes no signal; the next look shows it.
    }
  });
}
