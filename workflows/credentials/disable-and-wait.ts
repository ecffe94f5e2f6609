import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { KeyStatusRequest } from '../../activities/life/set-key-status';
import type { PreparationRun } from '../preparation/run';
import { activitiesOf } from '../preparation/step-activities';

/**
 * Disables AccessKeys and waits, so that whoever still needs them can speak up: cancelled in between, they are enabled
 * again before the run ends.
 *
 * @returns ISO time at which they were disabled; null where the user is gone
 */
export async function disableAndWait(
  run: PreparationRun<'disable' | 'grace'>,
  request: Omit<KeyStatusRequest, 'status'>,
  waitOutGrace: () => Promise<unknown>,
): Promise<string | null> {
  const { credentials, keys } = request;
  const named = keys.join(', ');
  try {
    const disabledAt = await run.step(
      'disable',
      () => activitiesOf(`Disable AccessKey ${named}`).setKeyStatus({ ...request, status: 'Inactive' }),
      () => named,
    );
    await run.step('grace', waitOutGrace, () => '');
    return disabledAt;
  } catch (error) {
    if (isCancellation(error)) {
      const enable = () =>
        activitiesOf(`Enable AccessKey ${named} again`).setKeyStatus({ credentials, keys, status: 'Active' });
      await CancellationScope.nonCancellable(() =>
        run.step('disable', enable, () => 'cancelled: enabled again'),
      );
    }
    throw error;
  }
}
