import { CommanderError } from 'commander';
import { paragraph, visibleJson } from '../presentation/text/foreign-text';
import type { Answering } from './command-help';
import type { CommandContext } from './command-context';
import { CommandError } from './command-error';
import { EXIT, type ExitCode } from './exit-codes';
import { createProgram } from './program';

/**
 * Runs one command line and prints its answer or its error. With `--json` standard output carries exactly one JSON
 * object, whatever happens; help aside.
 *
 * @param argv the arguments after the program's name
 */
export async function runPrep(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const json = argv.includes('--json');
  let exitCode: ExitCode = EXIT.done;
  const answering: Answering = async (options, work) => {
    const answer = await work();
    exitCode = answer.exitCode;
    if (options.json === true) {
      terminal.say(visibleJson(answer.json, 2));
    } else if (answer.text !== '') {
      terminal.say(answer.text);
    }
  };
  try {
    const program = createProgram(argv, context, answering);
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    const told = error instanceof CommanderError && (!json || error.exitCode === 0);
    const report = reportOf(error);
    if (json && !told) {
      terminal.say(visibleJson({ error: { type: report.type, message: report.message } }, 2));
    } else if (!told) {
      terminal.warn(terminal.style('red', paragraph(`prep: ${report.message}`)));
    }
    if ((context.env['PREP_DEBUG'] ?? '') !== '' && error instanceof Error) {
      terminal.warn(error.stack ?? '');
    }
    return report.exitCode;
  }
}

interface ErrorReport {
  readonly type: string;
  readonly message: string;
  readonly exitCode: ExitCode;
}

/** The names of errors whose cause is what the user gave. */
const OF_INPUT = new Set(['InvalidInput', 'ConfigurationError']);

function reportOf(error: unknown): ErrorReport {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '');
    return { type: 'InvalidInput', message, exitCode: error.exitCode === 0 ? EXIT.done : EXIT.invalidInput };
  }
  if (error instanceof CommandError) {
    return { type: error.type, message: error.message, exitCode: error.exitCode };
  }
  const {
    type: named,
    name = 'Error',
    message = String(error),
  } = Object(error) as Partial<ErrorReport> & { name?: string };
  const type = named ?? (name === 'TemporalConnectionError' ? 'TemporalUnreachable' : name);
  return { type, message, exitCode: OF_INPUT.has(type) ? EXIT.invalidInput : EXIT.error };
}
