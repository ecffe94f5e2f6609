import type { Command } from 'commander';
import type { CommandContext } from './command-context';
import { collect } from './command-help';

/** Adds the options that describe what to prepare; `buildInput` reads them. */
export function inputOptions(command: Command, { words }: CommandContext): Command {
  const help = words.help.start;
  return command
    .option('--bucket <name>', help.bucket)
    .option('--prefix <prefix>', help.prefix)
    .option('--endpoint <url>', help.endpoint)
    .option('--region <region>', help.region)
    .option('--profile <name>', help.profile)
    .option('--source-key <use|create>', help.sourceKey)
    .option('--to <bucket>', help.to)
    .option('--to-region <region>', help.toRegion)
    .option('--user <name>', help.user)
    .option('--recipient <age1…>', help.recipient, collect)
    .option('--requested-by <name>', help.requestedBy)
    .option('--input <file>', help.input);
}
