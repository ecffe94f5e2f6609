import { InvalidArgumentError, type Command } from 'commander';
import { openPrefixWarning } from '../../contracts/open-prefix';
import { regionWarnings } from '../../contracts/region-spelling';
import type { SliceProgress } from '../../contracts/inventory';
import { documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import type * as DirectInventory from '../direct-inventory';
import { CommandError } from '../command-error';
import { DEFAULT_CONCURRENCY } from '../direct-request';
import type { Answer } from '../answer';
import { progressView } from '../progress-view';
import type * as StartInput from '../start-input';
import type * as StartInventory from '../start-inventory';
import { sayIn } from '../../presentation/words/words';

interface InventoryOptions {
  readonly bucket: string;
  readonly prefix?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly direct?: true;
  readonly pathStyle?: true;
  readonly concurrency?: number;
  readonly resume?: string;
  readonly checkpoint?: string;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep inventory --bucket photos',
  'npx prep inventory --direct --endpoint https://ks3-cn-beijing.ksyuncs.com --region BEIJING --bucket photos --json',
  'npx prep inventory --direct --bucket photos --checkpoint photos.json',
  'npx prep inventory --direct --bucket photos --resume photos.json',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(program.command('inventory'), EXAMPLES)
    .description(
      'Count every object of a KS3 bucket: exact totals with proof, or an error; by a worker, or with --direct here.',
    )
    .requiredOption('--bucket <name>', 'KS3 bucket')
    .option('--prefix <prefix>', 'only keys that start with it')
    .option('--endpoint <url>', 'KS3 endpoint; with --direct also $KS3_ENDPOINT')
    .option('--region <region>', 'KS3 region; with --direct also $KS3_REGION, else by the endpoint')
    .option('--profile <name>', 'source profile of the worker configuration (not with --direct)')
    .option(
      '--direct',
      'list in this process, without Temporal, with $KS3_ACCESS_KEY_ID and $KS3_ACCESS_KEY_SECRET',
    )
    .option('--path-style', '--direct: host/bucket in the place of bucket.host')
    .option(
      '--concurrency <n>',
      `--direct: list requests at the same time (default: ${DEFAULT_CONCURRENCY})`,
      positive,
    )
    .option(
      '--checkpoint <file>',
      '--direct: checkpoint to keep up to date; without it Ctrl-C or a failure leaves one in $XDG_STATE_HOME/ks3-oss-prep (~/.local/state/ks3-oss-prep)',
    )
    .option('--resume <file>', '--direct: resume from a checkpoint')
    .action((options: InventoryOptions) => answering(options, () => inventory(options, context)));
}

async function inventory(options: InventoryOptions, context: CommandContext): Promise<Answer> {
  const warnings = warningsOf(options);
  if (options.json !== true) {
    warnings.forEach((warning) => context.terminal.warn(warning));
  }
  const view = progressView(context.terminal, options.json === true);
  try {
    const answer = await (options.direct === true ? direct : byWorker)(options, context, view.show);
    return { ...answer, json: { ...answer.json, warnings } };
  } finally {
    view.end();
  }
}

/** What is odd about the flags, though nothing is refused for it. */
function warningsOf({ prefix = '', region }: InventoryOptions): string[] {
  const aboutPrefix = openPrefixWarning(prefix);
  return [...(aboutPrefix === null ? [] : [aboutPrefix]), ...regionWarnings(region, undefined)].map(
    sayIn('en'),
  );
}

function direct(
  options: InventoryOptions,
  context: CommandContext,
  onProgress: (progress: SliceProgress) => void,
) {
  if (options.profile !== undefined) {
    throw new CommandError(
      'InvalidInput',
      '--profile names credentials of a worker; --direct takes them from the environment.',
    );
  }
  const { directInventory } = require('../direct-inventory') as typeof DirectInventory;
  const {
    bucket,
    prefix = '',
    concurrency = DEFAULT_CONCURRENCY,
    endpoint,
    region,
    pathStyle,
    resume,
    checkpoint,
  } = options;
  const request = { bucket, prefix, concurrency, endpoint, region, pathStyle, resume, checkpoint };
  return directInventory(request, context.env, context.interruption(), onProgress);
}

function byWorker(
  options: InventoryOptions,
  context: CommandContext,
  onProgress: (progress: SliceProgress) => void,
) {
  const ofDirect = (['pathStyle', 'concurrency', 'resume', 'checkpoint'] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (ofDirect.length > 0) {
    throw new CommandError('InvalidInput', `Only with --direct: ${ofDirect.join(', ')}.`);
  }
  const { startInventory } = require('../start-inventory') as typeof StartInventory;
  const { inventoryInputOf } = require('../start-input') as typeof StartInput;
  const input = inventoryInputOf(options);
  const say = (line: string) => (options.json === true ? undefined : context.terminal.warn(line));
  const follower = { say, onProgress, pause: context.pause };
  return withPreparations(context, (preparations) => startInventory(preparations, input, follower));
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 9999.');
  }
  return Number(text);
}
