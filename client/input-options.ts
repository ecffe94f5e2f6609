import type { Command } from 'commander';
import type { CommandContext } from './command-context';
import { collect } from './command-help';

/** Adds the options that describe what to prepare; `buildInput` reads them. */
export function inputOptions(command: Command, context: CommandContext): Command {
  const help = context.words.help.start;
  const ofOneBucket = command
    .option('--bucket <name>', help.bucket)
    .option('--prefix <prefix>', help.prefix)
    .option('--to <bucket>', help.to)
    .option('--user <name>', help.user);
  return sharedInputOptions(ofOneBucket, context, help.input);
}

/**
 * Adds those of them that many buckets can share.
 *
 * @param inputHelp what the file of `--input` holds
 */
export function sharedInputOptions(command: Command, { words }: CommandContext, inputHelp: string): Command {
  const help = words.help.start;
  return command
    .option('--endpoint <url>', help.endpoint)
    .option('--region <region>', help.region)
    .option('--profile <name>', help.profile)
    .option('--source-key <use|create>', help.sourceKey)
    .option('--to-region <region>', help.toRegion)
    .option('--recipient <age1…>', help.recipient, collect)
    .option('--requested-by <name>', help.requestedBy)
    .option('--input <file>', inputHelp);
}
