import { isMigrationResult, type MigrationResult } from '../../contracts/migration/migration';
import type { ReportedResult } from '../../contracts/runs/result';
import { visibleJson } from '../text/foreign-text';
import type { Language } from '../words/language';
import { renderCsvReport } from './csv-report';
import { renderHtmlReport } from './html/html-report';
import { renderJobForm } from './job-form-text';
import { renderMarkdownReport } from './markdown-report';
import { renderMigrationReport } from './migration-report';

/** The formats of a report; `md` is short for `markdown`. */
export const REPORT_FORMATS = ['text', 'html', 'markdown', 'md', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The format of that name; undefined if there is none. */
export function reportFormatNamed(name: string): ReportFormat | undefined {
  return REPORT_FORMATS.find((one) => one === name);
}

/**
 * A rendered report as a file. One for spreadsheets begins with a byte order mark: without it, those of Chinese systems
 * take it for GBK.
 */
export function reportFile(text: string, format: ReportFormat): string {
  return `${format === 'csv' ? '\u{FEFF}' : ''}${text}\n`;
}

/** Renders a report of a preparation, ended or not, or of a migration. No format contains an unsealed secret. */
export function renderReport(
  result: ReportedResult | MigrationResult,
  format: ReportFormat,
  language: Language,
): string {
  if (format === 'json') {
    return visibleJson(result, 2);
  }
  if (isMigrationResult(result)) {
    return renderMigrationReport(result, format, language);
  }
  switch (format) {
    case 'text':
      return renderJobForm(result, language);
    case 'html':
      return renderHtmlReport(result, language).trimEnd();
    case 'markdown':
    case 'md':
      return renderMarkdownReport(result, language).trimEnd();
    case 'csv':
      return renderCsvReport(result, language).trimEnd();
  }
}
