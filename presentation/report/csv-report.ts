import type { Decision } from '../../contracts/approval/approval';
import type { InventoryResult } from '../../contracts/listing/inventory';
import type { DecidedResult, DraftResult, PreparedResult, ReportedResult } from '../../contracts/runs/result';
import { named, quoted } from '../text/foreign-text';
import type { Language } from '../words/language';
import { sayIn, sentences, wordsOf } from '../words/words';
import type { Row } from './aligned-lines';
import { csvRecord } from './csv-record';
import { auditRows, MAX_COMMENT, proofInWords } from './audit-rows';
import { comparisonLists } from './comparison-in-words';
import { draftPlan } from './draft-plan';
import { effortOf } from './effort-rows';
import { breakdowns, foundRows } from './inventory-rows';
import { jobFormFields } from './job-form-fields';
import type { Cell } from './markdown-text';
import { destinationRows, sourceKeyRows, userRows } from './provisioned-rows';

/** One line of the file; objects and bytes are digits, or empty. */
type Line = readonly [section: string, item: string, value: string, objects?: string, bytes?: string];

/**
 * Renders the report of a preparation as CSV (RFC 4180) for spreadsheets: one line a fact. A cell that a spreadsheet
 * would take for a formula begins with an apostrophe.
 */
export function renderCsvReport(result: ReportedResult, language: Language): string {
  const { report, terminal } = wordsOf(language);
  const { page } = report;
  const say = sayIn(language);
  const head: Line = [page.section, page.item, report.value, report.objects, report.bytes];
  const lines: Line[] = [
    [report.outcomeName, report.outcomeName, terminal.outcomes[result.outcome] ?? result.outcome],
    [report.outcomeName, report.what, say(result.summary)],
    [report.outcomeName, page.workflowId, result.run.workflowId],
    [report.outcomeName, page.runId, result.run.runId],
    ...(result.outcome === 'prepared' ? preparedLines(result, language) : []),
    ...(result.outcome === 'already prepared' ? [] : approvalLines(result, language)),
    ...inventoryLines(result.inventory, language),
    ...section(report.effort, effortOf(result, language)?.rows ?? []),
    ...closingLines(result, language),
  ];
  return [head, ...lines].map(csvLine).join('');
}

function approvalLines(result: DecidedResult | DraftResult, language: Language): Line[] {
  const { report } = wordsOf(language);
  const decisions = result.outcome === 'prepared' ? result.approvedBy : result.decisions;
  return [
    ...decisionLines(report.decisions, decisions, language),
    ...section(report.events, result.audit === undefined ? [] : auditRows(result.audit, language)),
  ];
}

/** What is left to do, has changed, or was cleaned up; of a draft, the plan. */
function closingLines(result: ReportedResult, language: Language): Line[] {
  const { report } = wordsOf(language);
  const say = sayIn(language);
  switch (result.outcome) {
    case 'prepared':
      return [
        ...result.warnings.map((one): Line => [report.warnings, '', say(one)]),
        ...result.nextSteps.map((one): Line => [report.nextSteps, '', say(one)]),
      ];
    case 'draft':
      return draftPlan(result, language).map((one): Line => [report.plan, '', one]);
    case 'already prepared':
      return comparisonLists(result.comparison, language).flatMap(({ title, lines }) =>
        lines.map((one): Line => [title, '', one]),
      );
    case 'rejected':
    case 'approval timed out':
      return [
        ...result.undo.removed.map((one): Line => [report.removed, say(one), '']),
        ...result.undo.kept.map(({ what, why }): Line => [report.kept, say(what), say(why)]),
      ];
  }
}

function preparedLines(result: PreparedResult, language: Language): Line[] {
  const { report, terminal } = wordsOf(language);
  const say = sayIn(language);
  return [
    ...jobFormFields(result.jobForm, language).flatMap(({ title, fields }) => section(title, fields)),
    ...section(report.ossBucket, destinationRows(result, language)),
    ...section(report.ramUser, userRows(result, language)),
    ...section(report.iamUser, sourceKeyRows(result, language)),
    ...result.checks.map(({ outcome, name, message }): Line => [
      report.checks,
      say(name),
      terminal.titled(report.checkOutcomes[outcome], say(message)),
    ]),
  ];
}

function decisionLines(title: string, decisions: readonly Decision[], language: Language): Line[] {
  const { report } = wordsOf(language);
  return decisions.map((one) => [
    title,
    named(one.approver),
    report.decided({
      decision: report.verbs[one.decision],
      approver: named(one.approver),
      details: [one.at, one.via, proofInWords(one, language)].join(report.details),
      comment: one.comment === '' ? '' : quoted(one.comment, MAX_COMMENT),
    }),
  ]);
}

function inventoryLines(inventory: InventoryResult, language: Language): Line[] {
  const { report } = wordsOf(language);
  const say = sayIn(language);
  return [
    ...foundRows(inventory, language).map(([name, value]): Line => [report.inventory, name, textOf(value)]),
    ...inventory.findings.flatMap(({ severity, happens, remedy, objects, bytes, samples }): Line[] => {
      const item = report.severities[severity];
      return [
        [report.fitness, item, sentences([say(happens), say(remedy)]), objects, bytes],
        ...samples.map((key): Line => [report.fitness, report.page.sampleKey, key]),
      ];
    }),
    ...breakdowns(inventory, language).flatMap(({ title, counted }) =>
      counted.map(({ name, tally: { objects, bytes }, exact }): Line => {
        const note = exact ? '' : report.inexact({ count: objects });
        return [title, textOf(name), note, objects, bytes];
      }),
    ),
    ...inventory.totals.largest.map(({ key, bytes }): Line => [report.largest, key, '', '1', bytes]),
  ];
}

function section(title: string, rows: readonly Row[]): Line[] {
  return rows.map(([name, value]) => [title, name, value]);
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.code;
}

function csvLine([title, item, value, objects = '', bytes = '']: Line): string {
  return csvRecord([title, item, value, objects, bytes]);
}
