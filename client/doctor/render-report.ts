import { oneLine } from '../../presentation/text/foreign-text';
import { alignedLines } from '../../presentation/report/aligned-lines';
import type { Terminal } from '../terminal';
import type { DoctorCheck, DoctorReport } from './doctor-report';

type Paint = Pick<Terminal, 'style'>;

const SIGNS = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  problem: ['✗', 'red'],
} as const;

/** The report for a terminal: a line for each check, below it what to change, and the count at the end. */
export function renderDoctorReport(report: DoctorReport, paint: Paint): string {
  const rows = report.checks.flatMap(rowsOf);
  const lines = alignedLines(
    rows.map(({ cells }) => cells),
    '',
  );
  const signed = lines.map((line, at) => `${signOf(rows[at]?.outcome, paint)} ${line}`);
  return `${[...signed, '', summary(report)].join('\n')}\n`;
}

interface CheckRow {
  readonly outcome?: DoctorCheck['outcome'];
  readonly cells: readonly [name: string, text: string];
}

function rowsOf({ name, outcome, message, remedy }: DoctorCheck): CheckRow[] {
  const first: CheckRow = { outcome, cells: [name, oneLine(message)] };
  return remedy === undefined ? [first] : [first, { cells: ['', `→ ${oneLine(remedy)}`] }];
}

function signOf(outcome: DoctorCheck['outcome'] | undefined, paint: Paint): string {
  if (outcome === undefined) {
    return ' ';
  }
  const [sign, style] = SIGNS[outcome];
  return paint.style(style, sign);
}

function summary({ checks }: DoctorReport): string {
  const count = (outcome: DoctorCheck['outcome']) =>
    checks.filter((check) => check.outcome === outcome).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems === 0 && warnings === 0) {
    return 'Everything is ready.';
  }
  const parts = [plural(problems, 'problem'), plural(warnings, 'warning')].filter(
    (part) => !part.startsWith('0 '),
  );
  return problems === 0 ? `Ready, with ${parts.join('')}.` : `Not ready: ${parts.join(' and ')}.`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
