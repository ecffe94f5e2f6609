import { setHandler } from '@temporalio/workflow';
import { draftQuery, progressSignal, readProgress } from '../../contracts/messages';
import { described } from '../run/messages';
import type { InternalSignals } from '../run/unknown-messages';
import type { PreparationRun } from './preparation-run';

/** Answers the query `draft`. */
export function answerDraft(run: Pick<PreparationRun, 'draft'>): void {
  setHandler(draftQuery, () => run.draft(), described('draft'));
}

/** Shows how far the inventory is, as it says itself. Anybody can send it, so that nothing is decided by it. */
export function progressSignals(run: Pick<PreparationRun, 'counted'>): InternalSignals {
  return {
    [progressSignal.name]: (payload) => {
      const counted = readProgress(payload);
      if (counted !== null) {
        run.counted(counted);
      }
    },
  };
}
