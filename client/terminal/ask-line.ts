import { createInterface } from 'node:readline/promises';
import { visible } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';

/**
 * Asks on the terminal and gives back the line that was typed. The question goes to standard error.
 *
 * @throws CommandError `Interrupted` at Ctrl-C and Ctrl-D, after which no line comes any more
 */
export async function askLine(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<string> {
  const lines = createInterface({ input, output });
  const closed = new AbortController();
  lines.once('close', () => closed.abort());
  try {
    return await lines.question(visible(question), { signal: closed.signal });
  } catch (error) {
    throw closed.signal.aborted ? new CommandError('Interrupted', phrase('command.interrupted')) : error;
  } finally {
    lines.close();
  }
}
