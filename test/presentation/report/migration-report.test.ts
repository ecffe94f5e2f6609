import { migrationParts } from '../../../presentation/report/migration-parts';
import { renderReport, REPORT_FORMATS } from '../../../presentation/report/render-report';
import { LANGUAGES } from '../../../presentation/words/language';
import { wordsOf } from '../../../presentation/words/words';
import { HOSTILE_TEXTS, UNSEEN } from '../../rig/hostile-texts';
import { planted } from '../../rig/planted';
import { CUT_OVER, MIGRATED, NOT_LAUNCHED } from './migrations';

const WHOLE = { 'in rounds': CUT_OVER, 'of one round': MIGRATED, 'not launched': NOT_LAUNCHED };

describe.each(LANGUAGES)('the report of a migration, in %s', (language) => {
  it.each(Object.entries(WHOLE))('is a page for a terminal: %s', (_, result) => {
    expect(renderReport(result, 'text', language)).toMatchSnapshot();
  });

  it.each(['html', 'markdown', 'csv'] as const)('says the same as %s', (format) => {
    const report = renderReport(CUT_OVER, format, language);
    for (const part of migrationParts(CUT_OVER, language)) {
      expect(report).toContain(part.title);
    }
    for (const said of [
      'prep-1-job-f1',
      'prep-1-src',
      'oss-import',
      'AKLTsource',
      'li.wei',
      'f'.repeat(64),
      '2024/07.jpg',
      'photos-differences.csv',
      'AKLTjob',
      CUT_OVER.run.runId,
    ]) {
      expect(report).toContain(said);
    }
  });

  it('says of each event whether the launch or the cut-over was to be decided', () => {
    const { events } = CUT_OVER.audit;
    const audit = { ...CUT_OVER.audit, events: [...events, ...events] };
    const { details, terminal } = wordsOf(language);
    const rows = (result: typeof CUT_OVER) => {
      const part = migrationParts(result, language).find(({ id }) => id === 'events');
      return part !== undefined && 'rows' in part
        ? part.rows.map(([, what]) => (typeof what === 'string' ? what : ''))
        : [];
    };
    const beginsWith = (decision: string) => (row: string) => row.startsWith(terminal.titled(decision, ''));
    const shown = rows({ ...CUT_OVER, audit });
    expect(shown.slice(0, events.length).every(beginsWith(details.migrationSteps.launch))).toBe(true);
    expect(shown.slice(events.length, 2 * events.length).every(beginsWith(terminal.migration.cutOver))).toBe(
      true,
    );
    const resumed = rows({ ...CUT_OVER, approvedBy: [] });
    expect(resumed.slice(0, events.length).every(beginsWith(terminal.migration.cutOver))).toBe(true);
  });

  it('has figures as digits in CSV, a line each', () => {
    const lines = renderReport(CUT_OVER, 'csv', language).split('\r\n');
    expect(
      lines.filter((line) => line.includes('prep-2-job: ')).map((line) => line.split(',').at(-1)),
    ).toEqual([expect.any(String), '1000', '997', '2000', '0', '3']);
    expect(new Set(lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(',').length))).toEqual(
      new Set([3]),
    );
  });

  it.each(
    Object.entries(HOSTILE_TEXTS).flatMap(([name, text]) =>
      REPORT_FORMATS.map((format) => [name, format, text] as const),
    ),
  )('shows %s as text: %s', (_, format, text) => {
    for (const result of Object.values(WHOLE)) {
      const report = renderReport(planted(result, text), format, language);
      expect(report.replaceAll('\r\n', '\n')).not.toMatch(UNSEEN);
      expect(format === 'html' ? report : '').not.toMatch(/<(script|img)/i);
    }
  });
});
