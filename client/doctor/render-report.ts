import type { DoctorCheck, DoctorReport } from './doctor-report';

const SIGNS = {
  ok: { sign: '✓', colour: 32 },
  warning: { sign: '!', colour: 33 },
  problem: { sign: '✗', colour: 31 },
} as const;

/** The report for a terminal: a line for each check, below it what to change, and the count at the end. */
export function renderDoctorReport(report: DoctorReport, colours: boolean): string {
  const width = Math.max(0, ...report.checks.map(({ name }) => name.length));
  const lines = report.checks.flatMap((check) => checkLines(check, width, colours));
  return `${[...lines, '', summary(report)].join('\n')}\n`;
}

function checkLines(
  { name, outcome, message, remedy }: DoctorCheck,
  width: number,
  colours: boolean,
): string[] {
  const { sign, colour } = SIGNS[outcome];
  const shown = colours ? `\u001b[${colour}m${sign}\u001b[0m` : sign;
  const indent = ' '.repeat(width + 4);
  const first = `${shown} ${name.padEnd(width)}  ${printable(message)}`;
  return remedy === undefined ? [first] : [first, `${indent}→ ${printable(remedy)}`];
}

/** Texts come from services and files: nothing in them may steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
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
