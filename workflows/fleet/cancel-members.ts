import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { preparationWorkflowId } from '../../contracts/names';
import { phrase } from '../../presentation/words/words';
import { eachOf } from './each-of';
import type { FleetRun } from './fleet-run';
import { watchOnce } from './watch-once';

/** A clean-up that parks waits for a person, and is not waited for. */
const WAIT_MS = 10 * 60_000;

/**
 * Cancels the preparations that this fleet started, and waits a while until they have cleaned up. Those that somebody else
 * started continue.
 */
export async function cancelMembers(run: FleetRun): Promise<void> {
  run.members.giveUpPending();
  run.enter({ name: 'cleaning up', because: '' }, phrase('fleet.cancelling'));
  await eachOf(run.members.ownOpen(), (bucket) =>
    getExternalWorkflowHandle(preparationWorkflowId(bucket))
      .cancel()
      .catch(() => undefined),
  );
  const until = Date.now() + WAIT_MS;
  while (run.members.ownOpen().length > 0 && Date.now() < until) {
    await watchOnce(run, run.members.total);
  }
}
