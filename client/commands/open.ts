import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { named, visibleJson } from '../../presentation/text/foreign-text';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { readIdentities } from '../identity-file';
import {
  credentialsText,
  openableOf,
  openCredentials,
  parseResult,
  type Openable,
} from '../open-credentials';
import { openableOfRun } from '../openable-run';
import { openSealedText, sealedContentText } from '../open-sealed-text';
import { ConfigurationError } from '../../configuration/settings/configuration-error';
import { loadTrust } from '../../configuration/settings/load-settings';
import { writePrivateFile } from '../private-file';
import { NOT_VERIFIED, verifyResult } from '../verify-result';
import { workflowIdOf, type RunName } from '../which-run';

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
  documented(aboutPreparation(program.command('open')), EXAMPLES)
    .description(
      'Open the sealed credentials of a preparation with an age identity: password, AccessKey, sign-in link.',
    )
    .requiredOption('--identity <file>', 'age identity file that only you can read; "-" for standard input')
    .option('--result <file>', 'take the result from a file that "npx prep report --format json" wrote')
    .option('--sealed <file>', 'open one sealed text, as "npx prep source-key create" gives it')
    .option(
      '--out <file>',
      'write the credentials to a new file that only you can read, in the place of printing them',
    )
    .option('--force', 'replace the file of --out')
    .action((bucket: string | undefined, options: OpenOptions) =>
      answering(options, () => open(bucket, options, context)),
    );
}

async function open(bucket: string | undefined, options: OpenOptions, context: CommandContext) {
  const { identity, out, json, force, sealed } = options;
  // First, so that a wrong file is told before anybody waits for the server.
  const identities = await readIdentities(identity, context.readStdin);
  const { credentials, text } =
    sealed === undefined
      ? await ofResult(await resultToOpen(bucket, options, context), identities)
      : await ofSealedText(sealed, bucket, options, identities);
  if (out === undefined) {
    return { exitCode: EXIT.done, json: credentials, text };
  }
  const content = json === true ? visibleJson(credentials, 2) : text;
  await writePrivateFile(out, `${content}\n`, force === true);
  return {
    exitCode: EXIT.done,
    json: { file: out, mode: '0600', userName: credentials.userName },
    text: `Wrote the credentials of user ${named(credentials.userName)} to ${out}, which only you can read (mode 0600).`,
  };
}

async function ofResult(result: Openable, identities: readonly string[]) {
  const credentials = await openCredentials(result, identities);
  return { credentials, text: credentialsText(credentials) };
}

async function ofSealedText(
  file: string,
  bucket: string | undefined,
  { result, id }: OpenOptions,
  identities: readonly string[],
) {
  if (bucket !== undefined || result !== undefined || id !== undefined) {
    throw new CommandError('InvalidInput', 'Name the sealed text (--sealed) or a result, not both.');
  }
  const credentials = await openSealedText(file, identities);
  return {
    credentials: { ...credentials, userName: credentials['userName'] ?? '' },
    text: sealedContentText(credentials),
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
    return withPreparations(context, (preparations) =>
      openableOfRun(preparations, workflowId, (said) => context.terminal.warn(said)),
    );
  }
  if (bucket !== undefined || id !== undefined) {
    throw new CommandError(
      'InvalidInput',
      'Name the preparation or the file of its result (--result), not both.',
    );
  }
  try {
    const result = parseResult(file, await readFile(file, 'utf8'));
    const { publicKeys } = loadTrust({ env: context.env });
    if (verifyResult(result, null, publicKeys) === 'not verified') {
      context.terminal.warn(NOT_VERIFIED);
    }
    return openableOf(result);
  } catch (error) {
    if (error instanceof CommandError || error instanceof ConfigurationError) {
      throw error;
    }
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CommandError('FileRefused', `The result ${file} cannot be read (${code}).`);
  }
}
