import type { Command } from 'commander';
import type { Answer } from './answer';
import type { CommandContext } from './command-context';
import type { Preparations } from './preparations';

/** Runs a command's work and prints what it answers. */
export type Answering = (options: { readonly json?: boolean }, work: () => Promise<Answer>) => Promise<void>;

/** Adds a command to the program; each file in `commands/` exports one as `addCommand`. */
export type AddCommand = (program: Command, context: CommandContext, answering: Answering) => void;

/** Adds what every command has: `--json`, and examples in its help. */
export function documented(command: Command, examples: readonly string[]): Command {
  return command
    .option('--json', 'print one JSON object, errors too')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
}

/** Adds the ways to name a preparation. */
export function aboutPreparation(command: Command): Command {
  return command
    .argument('[bucket]', 'KS3 bucket that is prepared')
    .option('--id <workflow-id>', 'the workflow ID in the place of the bucket');
}

/** Connects for as long as some work takes. */
export async function withPreparations<T>(
  context: CommandContext,
  work: (preparations: Preparations) => Promise<T>,
): Promise<T> {
  const preparations = await context.connect();
  try {
    return await work(preparations);
  } finally {
    await preparations.close();
  }
}
