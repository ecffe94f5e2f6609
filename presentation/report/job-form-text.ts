import type { Language } from '../words/language';
import { sayIn, wordsOf } from '../words/words';
import { named, visible } from '../text/foreign-text';
import { humanBytes } from '../text/human-units';
import { blockersAmong } from '../../contracts/listing/plan-blockers';
import { inventoryInWords } from '../details/inventory-in-words';
import { blockerInWords } from '../details/plan-in-words';
import type {
  AlreadyPreparedResult,
  DraftResult,
  NotPreparedResult,
  ReportedResult,
} from '../../contracts/runs/result';
import { comparisonLists } from './comparison-in-words';
import { draftPlan } from './draft-plan';
import { alignedLines, type Row } from './aligned-lines';
import { jobFormFields } from './job-form-fields';

/**
 * Renders the filled migration job form as plain text, in the form's order, for a terminal or a ticket. If nothing
 * was prepared: why not, what was counted, and what was removed.
 */
export function renderJobForm(result: ReportedResult, language: Language): string {
  if (result.outcome === 'draft') {
    return renderDraft(result, language);
  }
  if (result.outcome === 'already prepared') {
    return renderAlreadyPrepared(result, language);
  }
  if (result.outcome !== 'prepared') {
    return renderNotPrepared(result, language);
  }
  const { source, destination } = result.jobForm;
  const sections = jobFormFields(result.jobForm, language);
  const lines = alignedLines(sections.flatMap(({ fields }) => fields));
  const blocks = sections.map(({ title, fields }) => [title, ...lines.splice(0, fields.length)].join('\n'));
  const { jobFormOf } = wordsOf(language).report;
  return [jobFormOf({ from: named(source.bucket), to: named(destination.bucket) }), ...blocks].join('\n\n');
}

function renderAlreadyPrepared(result: AlreadyPreparedResult, language: Language): string {
  const lists = comparisonLists(result.comparison, language).map(({ title, lines }) =>
    [title, ...lines.map((one) => `  - ${visible(one)}`)].join('\n'),
  );
  return [
    visible(sayIn(language)(result.summary)),
    alignedLines(outcomeRows(result, language)).join('\n'),
    ...lists,
    ...blockersIn(result, language),
  ].join('\n\n');
}

function renderNotPrepared(result: NotPreparedResult, language: Language): string {
  const { report, terminal } = wordsOf(language);
  const { summary, undo } = result;
  const say = sayIn(language);
  const rows: Row[] = [
    ...outcomeRows(result, language),
    ...undo.removed.map((what): Row => [report.removed, say(what)]),
    ...undo.kept.map(({ what, why }): Row => [report.kept, terminal.titled(say(what), say(why))]),
  ];
  const why = report.whyNotPrepared({ summary: say(summary) });
  return [visible(why), alignedLines(rows).join('\n'), ...blockersIn(result, language)].join('\n\n');
}

function outcomeRows({ outcome, inventory }: ReportedResult, language: Language): Row[] {
  const { report, terminal } = wordsOf(language);
  const { objects, bytes } = inventory.totals;
  return [
    [report.outcomeName, terminal.outcomes[outcome] ?? outcome],
    [report.form.dataSize, report.form.size({ bytes, human: humanBytes(bytes) })],
    [report.form.fileCount, objects],
  ];
}

function blockersIn({ inventory }: ReportedResult, language: Language): string[] {
  return blockersAmong(inventory.findings).map((blocker) => visible(blockerInWords(blocker, language)));
}

function renderDraft(draft: DraftResult, language: Language): string {
  const { terminal } = wordsOf(language);
  const { inventory, storageClass, frozen } = draft;
  return [
    sayIn(language)(draft.summary),
    alignedLines(outcomeRows(draft, language)).join('\n'),
    inventoryInWords(inventory, storageClass, language).join('\n'),
    [terminal.plan, ...draftPlan(draft, language).map((one) => `  ${one}`)].join('\n'),
    frozen === null ? '' : terminal.planDigest(frozen.digest),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}
