import type { Command } from 'commander';
import type { StorageClass } from '../../contracts/inputs/bucket-settings';
import type { CommandContext } from '../command-context';
import { documented, type Answering } from '../command-help';
import type * as EstimateAnswer from '../estimate/estimate-answer';
import { choiceOption, wholeNumber } from '../option-values';

interface EstimateOptions {
  readonly prices?: string;
  readonly bandwidth?: number;
  readonly rounds?: number;
  readonly class?: StorageClass;
  readonly json?: boolean;
}

const MAX_MEGABITS = 1_000_000;
const MAX_ROUNDS = 1000;

/** Those of the contracts, which would load zod for a help text. */
const CLASSES: readonly StorageClass[] = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'];

const EXAMPLES = [
  'npx prep estimate photos.json',
  'npx prep estimate photos.json --bandwidth 500 --rounds 3',
  'npx prep estimate photos.json --class IA --prices prices.toml --json',
  'npx prep inventory --direct --bucket photos --json | npx prep estimate -',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const { estimate: help, byDefault } = context.words.help;
  documented(program.command('estimate'), EXAMPLES, context)
    .description(help.description)
    .argument('<file>', help.file)
    .option('--bandwidth <mbit/s>', help.bandwidth, wholeNumber('--bandwidth', MAX_MEGABITS))
    .option('--rounds <n>', `${help.rounds}${byDefault('1')}`, wholeNumber('--rounds', MAX_ROUNDS))
    .option('--class <class>', `${help.class}${byDefault('Standard')}`, choiceOption('--class', CLASSES))
    .option('--prices <file>', help.prices)
    .action((inventory: string, options: EstimateOptions) =>
      answering(options, () => {
        const { estimate } = require('../estimate/estimate-answer') as typeof EstimateAnswer;
        const { prices, bandwidth, rounds = 1, class: chosen = 'Standard' } = options;
        return estimate({ inventory, prices, bandwidth, rounds, storageClass: chosen }, context);
      }),
    );
}
