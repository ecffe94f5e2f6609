import { phrase } from '../../presentation/words/words';
import type { Command } from 'commander';
import { named, visibleJson } from '../../presentation/text/foreign-text';
import {
  aboutPreparation,
  documented,
  withRun,
  type Answering,
  workflowIdOf,
  type RunName,
} from '../command-help';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { readIdentities } from '../credentials/identity-file';
import {
  credentialsText,
  openableOf,
  openCredentials,
  parseResult,
  type Openable,
} from '../credentials/open-credentials';
import { openableOfRun } from '../credentials/openable-run';
import { openSealedText, sealedContentText } from '../credentials/open-sealed-text';
import { loadTrust } from '../../configuration/settings/load-settings';
import { writePrivateFile } from '../private-file';
import { readText } from '../read-text';
import { NOT_VERIFIED, verifyResult } from '../runs/verify-result';

interface OpenOptions extends RunName {
  readonly identity: string;
  readonly result?: string;
  readonly sealed?: string;
  readonly out?: string;
  readonly force?: true;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep open photos --identity ~/.age/identity.txt',
  'npx prep open --result result.json --identity identity.txt --out credentials.txt',
  'pass show age-identity | npx prep open photos --identity - --json',
  'npx prep open --id rotate/mgw-photos --identity identity.txt',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.open;
  documented(aboutPreparation(program.command('open'), context), EXAMPLES, context)
    .description(help.description)
    .requiredOption('--identity <file>', help.identity)
    .option('--result <file>', help.result)
    .option('--sealed <file>', help.sealed)
    .option('--out <file>', help.out)
    .option('--force', help.force)
    .action((bucket: string | undefined, options: OpenOptions) =>
      answering(options, () => open(bucket, options, context)),
    );
}

async function open(bucket: string | undefined, options: OpenOptions, context: CommandContext) {
  const { identity, out, json, force, sealed } = options;
  // First, so that a wrong file is reported before anybody waits for the server.
  const identities = await readIdentities(identity, context.readStdin);
  const { credentials, text } =
    sealed === undefined
      ? await ofResult(await resultToOpen(bucket, options, context), identities, context)
      : await ofSealedText(sealed, bucket, options, identities, context);
  if (out === undefined) {
    return { exitCode: EXIT.done, json: credentials, text };
  }
  const content = json === true ? visibleJson(credentials, 2) : text;
  await writePrivateFile(out, `${content}\n`, force === true);
  return {
    exitCode: EXIT.done,
    json: { file: out, mode: '0600', userName: credentials.userName },
    text: context.say(
      phrase('command.credentialsWritten', { userName: named(credentials.userName), file: out }),
    ),
  };
}

async function ofResult(result: Openable, identities: readonly string[], { words }: CommandContext) {
  const credentials = await openCredentials(result, identities);
  return { credentials, text: credentialsText(credentials, words) };
}

async function ofSealedText(
  file: string,
  bucket: string | undefined,
  { result, id }: OpenOptions,
  identities: readonly string[],
  { words, readStdin }: CommandContext,
) {
  if (bucket !== undefined || result !== undefined || id !== undefined) {
    throw new CommandError('InvalidInput', phrase('command.sealedOrResult'));
  }
  const credentials = await openSealedText(file, identities, readStdin);
  return {
    credentials: { ...credentials, userName: credentials['userName'] ?? '' },
    text: sealedContentText(credentials, words),
  };
}

async function resultToOpen(
  bucket: string | undefined,
  options: OpenOptions,
  context: CommandContext,
): Promise<Openable> {
  const { result: file, id } = options;
  if (file === undefined) {
    const workflowId = workflowIdOf(bucket, options);
    return withRun(context, 'open', workflowId, (preparations) =>
      openableOfRun(preparations, workflowId, context.tell),
    );
  }
  if (bucket !== undefined || id !== undefined) {
    throw new CommandError('InvalidInput', phrase('command.runOrResult'));
  }
  const result = parseResult(file, await readText(file, context.readStdin));
  const { publicKeys } = loadTrust({ env: context.env });
  if (verifyResult(result, null, publicKeys) === 'not verified') {
    context.tell(NOT_VERIFIED);
  }
  return openableOf(result);
}
