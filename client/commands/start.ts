import type { Command } from 'commander';
import { documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { follow } from '../follow';
import { viewFor } from '../follow-view';
import { exitCodeOf, standingJson } from '../run-status';
import { standingText } from '../status-text';
import { parsePreparationInput } from '../../contracts/preparation-input';
import { runArgument } from '../../contracts/run-commands';
import { buildInput, validInput, type InputFlags } from '../start-input';
import { startPreparation, type StartedPreparation } from '../start-preparation';

interface StartOptions extends InputFlags {
  readonly input?: string;
  readonly wait?: true;
  readonly id?: string;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep start --bucket photos',
  'npx prep start --bucket photos --to photos-oss --to-region cn-beijing --recipient age1… --wait',
  'npx prep start --input photos.json',
  `echo '{ "source": { "bucket": "photos" } }' | npx prep start --input - --json`,
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(program.command('start'), EXAMPLES)
    .description('Start the preparation of a KS3 bucket, or attach to the running one of the same bucket.')
    .option('--bucket <name>', 'KS3 bucket to prepare')
    .option('--prefix <prefix>', 'only keys that start with it')
    .option('--endpoint <url>', 'KS3 endpoint, for example https://ks3-cn-beijing.ksyuncs.com')
    .option('--region <region>', 'KS3 region, for example BEIJING')
    .option('--profile <name>', 'source profile of the worker configuration')
    .option(
      '--source-key <use|create>',
      'use the configured KS3 AccessKey (default), or create a dedicated read-only one after the approval',
    )
    .option('--to <bucket>', 'OSS bucket to create')
    .option('--to-region <region>', 'OSS region, for example cn-beijing')
    .option('--user <name>', 'RAM user to create')
    .option('--recipient <age1…>', 'age recipient that can open the credentials (repeatable)', collect)
    .option('--requested-by <name>', 'who asks for it; under four eyes somebody else has to approve')
    .option('--input <file>', 'JSON input from a file, or from standard input for "-"; flags win over it')
    .option('--id <workflow-id>', 'workflow ID in the place of prepare/BUCKET')
    .option('--wait', 'follow it until it is done or waits for a person')
    .action((options: StartOptions) => answering(options, () => start(options, context)));
}

async function start(options: StartOptions, context: CommandContext) {
  const { terminal, pause } = context;
  const json = options.json === true;
  // Checked before anything is connected to: a wrong input is told even where no server runs.
  const input = validInput(
    parsePreparationInput(await buildInput(options.input, options, context.readStdin)),
  );
  return withPreparations(context, async (preparations) => {
    const started = await startPreparation(preparations, input, options.id);
    const { workflowId, warnings, link } = started;
    if (!json) {
      warnings.forEach((warning) => terminal.warn(terminal.style('yellow', warning)));
    }
    if (options.wait !== true) {
      return { exitCode: EXIT.done, json: started, text: startedText(started) };
    }
    if (!json) {
      terminal.say(startedText(started));
    }
    const standing = await follow(preparations, workflowId, { input: true }, viewFor(terminal, json), pause);
    return {
      exitCode: exitCodeOf(standing),
      json: { ...standingJson(standing, link), attached: started.attached, warnings },
      text: `\n${standingText(standing, link, terminal)}`,
    };
  });
}

function startedText({ workflowId, attached, link }: StartedPreparation): string {
  const run = runArgument(workflowId);
  return [
    `${attached ? 'Attached to' : 'Started'} ${workflowId}`,
    ...(link === null ? [] : [`Web UI: ${link}`]),
    `Follow it:  npx prep watch ${run}`,
    `See it:     npx prep status ${run}`,
  ].join('\n');
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
