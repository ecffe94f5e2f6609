import { isErrorType } from '../../contracts/error-table';
import { remedyOf } from '../../contracts/prep-error';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { oneLine } from '../../presentation/text/foreign-text';
import { isErrorReport } from '../../presentation/words/phrase';
import { evidence, sentences, whatHappened } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import type { Terminal } from '../terminal/terminal';
import type { DoctorCheck, DoctorReport } from './doctor-report';

const SIGNS = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  problem: ['✗', 'red'],
} as const;

type Look = Pick<CommandContext, 'language' | 'say' | 'words'> & {
  readonly terminal: Pick<Terminal, 'style'>;
};

/** A check in the words of a language. */
export interface SaidCheck {
  readonly name: string;
  readonly outcome: DoctorCheck['outcome'];
  readonly message: string;
  readonly remedy?: string;
}

/** Puts a check into words; the remedy of an error is separate from what happened. */
export function inWords(
  { name, outcome, message, remedy }: DoctorCheck,
  { language, say }: Pick<CommandContext, 'language' | 'say'>,
): SaidCheck {
  const check = { name: say(name), outcome };
  if (isErrorReport(message)) {
    const happened = sentences([whatHappened(message, language), evidence(message.about, language)]);
    const fix = isErrorType(message.error) ? remedyOf(message.error, language, 'command') : '';
    return { ...check, message: happened.replace(/\s+/g, ' ').trim(), remedy: fix };
  }
  return { ...check, message: say(message), ...(remedy === undefined ? {} : { remedy: say(remedy) }) };
}

/** The report for a terminal: a line for each check, below it what to change, and the count at the end. */
export function renderDoctorReport({ checks }: DoctorReport, look: Look): string {
  const said = checks.map((check) => inWords(check, look));
  const rows = said.flatMap(rowsOf);
  const lines = alignedLines(
    rows.map(({ cells }) => cells),
    '',
  );
  const signed = lines.map((line, at) => `${signOf(rows[at]?.outcome, look)} ${line}`);
  return `${[...signed, '', summary(said, look)].join('\n')}\n`;
}

interface CheckRow {
  readonly outcome?: DoctorCheck['outcome'];
  readonly cells: readonly [name: string, text: string];
}

function rowsOf({ name, outcome, message, remedy }: SaidCheck): CheckRow[] {
  const first: CheckRow = { outcome, cells: [name, oneLine(message)] };
  return remedy === undefined ? [first] : [first, { cells: ['', `→ ${oneLine(remedy)}`] }];
}

function signOf(outcome: DoctorCheck['outcome'] | undefined, { terminal }: Look): string {
  if (outcome === undefined) {
    return ' ';
  }
  const [sign, style] = SIGNS[outcome];
  return terminal.style(style, sign);
}

function summary(checks: readonly SaidCheck[], { words }: Look): string {
  const { doctor } = words.terminal;
  const count = (outcome: DoctorCheck['outcome']) =>
    checks.filter((check) => check.outcome === outcome).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems > 0) {
    return doctor.notReady(problems, warnings);
  }
  return warnings === 0 ? doctor.ready : doctor.readyBut(warnings);
}
