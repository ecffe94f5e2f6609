import { blockersAmong } from '../../contracts/listing/plan-blockers';
import type { DraftResult } from '../../contracts/runs/result';
import { blockerInWords, planInWords } from '../details/plan-in-words';
import { visible } from '../text/foreign-text';
import type { Language } from '../words/language';
import { wordsOf } from '../words/words';

/** The plan of a draft, a line each; before there is one, that, and what the migration would fail on. */
export function draftPlan({ frozen, inventory }: DraftResult, language: Language): string[] {
  return frozen === null
    ? [
        wordsOf(language).report.noPlanYet,
        ...blockersAmong(inventory.findings).map((blocker) => visible(blockerInWords(blocker, language))),
      ]
    : planInWords(frozen.plan, language);
}
