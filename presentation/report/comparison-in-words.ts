import type { Comparison } from '../../contracts/runs/result';
import type { Language } from '../words/language';
import type { Phrase, Said } from '../words/phrase';
import { phrase, sayIn, wordsOf } from '../words/words';

/** What changed since the last run, a sentence each. */
function changesSince({ with: last, growth, newFindings }: Comparison): Phrase[] {
  const grown = growth !== null && (growth.objects !== '0' || growth.bytes !== '0');
  return [
    ...(last !== null && grown ? [phrase('comparison.growth', { ...growth, since: last.countedAt })] : []),
    ...newFindings.map(({ objects, happens, remedy }) =>
      phrase('comparison.newFinding', { objects, happens, remedy }),
    ),
  ];
}

/** The whole comparison, a sentence each; that nothing changed if nothing did. */
export function comparisonInWords(comparison: Comparison): Said[] {
  const changes = changesSince(comparison);
  const unchanged = phrase('comparison.unchanged', { since: comparison.with?.countedAt ?? null });
  return [...(changes.length === 0 ? [unchanged] : changes), ...comparison.drift];
}

/** The lists of a report: what changed since the last run, and what differs from the approved plan. */
export function comparisonLists(
  comparison: Comparison,
  language: Language,
): readonly { readonly id: string; readonly title: string; readonly lines: readonly string[] }[] {
  const { report } = wordsOf(language);
  const say = sayIn(language);
  const [changes, { drift }] = [changesSince(comparison), comparison];
  const since = changes.length === 0 ? comparisonInWords({ ...comparison, drift: [] }) : changes;
  return [
    { id: 'changes', title: report.changes, lines: since.map(say) },
    { id: 'drift', title: report.drift, lines: drift.length === 0 ? [report.noDrift] : drift.map(say) },
  ];
}
