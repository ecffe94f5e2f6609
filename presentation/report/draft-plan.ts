import { blockersAmong } from '../../contracts/plan-blockers';
import type { DraftResult } from '../../contracts/result';
import { blockerInWords, planInWords } from '../details/plan-in-words';
import { visible } from '../text/foreign-text';
import type { Language } from '../words/language';

/** The plan of a draft, a line each; before there is one, what the migration would fail on. */
export function draftPlan({ frozen, inventory }: DraftResult, language: Language): string[] {
  return frozen === null
    ? blockersAmong(inventory.findings).map((blocker) => visible(blockerInWords(blocker, language)))
    : planInWords(frozen.plan, language);
}
