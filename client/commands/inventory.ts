import { phrase } from '../../presentation/words/words';
import type { Command } from 'commander';
import type { Said } from '../../presentation/words/phrase';
import { durationText } from '../../contracts/duration';
import { openPrefixWarning } from '../../contracts/listing/open-prefix';
import { regionWarnings } from '../../contracts/inputs/region-spelling';
import type { SliceProgress } from '../../contracts/listing/inventory';
import { bucketNamed, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import type * as DirectInventory from '../inventory/direct-inventory';
import { CommandError } from '../command-error';
import { demandBucketNames } from '../demand-bucket-names';
import {
  DEFAULT_CONCURRENCY,
  DEFAULT_PATIENCE_MS,
  flagsOf,
  MAX_CONCURRENCY,
} from '../inventory/direct-request';
import type { Answer } from '../answer';
import { durationOption, wholeNumber } from '../option-values';
import { progressView } from '../terminal/progress-view';
import type * as StartInput from '../start-input';
import type * as StartInventory from '../inventory/start-inventory';

interface InventoryOptions {
  readonly bucket: string;
  readonly prefix?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly direct?: true;
  readonly pathStyle?: true;
  readonly concurrency?: number;
  /** Milliseconds. */
  readonly patience?: number;
  readonly resume?: string;
  readonly checkpoint?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep inventory photos',
  'npx prep inventory photos --direct --endpoint https://ks3-cn-beijing.ksyuncs.com --region BEIJING --json',
  'npx prep inventory photos --direct --checkpoint photos.json',
  'npx prep inventory photos --direct --resume photos.json',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.inventory;
  documented(program.command('inventory'), EXAMPLES, context)
    .description(help.description)
    .argument('[bucket]', help.bucket)
    .option('--bucket <name>', help.bucket)
    .option('--prefix <prefix>', help.prefix)
    .option('--endpoint <url>', help.endpoint)
    .option('--region <region>', help.region)
    .option('--profile <name>', help.profile)
    .option('--direct', help.direct)
    .option('--path-style', help.pathStyle)
    .option(
      '--concurrency <n>',
      `${help.concurrency}${context.words.help.byDefault(String(DEFAULT_CONCURRENCY))}`,
      wholeNumber('--concurrency', MAX_CONCURRENCY),
    )
    .option(
      '--patience <duration>',
      `${help.patience}${context.words.help.byDefault(durationText(DEFAULT_PATIENCE_MS))}`,
      durationOption('--patience'),
    )
    .option('--checkpoint <file>', help.checkpoint)
    .option('--resume <file>', help.resume)
    .option('--timeout <duration>', help.timeout, durationOption('--timeout'))
    .action((name: string | undefined, options: Partial<InventoryOptions>) =>
      answering(options, () => {
        const bucket = bucketNamed(name, options.bucket);
        if (bucket === undefined) {
          throw new CommandError('InvalidInput', phrase('command.noBucket'));
        }
        return inventory({ ...options, bucket }, options, context);
      }),
    );
}

async function inventory(options: InventoryOptions, given: object, context: CommandContext): Promise<Answer> {
  const warnings = warningsOf(options).map(context.say);
  if (options.json !== true) {
    warnings.forEach((warning) => context.terminal.warn(warning));
  }
  const view = progressView(context, options.json === true);
  try {
    const answer =
      options.direct === true
        ? await direct(options, context, view.show)
        : await byWorker(options, given, context, view.show);
    return { ...answer, json: { ...answer.json, warnings } };
  } finally {
    view.end();
  }
}

/** What is odd about the flags, though nothing is refused for it. */
function warningsOf({ prefix = '', region }: InventoryOptions): Said[] {
  const aboutPrefix = openPrefixWarning(prefix);
  return [...(aboutPrefix === null ? [] : [aboutPrefix]), ...regionWarnings(region, undefined)];
}

function direct(
  options: InventoryOptions,
  context: CommandContext,
  onProgress: (progress: SliceProgress) => void,
) {
  if (options.profile !== undefined) {
    throw new CommandError('InvalidInput', phrase('command.profileNotDirect'));
  }
  if (options.timeout !== undefined) {
    throw new CommandError('InvalidInput', phrase('command.timeoutNotDirect'));
  }
  demandBucketNames({ source: options.bucket });
  const { directInventory } = require('../inventory/direct-inventory') as typeof DirectInventory;
  const {
    bucket,
    prefix = '',
    concurrency = DEFAULT_CONCURRENCY,
    endpoint,
    region,
    pathStyle,
    patience,
    resume,
    checkpoint,
  } = options;
  const request = { bucket, prefix, concurrency, patience, endpoint, region, pathStyle, resume, checkpoint };
  return directInventory(request, context, context.interruption(), onProgress);
}

function byWorker(
  options: InventoryOptions,
  given: object,
  context: CommandContext,
  onProgress: (progress: SliceProgress) => void,
) {
  const ofDirect = (['pathStyle', 'concurrency', 'patience', 'resume', 'checkpoint'] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (ofDirect.length > 0) {
    throw new CommandError('InvalidInput', phrase('command.onlyDirect', { options: flagsOf(ofDirect) }));
  }
  const { startInventory } = require('../inventory/start-inventory') as typeof StartInventory;
  const { inventoryInputOf } = require('../start-input') as typeof StartInput;
  const input = inventoryInputOf(options, given);
  return withPreparations(context, (preparations) =>
    startInventory(preparations, input, {
      ...context,
      onProgress,
      quiet: options.json === true,
      withinMs: options.timeout,
    }),
  );
}
