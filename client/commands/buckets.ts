import type { Command } from 'commander';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { collect, documented, type Answering } from '../command-help';
import { DEFAULT_CONCURRENCY, MAX_CONCURRENCY } from '../inventory/direct-request';
import type * as ListBuckets from '../inventory/list-buckets';
import { wholeNumber } from '../option-values';
import { progressView } from '../terminal/progress-view';

interface BucketsOptions {
  readonly match?: readonly string[];
  readonly totals?: true;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: true;
  readonly concurrency?: number;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep buckets',
  "npx prep buckets --match 'photos-*' --totals",
  'npx prep buckets --endpoint https://ks3-cn-beijing.ksyuncs.com --json',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const { buckets: help, inventory, byDefault } = context.words.help;
  documented(program.command('buckets'), EXAMPLES, context)
    .description(help.description)
    .option('--match <pattern>', help.match, collect)
    .option('--totals', help.totals)
    .option('--endpoint <url>', help.endpoint)
    .option('--region <region>', help.region)
    .option('--path-style', help.pathStyle)
    .option(
      '--concurrency <n>',
      `${inventory.concurrency}${byDefault(String(DEFAULT_CONCURRENCY))}`,
      wholeNumber('--concurrency', MAX_CONCURRENCY),
    )
    .action((options: BucketsOptions) => answering(options, () => buckets(options, context)));
}

async function buckets(options: BucketsOptions, context: CommandContext): Promise<Answer> {
  const { listBuckets } = require('../inventory/list-buckets') as typeof ListBuckets;
  const { match = [], totals = false, concurrency = DEFAULT_CONCURRENCY, ...place } = options;
  const view = progressView(context, options.json === true);
  try {
    const request = { ...place, match, totals, concurrency };
    return await listBuckets(request, context, context.interruption(), view.show);
  } finally {
    view.end();
  }
}
