import { isErrorType } from '../../contracts/error-table';
import { remedyOf } from '../../contracts/prep-error';
import { oneLine, visible } from '../../presentation/text/foreign-text';
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

/** Puts a check into words; the remedy of an error stands apart from what happened. */
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
  const width = Math.max(0, ...said.map(({ name }) => visible(name).length));
  const lines = said.flatMap((check) => checkLines(check, width, look));
  return `${[...lines, '', summary(said, look)].join('\n')}\n`;
}

function checkLines(
  { name, outcome, message, remedy }: SaidCheck,
  width: number,
  { terminal }: Look,
): string[] {
  const [sign, style] = SIGNS[outcome];
  const indent = ' '.repeat(width + 4);
  const first = `${terminal.style(style, sign)} ${visible(name).padEnd(width)}  ${oneLine(message)}`;
  return remedy === undefined ? [first] : [first, `${indent}→ ${oneLine(remedy)}`];
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
