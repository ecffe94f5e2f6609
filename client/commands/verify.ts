import type { Command } from 'commander';
import { openPrefixWarning } from '../../contracts/listing/open-prefix';
import { durationText } from '../../contracts/duration';
import { contentCheckOf } from '../../contracts/migration/content-check';
import { defaultDestination } from '../../contracts/runs/preparation-id';
import { regionWarnings } from '../../contracts/inputs/region-spelling';
import { shellWord } from '../../presentation/text/shell-word';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import { documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { demandBucketNames } from '../demand-bucket-names';
import {
  DEFAULT_CONCURRENCY,
  DEFAULT_PATIENCE_MS,
  flagsOf,
  MAX_CONCURRENCY,
} from '../inventory/direct-request';
import { compileSparingly } from '../inventory/compile-sparingly';
import type * as StartInput from '../start-input';
import type * as DirectVerification from '../verification/direct-verification';
import { contentQuestion, deepOption } from '../verification/content-question';
import { ListingThread } from '../verification/list-in-thread';
import type * as StartVerification from '../verification/start-verification';
import { verificationView, type VerificationView } from '../verification/verification-view';
import { dateOption, durationOption, wholeNumber } from '../option-values';

interface VerifyOptions {
  readonly to?: string;
  readonly toRegion?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly sourcePrefix?: string;
  readonly destinationPrefix?: string;
  readonly ignoreAfter?: string;
  readonly ignoreMarkers?: true;
  readonly deep?: string;
  readonly yes?: true;
  readonly direct?: true;
  readonly pathStyle?: true;
  readonly concurrency?: number;
  /** Milliseconds. */
  readonly patience?: number;
  readonly differences?: string;
  readonly checkpoint?: string;
  readonly resume?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep verify photos',
  'npx prep verify photos --direct --to-region cn-beijing',
  'npx prep verify photos --direct --to-region cn-beijing --differences photos.csv',
  'npx prep verify photos --direct --to archive --source-prefix 2024/ --destination-prefix photos/2024/',
  'npx prep verify photos --direct --deep 1000 --yes',
  'npx prep verify photos --direct --resume photos.json',
  'npx prep verify photos --direct --ignore-after 2026-03-01T18:00:00+08:00 --json',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const { verify: help, byDefault } = context.words.help;
  documented(program.command('verify'), EXAMPLES, context)
    .description(help.description)
    .argument('<bucket>', help.bucket)
    .option('--to <bucket>', help.to)
    .option('--to-region <region>', help.toRegion)
    .option('--endpoint <url>', help.endpoint)
    .option('--region <region>', help.region)
    .option('--profile <name>', help.profile)
    .option('--source-prefix <prefix>', help.sourcePrefix)
    .option('--destination-prefix <prefix>', help.destinationPrefix)
    .option('--ignore-after <date>', help.ignoreAfter, dateOption('--ignore-after'))
    .option('--ignore-markers', help.ignoreMarkers)
    .option('--deep <objects>', help.deep, deepOption)
    .option('--yes', help.yes)
    .option('--direct', help.direct)
    .option('--path-style', help.pathStyle)
    .option(
      '--concurrency <n>',
      `${help.concurrency}${byDefault(String(DEFAULT_CONCURRENCY))}`,
      wholeNumber('--concurrency', MAX_CONCURRENCY),
    )
    .option(
      '--patience <duration>',
      `${help.patience}${byDefault(durationText(DEFAULT_PATIENCE_MS))}`,
      durationOption('--patience'),
    )
    .option('--differences <file>', help.differences)
    .option('--checkpoint <file>', help.checkpoint)
    .option('--resume <file>', help.resume)
    .option('--timeout <duration>', help.timeout, durationOption('--timeout'))
    .action((bucket: string, options: VerifyOptions) =>
      answering(options, () => verify(bucket, options, context)),
    );
}

async function verify(bucket: string, options: VerifyOptions, context: CommandContext): Promise<Answer> {
  demandBucketNames({ source: bucket, destination: options.to });
  const warnings = warningsOf(options).map(context.say);
  if (options.json !== true) {
    warnings.forEach((warning) => context.terminal.warn(warning));
  }
  const view = verificationView(context, options.json === true);
  try {
    const verified = options.direct === true ? direct : byWorker;
    const answer = await verified(bucket, options, context, view);
    return { ...answer, json: { ...answer.json, warnings } };
  } finally {
    view.end();
  }
}

function warningsOf({ sourcePrefix = '', destinationPrefix = '', region, toRegion }: VerifyOptions) {
  const aboutPrefixes = [...new Set([sourcePrefix, destinationPrefix])].map(openPrefixWarning);
  return [...aboutPrefixes.filter((warning) => warning !== null), ...regionWarnings(region, toRegion)];
}

async function direct(
  bucket: string,
  options: VerifyOptions,
  context: CommandContext,
  view: VerificationView,
): Promise<Answer> {
  if (options.profile !== undefined) {
    throw new CommandError('InvalidInput', phrase('command.profileNotDirect'));
  }
  if (options.timeout !== undefined) {
    throw new CommandError('InvalidInput', phrase('command.timeoutNotDirect'));
  }
  const destination = options.to ?? defaultDestination(bucket);
  const contents = options.deep === undefined ? null : contentCheckOf(options.deep);
  // The flag is the process's: the thread, which begins to load what it needs, has it too.
  compileSparingly();
  const thread = new ListingThread();
  const { directVerification } = require('../verification/direct-verification') as typeof DirectVerification;
  const { endpoint, region, pathStyle, sourcePrefix = '', concurrency = DEFAULT_CONCURRENCY } = options;
  try {
    return await directVerification(
      {
        source: { bucket, endpoint, region, pathStyle },
        destination: { bucket: destination, region: options.toRegion },
        scope: {
          sourcePrefix,
          destinationPrefix: options.destinationPrefix ?? sourcePrefix,
          ignoreAfter: options.ignoreAfter ?? null,
          ignoreMarkers: options.ignoreMarkers === true,
          ...(contents === null ? {} : { contents }),
        },
        concurrency,
        patience: options.patience,
        differences: options.differences,
        checkpoint: options.checkpoint,
        resume: options.resume,
        mayCompareContents: contentQuestion(options, context, view),
        again: againCommand(bucket, options),
      },
      thread,
      context,
      context.interruption(),
      view,
    );
  } finally {
    await thread.end();
  }
}

async function byWorker(
  bucket: string,
  options: VerifyOptions,
  context: CommandContext,
  view: VerificationView,
): Promise<Answer> {
  const ofDirect = (
    ['pathStyle', 'concurrency', 'patience', 'differences', 'checkpoint', 'resume'] as const
  ).filter((name) => options[name] !== undefined);
  if (ofDirect.length > 0) {
    throw new CommandError('InvalidInput', phrase('command.onlyDirect', { options: flagsOf(ofDirect) }));
  }
  const { startVerification, verificationInputOf } =
    require('../verification/start-verification') as typeof StartVerification;
  const { given } = require('../start-input') as typeof StartInput;
  const { endpoint, region, profile, sourcePrefix, destinationPrefix } = options;
  const destination = given({ bucket: options.to, region: options.toRegion, prefix: destinationPrefix });
  const contents = options.deep === undefined ? null : contentCheckOf(options.deep);
  const deep =
    contents !== null && (await contentQuestion(options, context, view)(contents, null))
      ? options.deep
      : undefined;
  const raw = {
    source: given({ bucket, prefix: sourcePrefix, endpoint, region, profile }),
    ...(Object.keys(destination).length === 0 ? {} : { destination }),
    ...given({ ignoreAfter: options.ignoreAfter, ignoreMarkers: options.ignoreMarkers, deep }),
  };
  const input = verificationInputOf(raw, options);
  return withPreparations(context, (preparations) =>
    startVerification(preparations, input, {
      ...context,
      quiet: options.json === true,
      withinMs: options.timeout,
      onProgress: view.counted,
      again: againCommand(bucket, options),
    }),
  );
}

/** The command that verifies the same once more; credentials stay in the environment. */
function againCommand(bucket: string, options: VerifyOptions): string {
  const valued: readonly (readonly [flag: string, value: string | undefined])[] = [
    ['--to', options.to],
    ['--to-region', options.toRegion],
    ['--endpoint', options.endpoint],
    ['--region', options.region],
    ['--profile', options.profile],
    ['--source-prefix', options.sourcePrefix],
    ['--destination-prefix', options.destinationPrefix],
    ['--ignore-after', options.ignoreAfter],
    ['--deep', options.deep],
    ['--concurrency', options.concurrency === undefined ? undefined : String(options.concurrency)],
    ['--patience', options.patience === undefined ? undefined : durationText(options.patience)],
  ];
  const words = valued.flatMap(([flag, value]) => (value === undefined ? [] : [flag, shellWord(value)]));
  const flags = [
    ...(options.direct === true ? ['--direct'] : []),
    ...(options.ignoreMarkers === true ? ['--ignore-markers'] : []),
    ...(options.pathStyle === true ? ['--path-style'] : []),
  ];
  return ['npx prep verify', shellWord(bucket), ...flags, ...words].join(' ');
}
