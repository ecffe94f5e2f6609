import { CancellationScope, condition } from '@temporalio/workflow';

/**
 * Waits durably until a condition holds or a time is up. Of a time that is up and a cancellation that come while no
 * worker looks, the cancellation counts: nobody is to be told that a run still waits which does not.
 *
 * @param ms Infinity for no limit
 * @param summary of the timer, in the timeline of the Web UI
 * @returns whether the condition holds
 * @throws CancelledFailure
 */
export async function timedWait(holds: () => boolean, ms: number, summary: string): Promise<boolean> {
  if (ms === Infinity) {
    await condition(holds);
    return true;
  }
  if (await condition(holds, ms, { summary })) {
    return true;
  }
  const scope = CancellationScope.current();
  return scope.consideredCancelled ? scope.cancelRequested : false;
}
