import { setHandler } from '@temporalio/workflow';
import { progressSignal, readProgress } from '../../contracts/messages';
import { described } from '../run/messages';
import type { PreparationRun } from './preparation-run';

/** Shows how far the inventory is, as it says itself. Anybody can send it, so that nothing is decided by it. */
export function listenForProgress(run: Pick<PreparationRun, 'counted'>): void {
  setHandler(
    progressSignal,
    (payload) => {
      const counted = readProgress(payload);
      if (counted !== null) {
        run.counted(counted);
      }
    },
    described('progress'),
  );
}
