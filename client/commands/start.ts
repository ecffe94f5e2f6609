import type { Command } from 'commander';
import { bucketNamed, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { durationMs } from '../../contracts/duration';
import { parsePreparationInput, type PreparationInput } from '../../contracts/inputs/preparation-input';
import { statusCommand } from '../../contracts/runs/run-commands';
import { preparationWorkflowId } from '../../contracts/names';
import { openPrefixWarning } from '../../contracts/listing/open-prefix';
import { regionWarnings } from '../../contracts/inputs/region-spelling';
import { withRecipients } from '../../provisioning/sealing/recipients-in';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { buildInput, namingOptions, validInput, type InputFlags } from '../start-input';
import { demandWait } from '../demand-wait';
import { durationOption } from '../option-values';
import { inputOptions } from '../input-options';
import { answerAgain } from '../runs/answer-again';
import { answerOrFollow, type Started } from '../runs/answer-or-follow';
import { earlierAnswer } from '../runs/earlier-answer';
import { ending } from '../runs/run-state';
import { demandSameWork, startOrFind } from '../runs/same-work';
import type { RunState } from '../runs/preparations';

interface StartOptions extends InputFlags {
  readonly input?: string;
  readonly wait?: true;
  readonly timeout?: number;
  readonly again?: true;
  readonly id?: string;
  readonly json?: boolean;
}

/** Of the worker's configuration, unless it says otherwise. */
const USUAL_APPROVAL_TIMEOUT = '3 days';

const EXAMPLES = [
  'npx prep start photos',
  'npx prep start photos --to photos-oss --to-region cn-beijing --recipient age1… --wait',
  'npx prep start photos --wait --timeout "2 hours" --json',
  'npx prep start --input photos.json',
  `echo '{ "source": { "bucket": "photos" } }' | npx prep start --input - --json`,
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.start;
  const command = documented(program.command('start'), EXAMPLES, context)
    .description(help.description)
    .argument('[bucket]', help.bucket);
  inputOptions(command, context)
    .option('--id <workflow-id>', help.id)
    .option('--wait', help.wait)
    .option('--timeout <duration>', help.timeout, durationOption('--timeout'))
    .option('--again', help.again)
    .action((bucket: string | undefined, options: StartOptions) =>
      answering(options, () => start(options, bucketNamed(bucket, options.bucket), context)),
    );
}

async function start(options: StartOptions, named: string | undefined, context: CommandContext) {
  demandWait(options);
  // Checked before anything is connected to: an invalid input is reported even if no server runs.
  const raw = await buildInput(options.input, { ...options, bucket: named }, context.readStdin);
  const parsed = parsePreparationInput(raw, options.id);
  const input = validInput(namingOptions(await withRecipients(parsed, [{ at: '', input: raw }]), options));
  const { bucket, prefix = '', region } = input.source;
  const aboutPrefix = openPrefixWarning(prefix);
  const warnings: Said[] = [
    ...(aboutPrefix === null ? [] : [aboutPrefix]),
    ...regionWarnings(region, input.destination?.region),
  ];
  return withPreparations(context, async (preparations) => {
    const workflowId = options.id ?? preparationWorkflowId(bucket);
    const earlier = options.again === true ? null : await earlierAnswer(preparations, workflowId, input);
    if (earlier !== null && earlier.found !== 'running') {
      return answerAgain(preparations, earlier, { json: options.json === true, warnings }, context);
    }
    const request = {
      type: 'prepareMigration',
      workflowId,
      input,
      summary: context.say(phrase('command.prepareSummary', { bucket })),
    } as const;
    const { started: run, differences } =
      earlier === null
        ? await startOrFind(preparations, request)
        : { started: attachedTo(earlier.run), differences: [] };
    if (options.wait === true) {
      demandSameWork(workflowId, differences);
    }
    const started: Started = { workflowId, ...run };
    const { startedOrAttached, seeIt } = context.words.terminal;
    const said = isBucketAlone(input) ? 'command.attachedAlone' : 'command.attached';
    const attached = phrase(said, { workflowId: started.workflowId });
    return answerOrFollow(preparations, started, options, context, {
      said: startedOrAttached(started.workflowId, started.attached),
      warnings: [
        ...warnings,
        ...(started.attached ? [attached, ...differences] : []),
        ...endsEarly(started, input),
      ],
      below: [seeIt(statusCommand(started.workflowId))],
    });
  });
}

/** Whether an input says nothing that a running preparation of that bucket could have been given otherwise. */
function isBucketAlone({ source, ...more }: PreparationInput): boolean {
  return Object.keys(source).length === 1 && Object.keys(more).length === 0;
}

function attachedTo(run: RunState): Started {
  const { workflowId, runId } = run;
  return { workflowId, runId, attached: true, ...ending(run) };
}

/** A warning if the server ends the run while it may still wait for its approval. */
function endsEarly({ endsAt }: Started, { approval }: PreparationInput): Said[] {
  const timeoutMs = durationMs(approval?.timeout ?? USUAL_APPROVAL_TIMEOUT) ?? 0;
  const until = new Date(Date.now() + timeoutMs);
  return endsAt !== undefined && endsAt < until
    ? [phrase('run.endsEarly', { at: endsAt.toISOString(), until: until.toISOString() })]
    : [];
}
