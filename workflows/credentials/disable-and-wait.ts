import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { KeyStatusRequest } from '../../activities/life/set-key-status';
import type { PreparationRun } from '../preparation/run';
import { activitiesOf } from '../preparation/step-activities';

/** AccessKeys of one user to disable for a while. */
export type KeysToDisable = Omit<KeyStatusRequest, 'status'>;

/**
 * Disables AccessKeys and waits, so that whoever still needs them can speak up: cancelled in between, they are enabled
 * again before the run ends.
 *
 * @returns ISO time at which they were disabled; null where the user is gone
 */
export async function disableAndWait(
  run: PreparationRun<'disable' | 'grace'>,
  requests: readonly KeysToDisable[],
  waitOutGrace: () => Promise<unknown>,
): Promise<string | null> {
  const allKeys = requests.flatMap(({ keys }) => keys).join(', ');
  try {
    const disabledAt = await run.step(
      'disable',
      () => setAll(requests, 'Inactive'),
      () => allKeys,
    );
    await run.step('grace', waitOutGrace, () => '');
    return disabledAt;
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() =>
        run.step(
          'disable',
          () => setAll(requests, 'Active'),
          () => 'cancelled: enabled again',
        ),
      );
    }
    throw error;
  }
}

/** @returns ISO time at which the last of them was seen to be so */
async function setAll(
  requests: readonly KeysToDisable[],
  status: KeyStatusRequest['status'],
): Promise<string | null> {
  let at: string | null = null;
  for (const { mustWork, ...request } of requests) {
    const named = request.keys.join(', ');
    const [summary, asked] =
      status === 'Active'
        ? [`Enable AccessKey ${named} again`, request]
        : [`Disable AccessKey ${named}`, { ...request, mustWork }];
    at = (await activitiesOf(summary).setKeyStatus({ ...asked, status })) ?? at;
  }
  return at;
}
