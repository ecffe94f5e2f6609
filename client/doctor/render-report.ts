import { oneLine, visible } from '../../presentation/text/foreign-text';
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
  const width = Math.max(0, ...report.checks.map(({ name }) => visible(name).length));
  const lines = report.checks.flatMap((check) => checkLines(check, width, paint));
  return `${[...lines, '', summary(report)].join('\n')}\n`;
}

function checkLines({ name, outcome, message, remedy }: DoctorCheck, width: number, paint: Paint): string[] {
  const [sign, style] = SIGNS[outcome];
  const indent = ' '.repeat(width + 4);
  const first = `${paint.style(style, sign)} ${visible(name).padEnd(width)}  ${oneLine(message)}`;
  return remedy === undefined ? [first] : [first, `${indent}→ ${oneLine(remedy)}`];
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
