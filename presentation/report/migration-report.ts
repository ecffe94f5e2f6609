import type { MigrationResult } from '../../contracts/migration/migration';
import { shown, visible } from '../text/foreign-text';
import { humanBytes, humanCount } from '../text/human-units';
import { plain } from '../text/markdown';
import type { Language } from '../words/language';
import { sayIn, wordsOf } from '../words/words';
import { alignedLines } from './aligned-lines';
import { csvRecord } from './csv-record';
import { columnTable, listMarkup, type Section } from './html/blocks';
import { html } from './html/markup';
import { pageOf } from './html/page';
import { list, table } from './markdown-text';
import { migrationParts, type Cell, type Part } from './migration-parts';

/** Keys and comments, each character of which may take several to be seen. */
const MAX_CELL = 8000;

/** Renders the report of a migration. It holds no secret. */
export function renderMigrationReport(
  result: MigrationResult,
  format: 'text' | 'html' | 'markdown' | 'md' | 'csv',
  language: Language,
): string {
  const { report } = wordsOf(language);
  const title =
    'source' in result
      ? report.migration.title({ bucket: result.source.bucket })
      : report.migration.notLaunched;
  const parts = migrationParts(result, language);
  switch (format) {
    case 'text':
      return textOf(title, result, parts, language);
    case 'html':
      return htmlOf(title, result, parts, language).trimEnd();
    case 'markdown':
    case 'md':
      return markdownOf(title, result, parts, language);
    case 'csv':
      return csvOf(result, parts, language).trimEnd();
  }
}

function textOf(title: string, result: MigrationResult, parts: readonly Part[], language: Language): string {
  const blocks = parts.map((part) =>
    [
      part.title,
      ...('lines' in part
        ? part.lines.map((line) => `  - ${visible(line)}`)
        : alignedLines([...(part.head.length > 2 ? [part.head] : []), ...part.rows.map(cells(people))])),
    ].join('\n'),
  );
  const { outcome, summary } = outcomeOf(result, language);
  const { report, terminal } = wordsOf(language);
  const ended = [terminal.titled(report.outcomeName, outcome), visible(summary)].join('\n');
  return [visible(title), ended, ...blocks].join('\n\n');
}

function markdownOf(
  title: string,
  result: MigrationResult,
  parts: readonly Part[],
  language: Language,
): string {
  const { outcome, summary } = outcomeOf(result, language);
  return [
    `# ${plain(title)}`,
    wordsOf(language).report.outcome({ outcome: plain(outcome), summary: plain(summary) }),
    ...parts.flatMap((part) =>
      'lines' in part
        ? list(`## ${part.title}`, part.lines)
        : [`## ${part.title}`, table(part.head, part.rows.map(cells(people)))],
    ),
  ].join('\n\n');
}

function htmlOf(title: string, result: MigrationResult, parts: readonly Part[], language: Language): string {
  const { report, terminal } = wordsOf(language);
  const { outcome, summary } = outcomeOf(result, language);
  return pageOf({
    language,
    title,
    summary: html` <div class="outcome ${result.outcome === 'migrated' ? 'prepared' : 'ended'}">
      <p><strong>${terminal.titled(report.outcomeName, outcome)}</strong></p>
      <p>${visible(summary)}</p>
    </div>`,
    sections: parts.map((part): Section => ({
      id: part.id,
      title: part.title,
      content:
        'lines' in part
          ? listMarkup(part.lines.map((line) => shown(line, MAX_CELL)))
          : columnTable(
              part.title,
              part.head,
              part.rows.map((row) => cells(people)(row).map((cell) => shown(cell, MAX_CELL))),
            ),
    })),
    run: result.run,
  });
}

/** One line a fact; of a table with more columns than two, one line a cell. */
function csvOf(result: MigrationResult, parts: readonly Part[], language: Language): string {
  const { report } = wordsOf(language);
  const { page, outcomeName } = report;
  const { outcome, summary } = outcomeOf(result, language);
  return [
    [page.section, page.item, report.value],
    [outcomeName, outcomeName, outcome],
    [outcomeName, report.what, summary],
    [outcomeName, page.workflowId, result.run.workflowId],
    [outcomeName, page.runId, result.run.runId],
    ...parts.flatMap((part): string[][] =>
      'lines' in part
        ? part.lines.map((line) => [part.title, '', line])
        : part.rows
            .map(cells(machines))
            .flatMap(([name = '', ...values]) =>
              values.map((value, at) => [
                part.title,
                part.head.length > 2 ? `${name}: ${part.head[at + 1] ?? ''}` : name,
                value,
              ]),
            ),
    ),
  ]
    .map(csvRecord)
    .join('');
}

function outcomeOf({ outcome, summary }: MigrationResult, language: Language) {
  const { outcomes } = wordsOf(language).terminal;
  return { outcome: outcomes[outcome] ?? outcome, summary: sayIn(language)(summary) };
}

const cells =
  (show: (cell: Cell) => string) =>
  (row: readonly Cell[]): string[] =>
    row.map(show);

function people(cell: Cell): string {
  if (typeof cell === 'string') {
    return cell;
  }
  return 'count' in cell ? humanCount(cell.count) : humanBytes(cell.bytes);
}

function machines(cell: Cell): string {
  if (typeof cell === 'string') {
    return cell;
  }
  return 'count' in cell ? cell.count : cell.bytes;
}
