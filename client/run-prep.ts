import { CommanderError } from 'commander';
import { TemporalConnectionError } from '../configuration/temporal/temporal-connection-error';
import { PrepError, describeError } from '../contracts/prep-error';
import { paragraph, visible, visibleJson } from '../presentation/text/foreign-text';
import type { Language } from '../presentation/words/language';
import { SaidError } from '../presentation/words/said-error';
import { phrase, say, sayIn, wordsOf } from '../presentation/words/words';
import type { Answering } from './command-help';
import type { CommandContext, ProcessContext } from './command-context';
import { CommandError, unexpected } from './command-error';
import { EXIT, type ExitCode } from './exit-codes';
import { chooseLanguage } from './language-choice';
import { RunFailedError } from './runs/preparations';
import { createProgram } from './program';

/**
 * Runs one command line and prints its answer or its error. With `--json` standard output carries exactly one JSON
 * object, whatever happens; help aside.
 *
 * @param given the arguments after the program's name
 */
export async function runPrep(given: readonly string[], around: ProcessContext): Promise<ExitCode> {
  const { terminal } = around;
  const { argv: words, language, unknown } = chooseLanguage(given, around.env);
  // As of other tools: `prep help batch start`.
  const argv = words[0] === 'help' ? [...words.slice(1), '--help'] : words;
  const context: CommandContext = {
    ...around,
    language,
    words: wordsOf(language),
    say: sayIn(language),
    tell: (said) => terminal.warn(say(language, said)),
  };
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
    if (unknown !== undefined) {
      throw new CommandError('InvalidInput', phrase('command.unknownLanguage', { given: visible(unknown) }));
    }
    const program = createProgram(argv, context, answering);
    await program.parseAsync([...argv], { from: 'user' });
    return arrived(exitCode, context);
  } catch (error) {
    const shown = error instanceof CommanderError && (!json || error.exitCode === 0);
    const report = reportOf(error, language);
    if (json && !shown) {
      terminal.say(visibleJson({ error: { type: report.type, message: report.message } }, 2));
    } else if (!shown) {
      terminal.warn(terminal.style('red', paragraph(`prep: ${report.message}`)));
    }
    if ((context.env['PREP_DEBUG'] ?? '') !== '' && error instanceof Error) {
      const of = error.cause instanceof Error ? error.cause : error;
      terminal.warn(of.stack ?? '');
    }
    return arrived(report.exitCode, context);
  }
}

/** An answer that did not arrive whole must not look like one that did. */
function arrived(exitCode: ExitCode, { terminal, say: sayIt }: CommandContext): ExitCode {
  const { failure: code } = terminal;
  if (code === null) {
    return exitCode;
  }
  terminal.warn(
    terminal.style('red', paragraph(`prep: ${sayIt(phrase('command.outputUnwritable', { code }))}`)),
  );
  return exitCode === EXIT.done ? EXIT.error : exitCode;
}

interface Reported {
  readonly type: string;
  readonly message: string;
  readonly exitCode: ExitCode;
}

function reportOf(error: unknown, language: Language): Reported {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^(error: |错误：)/, '');
    return { type: 'InvalidInput', message, exitCode: error.exitCode === 0 ? EXIT.done : EXIT.invalidInput };
  }
  if (error instanceof CommandError) {
    return { type: error.type, message: say(language, error.said), exitCode: error.exitCode };
  }
  if (error instanceof PrepError) {
    return failed(error.type, describeError(error.type, error.context, language, 'command'));
  }
  if (error instanceof RunFailedError) {
    return failed(error.type, say(language, error.said));
  }
  if (error instanceof TemporalConnectionError) {
    return failed('TemporalUnreachable', say(language, error.said));
  }
  if (error instanceof SaidError) {
    return failed(error.name, say(language, error.said));
  }
  return failed('Failed', say(language, unexpected(error)));
}

function failed(type: string, message: string): Reported {
  const ofInput = type === 'InvalidInput' || type === 'ConfigurationError';
  return { type, message, exitCode: ofInput ? EXIT.invalidInput : EXIT.error };
}
