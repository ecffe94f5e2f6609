import { setHandler } from '@temporalio/workflow';
import { draftQuery } from '../../contracts/messages';
import { described } from '../run/messages';
import type { PreparationRun } from './preparation-run';

/** Answers the query `draft`. */
export function answerDraft(run: Pick<PreparationRun, 'draft'>): void {
  setHandler(draftQuery, () => run.draft(), described('draft'));
}
