import type { Command } from 'commander';
import { preparationWorkflowId } from '../contracts/names';
import { named } from '../presentation/text/foreign-text';
import { phrase } from '../presentation/words/words';
import type { Answer } from './answer';
import type { CommandContext } from './command-context';
import { demandBucketName } from './demand-bucket-names';
import { CommandError } from './command-error';
import type { Preparations } from './runs/preparations';
import { forCommand, type RunCommand } from './runs/run-kinds';
import { shownRun } from './runs/shown-run';

/** Runs a command's work and prints what it answers. */
export type Answering = (options: { readonly json?: boolean }, work: () => Promise<Answer>) => Promise<void>;

/** Adds a command to the program; each file in `commands/` exports one as `addCommand`. */
export type AddCommand = (program: Command, context: CommandContext, answering: Answering) => void;

/** Adds what every command has: `--json`, and examples in its help. */
export function documented(
  command: Command,
  examples: readonly string[],
  { words: { help } }: CommandContext,
): Command {
  return command
    .option('--json', help.json)
    .option('--lang <en|zh>', help.lang)
    .addHelpText('after', `\n${help.examples}\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
}

/** Adds the ways to name a run. */
export function aboutPreparation(command: Command, { words: { help } }: CommandContext): Command {
  return command.argument('[bucket]', help.run.bucket).option('--id <workflow-id>', help.run.id);
}

/** How a command names the run it is about. */
export interface RunName {
  readonly id?: string | undefined;
}

/**
 * The workflow ID of the run that a command is about: of a bucket, or the one given, also in a bucket's place.
 *
 * @param ofBucket what the run of a bucket is called; default: its preparation
 * @throws CommandError `InvalidInput` if neither is given, or both
 */
export function workflowIdOf(
  bucket: string | undefined,
  { id }: RunName,
  ofBucket: (bucket: string) => string = preparationWorkflowId,
): string {
  if (bucket !== undefined && id !== undefined) {
    throw new CommandError('InvalidInput', phrase('command.bucketOrId'));
  }
  const given = id ?? bucket ?? '';
  if (given === '') {
    throw new CommandError('InvalidInput', phrase('command.nameRun'));
  }
  // No bucket has a `/` in its name.
  if (id !== undefined || given.includes('/')) {
    return given;
  }
  demandBucketName(given);
  return ofBucket(given);
}

/**
 * The bucket that a command is to start with, named as an argument or as the option `--bucket`.
 *
 * @throws CommandError `InvalidInput` if both are given and differ
 */
export function bucketNamed(argument: string | undefined, option: string | undefined): string | undefined {
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new CommandError(
      'InvalidInput',
      phrase('command.twoBuckets', { argument: named(argument), option: named(option) }),
    );
  }
  return argument ?? option;
}

/** Collects an option that may be repeated. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

/** Connects for as long as a command about one run takes, which must be of a kind that the command is for. */
export function withRun<T>(
  context: CommandContext,
  command: RunCommand,
  workflowId: string,
  work: (preparations: Preparations) => Promise<T>,
): Promise<T> {
  return withPreparations(context, (preparations) => work(forCommand(command, workflowId, preparations)));
}

/**
 * The same for a command that only shows a run. Of a bucket that is the one that its preparation is at, also if a Schedule
 * started it; whoever names a workflow ID gets that very run.
 */
export function withShownRun<T>(
  context: CommandContext,
  command: RunCommand,
  { bucket, id }: RunName & { readonly bucket: string | undefined },
  work: (preparations: Preparations, workflowId: string) => Promise<T>,
): Promise<T> {
  const asked = workflowIdOf(bucket, { id });
  return withPreparations(context, async (preparations) => {
    const workflowId = asked === (id ?? bucket) ? asked : await shownRun(asked, preparations);
    return work(forCommand(command, workflowId, preparations), workflowId);
  });
}

/** Connects for as long as some work takes. */
export async function withPreparations<T>(
  context: CommandContext,
  work: (preparations: Preparations) => Promise<T>,
): Promise<T> {
  const preparations = await context.connect(context.language);
  try {
    return await work(preparations);
  } finally {
    await preparations.close();
  }
}
