import { setHandler } from '@temporalio/workflow';
import { draftQuery } from '../../contracts/messages';
import type { PreparationRun } from './preparation-run';

/** Answers the query `draft`. */
export function answerDraft(run: Pick<PreparationRun, 'draft'>): void {
  setHandler(draftQuery, () => run.draft(), {
    description:
      'What there is for a report before the end: inventory, plan, decisions; null before the source is counted. No argument.',
  });
}
