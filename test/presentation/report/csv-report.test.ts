import type { ReportedResult } from '../../../contracts/runs/result';
import { renderCsvReport } from '../../../presentation/report/csv-report';
import { LANGUAGES } from '../../../presentation/words/language';
import { HOSTILE_TEXTS, UNSEEN } from '../../rig/hostile-texts';
import { planted } from '../../rig/planted';
import { AUDIT } from './audit';
import { DRAFT } from './draft';
import { PREPARED, REJECTED } from './results';

const WHOLE: Readonly<Record<string, ReportedResult>> = {
  prepared: { ...PREPARED, audit: AUDIT },
  rejected: { ...REJECTED, audit: AUDIT },
  'not ended': DRAFT,
};

/** The cells of a CSV file (RFC 4180), read character by character. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < csv.length; at++) {
    const character = csv[at]!;
    if (quoted && character === '"' && csv[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (!quoted && character === ',') {
      row.push(cell);
      cell = '';
    } else if (!quoted && character === '\r' && csv[at + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at++;
    } else {
      cell += character;
    }
  }
  return rows;
}

describe.each(LANGUAGES)('the report as CSV, in %s', (language) => {
  it.each(Object.entries(WHOLE))('has five cells in each line: %s', (_, result) => {
    const rows = parsed(renderCsvReport(result, language));
    expect(rows.length).toBeGreaterThan(30);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([5]));
  });

  it.each(
    Object.entries(HOSTILE_TEXTS).flatMap(([name, text]) =>
      Object.entries(WHOLE).map(([outcome, result]) => [name, outcome, text, result] as const),
    ),
  )('shows %s in every field as text: %s', (_, __, text, result) => {
    const csv = renderCsvReport(planted(result, text), language);
    const rows = parsed(csv);

    expect(csv.replaceAll('\r\n', '\n')).not.toMatch(UNSEEN);
    expect(rows.map((row) => row.length)).toEqual(
      parsed(renderCsvReport(planted(result, 'ordinary'), language)).map(() => 5),
    );
    expect(rows.flat().filter((cell) => /^\s*[=+\-@\t\r]/.test(cell))).toEqual([]);
  });
});

describe('the report as CSV', () => {
  const rowsOf = (result: ReportedResult) => parsed(renderCsvReport(result, 'en'));

  it('has the numbers as digits, and keys as they are', () => {
    const rows = rowsOf(PREPARED);
    expect(rows).toContainEqual(['By storage class', 'ARCHIVE', '', '567', '543210987']);
    expect(rows).toContainEqual(['By top-level prefix', 'a|b/', 'at least 30000', '30000', '800000000000']);
    expect(rows).toContainEqual(['Largest objects', 'a|b/<big>`.tar', '', '1', '5000000000']);
    expect(rows).toContainEqual(['Migration job', 'File count', '1234567', '', '']);
    expect(rows).toContainEqual(['Fitness for the migration', 'Sample key', 'old/1', '', '']);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '  =1', '＝1'])(
    'takes %j for text, not for a formula',
    (key) => {
      const largest = [{ key, bytes: '1' }];
      const inventory = { ...PREPARED.inventory, totals: { ...PREPARED.inventory.totals, largest } };
      const cell = rowsOf({ ...PREPARED, inventory }).find(([title]) => title === 'Largest objects')?.[1];
      expect(cell?.startsWith("'")).toBe(true);
    },
  );

  it('says why nothing was prepared, and what was kept', () => {
    expect(rowsOf(REJECTED)).toContainEqual(['Kept', 'OSS bucket photos-oss', 'it holds objects', '', '']);
  });
});
