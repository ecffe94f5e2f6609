import type { Command } from 'commander';
import { shellWord } from '../../presentation/text/shell-word';
import { preparationWorkflowId, verificationWorkflowId } from '../../contracts/names';
import { parsePreparationInput } from '../../contracts/inputs/preparation-input';
import { parseVerificationInput } from '../../contracts/inputs/verification-input';
import { openPrefixWarning } from '../../contracts/listing/open-prefix';
import { regionWarnings } from '../../contracts/inputs/region-spelling';
import { withRecipients } from '../../provisioning/sealing/recipients-in';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { demandBucketName } from '../demand-bucket-names';
import { bucketNamed, collect, documented, withPreparations, type Answering } from '../command-help';
import { choiceOption, durationOption } from '../option-values';
import { sender } from '../decide/decide';
import { EXIT } from '../exit-codes';
import { inputOptions } from '../input-options';
import { noWorkerWarning } from '../runs/answer-or-follow';
import { scheduleText, schedulesText } from '../schedules/schedule-text';
import {
  OVERLAPS,
  type Firing,
  type Overlap,
  type Schedules,
  type ScheduleState,
} from '../schedules/schedules';
import { buildInput, namingOptions, validInput, type InputFlags } from '../start-input';

interface CreateOptions extends InputFlags {
  readonly input?: string;
  readonly verify?: true;
  readonly id?: string;
  readonly cron?: readonly string[];
  readonly every?: readonly number[];
  readonly timeZone: string;
  readonly jitter?: number;
  readonly overlap: Overlap;
  readonly catchUp?: number;
  readonly paused?: true;
  readonly json?: boolean;
}

interface OneOptions {
  readonly id?: string;
  readonly note?: string;
  readonly json?: boolean;
}

const HOUR_MS = 3_600_000;
/** The server makes a shorter one as long, without a word. */
const MIN_CATCH_UP_MS = 10_000;
const GROUP_EXAMPLES = `  $ npx prep schedule create photos --cron "0 3 * * *" --time-zone Asia/Shanghai
  $ npx prep schedule list
  $ npx prep schedule pause photos --note "until the freeze ends"`;

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const { schedule: help, ownHelp, examples } = context.words.help;
  const group = program
    .command('schedule')
    .description(help.description)
    .addHelpText('after', `\n${ownHelp('--json')}\n\n${examples}\n${GROUP_EXAMPLES}`);
  addCreate(group, context, answering);
  documented(group.command('list'), ['npx prep schedule list', 'npx prep schedule list --json'], context)
    .description(help.list)
    .action((options: OneOptions) => answering(options, () => list(context)));

  const one = (name: string, description: string) =>
    documented(group.command(name), [`npx prep schedule ${name} photos`], context)
      .description(description)
      .argument('[bucket]', context.words.help.run.bucket)
      .option('--id <schedule-id>', help.id);
  one('describe', help.describe).action((bucket: string | undefined, options: OneOptions) =>
    answering(options, () => {
      const scheduleId = idOf(bucket, options);
      return withPreparations(context, async ({ schedules }) =>
        answered(await schedules.describe(scheduleId), context),
      );
    }),
  );
  for (const change of ['pause', 'resume', 'trigger', 'delete'] as const) {
    const command = one(change, help[change]);
    if (change === 'pause' || change === 'resume') {
      command.option('--note <text>', help.note);
    }
    command.action((bucket: string | undefined, options: OneOptions) =>
      answering(options, () => changed(change, idOf(bucket, options), options.note, context)),
    );
  }
}

function addCreate(group: Command, context: CommandContext, answering: Answering): void {
  const { schedule: help } = context.words.help;
  const command = documented(
    group.command('create'),
    [
      'npx prep schedule create photos --cron "0 3 * * *" --time-zone Asia/Shanghai',
      'npx prep schedule create --input photos.json --every "1 day" --jitter "30 minutes"',
      'npx prep schedule create photos --verify --cron "0 6 * * *" --time-zone Asia/Shanghai',
    ],
    context,
  )
    .description(help.create)
    .argument('[bucket]', context.words.help.start.bucket);
  inputOptions(command, context)
    .option('--verify', help.verify)
    .option('--cron <expression>', help.cron, collect)
    .option('--every <duration>', help.every, everyOption)
    .option('--time-zone <name>', help.timeZone, 'UTC')
    .option('--jitter <duration>', help.jitter, durationOption('--jitter'))
    .option(
      '--overlap <policy>',
      help.overlap(OVERLAPS.join(', ')),
      choiceOption('--overlap', OVERLAPS),
      'skip',
    )
    .option('--catch-up <duration>', help.catchUp, durationOption('--catch-up'))
    .option('--paused', help.paused)
    .option('--id <schedule-id>', help.id)
    .action((bucket: string | undefined, options: CreateOptions) =>
      answering(options, () => create(bucketNamed(bucket, options.bucket), options, context)),
    );
}

async function create(
  bucket: string | undefined,
  options: CreateOptions,
  context: CommandContext,
): Promise<Answer> {
  const { cron = [], every = [], timeZone, jitter = 0, overlap, catchUp = HOUR_MS } = options;
  if (cron.length + every.length === 0) {
    throw new CommandError('InvalidInput', phrase('schedule.timeMissing'));
  }
  if (catchUp < MIN_CATCH_UP_MS) {
    throw new CommandError('InvalidInput', phrase('schedule.catchUpTooShort'));
  }
  const { input, run } = await scheduledOf(
    await buildInput(options.input, { ...options, bucket }, context.readStdin),
    options,
  );
  const { prefix = '', region } = input.source;
  const scheduleId = options.id ?? run.scheduleId;
  const aboutPrefix = openPrefixWarning(prefix);
  return withPreparations(context, async (preparations) => {
    const { schedules } = preparations;
    await schedules.create({
      scheduleId,
      workflowType: run.type,
      workflowId: run.workflowId,
      input,
      summary: context.say(run.summary),
      cron,
      everyMs: every,
      timeZone,
      jitterMs: jitter,
      overlap,
      catchUpMs: catchUp,
      paused: options.paused === true,
    });
    const warnings = [
      ...(aboutPrefix === null ? [] : [aboutPrefix]),
      ...regionWarnings(region, input.destination?.region),
      ...(await noWorkerWarning(preparations)),
    ];
    const state = await schedules.describe(scheduleId);
    if (state.next.length === 0) {
      warnings.push(phrase('schedule.firesNever', { scheduleId }));
    }
    warnings.forEach(context.tell);
    const said = context.say(phrase('schedule.created', { scheduleId }));
    return {
      exitCode: EXIT.done,
      json: { ...jsonOf(state, context), warnings: warnings.map(context.say) },
      text: `${said}\n${scheduleText(state, context.words, context.say)}`,
    };
  });
}

/** What a Schedule starts: a preparation, or a verification. @throws CommandError `InvalidInput` */
async function scheduledOf(raw: unknown, options: CreateOptions) {
  if (options.verify === true) {
    const input = validInput(namingOptions(parseVerificationInput(raw), options));
    const { bucket } = input.source;
    return {
      input,
      run: {
        type: 'verifyMigration',
        workflowId: verificationWorkflowId(bucket),
        scheduleId: `verify-${bucket}`,
        summary: phrase('verify.summary', { bucket }),
      },
    } as const;
  }
  const parsed = await withRecipients(parsePreparationInput(raw), [{ at: '', input: raw }]);
  const input = validInput(namingOptions(parsed, options));
  const { bucket } = input.source;
  return {
    input,
    run: {
      type: 'prepareMigration',
      workflowId: preparationWorkflowId(bucket),
      scheduleId: defaultId(bucket),
      summary: phrase('command.prepareSummary', { bucket }),
    },
  } as const;
}

function list(context: CommandContext): Promise<Answer> {
  return withPreparations(context, async ({ schedules }) => {
    const found = await schedules.list();
    return {
      exitCode: EXIT.done,
      json: { schedules: found.map((state) => jsonOf(state, context)) },
      text: schedulesText(found, context.words, context.say, context.terminal.width),
    };
  });
}

function answered(state: ScheduleState, context: CommandContext): Answer {
  return {
    exitCode: EXIT.done,
    json: jsonOf(state, context),
    text: scheduleText(state, context.words, context.say),
  };
}

function jsonOf(state: ScheduleState, { say }: CommandContext): object {
  return { ...state, unreadable: state.unreadable === null ? null : say(state.unreadable) };
}

type Change = 'pause' | 'resume' | 'trigger' | 'delete';

const CHANGES: Readonly<
  Record<
    Change,
    {
      /** Resolves to the open run because of which nothing was started. */
      readonly act: (schedules: Schedules, scheduleId: string, note: string) => Promise<Firing | null | void>;
      readonly said: (about: { scheduleId: string }, open: Firing | null) => Phrase;
    }
  >
> = {
  pause: {
    act: (all, id, note) => all.pause(id, note),
    said: (about) => phrase('schedule.pausedNow', about),
  },
  resume: {
    act: (all, id, note) => all.resume(id, note),
    said: (about) => phrase('schedule.resumed', about),
  },
  trigger: {
    act: (all, id) => all.trigger(id),
    said: (about, open) =>
      open === null
        ? phrase('schedule.triggered', about)
        : phrase('schedule.triggeredWhileOpen', {
            ...about,
            workflowId: open.workflowId,
            see: `npx prep status --id ${shellWord(open.workflowId)}`,
          }),
  },
  delete: { act: (all, id) => all.remove(id), said: (about) => phrase('schedule.deleted', about) },
};

function changed(
  change: Change,
  scheduleId: string,
  given: string | undefined,
  context: CommandContext,
): Promise<Answer> {
  const { act, said } = CHANGES[change];
  // The server takes an empty note for no request at all.
  const note =
    given === undefined || given === '' ? context.say(phrase('schedule.by', { from: sender() })) : given;
  return withPreparations(context, async ({ schedules }) => {
    const open = (await act(schedules, scheduleId, note)) ?? null;
    const text = context.say(said({ scheduleId }, open));
    const started = change === 'trigger' ? { skippedBecauseOf: open } : {};
    return { exitCode: EXIT.done, json: { scheduleId, done: change, ...started }, text };
  });
}

function everyOption(text: string, earlier?: readonly number[]): number[] {
  return [...(earlier ?? []), durationOption('--every')(text)];
}

function defaultId(bucket: string): string {
  return `prep-${bucket}`;
}

function idOf(bucket: string | undefined, { id }: OneOptions): string {
  if ((bucket === undefined) === (id === undefined) || bucket === '') {
    throw new CommandError('InvalidInput', phrase('schedule.nameIt'));
  }
  demandBucketName(bucket, 'schedule.notABucket');
  return id ?? defaultId(bucket ?? '');
}
