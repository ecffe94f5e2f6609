import type { Command } from 'commander';
import type * as ChangeKey from '../source-key/change-key';
import type * as CreateKey from '../source-key/create-key';
import type * as ListKeys from '../source-key/list-keys';
import type * as CommandWords from '../source-key/command-words';
import type * as SourceIamModule from '../source-key/source-iam';
import type { SourceChoice, SourceIam } from '../source-key/source-iam';
import type { Answer } from '../answer';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';

interface CommonOptions extends SourceChoice {
  readonly user?: string;
  readonly json?: boolean;
}

interface CreateOptions extends CommonOptions {
  readonly bucket?: string;
  readonly recipient?: readonly string[];
  readonly out?: string;
}

interface ChangeOptions extends CommonOptions {
  readonly confirm?: string;
  readonly force?: true;
  readonly withUser?: true;
}

const GROUP_HELP = `
Each of them takes --profile, --config and --json, and has a --help of its own.

Examples:
  $ npx prep source-key list
  $ npx prep source-key create --bucket photos --recipient age1… --out key.age
  $ npx prep source-key delete AKLT…`;

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const group = program
    .command('source-key')
    .helpCommand(false)
    .description(
      "AccessKeys at Kingsoft Cloud's IAM, with the credentials of a source profile of the worker configuration: list, create, disable, delete.",
    )
    .addHelpText('after', GROUP_HELP);
  /** Loads the configuration and IAM's client when a command runs, not when its help is shown. */
  const withIam = (options: CommonOptions, work: (iam: SourceIam, signal: AbortSignal) => Promise<Answer>) =>
    answering(options, () => {
      const { sourceIam } = require('../source-key/source-iam') as typeof SourceIamModule;
      const { inCommandWords } = require('../source-key/command-words') as typeof CommandWords;
      const signal = context.interruption();
      return inCommandWords(signal, async () => work(await sourceIam(options, context.env), signal));
    });

  common(group.command('list'), ['npx prep source-key list', 'npx prep source-key list --user reader --json'])
    .description('Whose the configured KS3 AccessKey is, and the AccessKeys of that user (or of --user).')
    .option('--user <name>', 'IAM user whose AccessKeys to list')
    .action((options: CommonOptions) =>
      withIam(options, (iam, signal) => {
        const { listKeys } = require('../source-key/list-keys') as typeof ListKeys;
        return listKeys(iam, options.user, signal);
      }),
    );

  common(group.command('create'), [
    'npx prep source-key create --bucket photos --recipient age1… --out key.age',
    'npx prep source-key create --user reader --json',
  ])
    .description('Make an AccessKey; its secret is sealed to age recipients and shown in no other form.')
    .option('--bucket <name>', 'make a dedicated IAM user that may list, locate and read this bucket alone')
    .option('--user <name>', 'make another AccessKey of this IAM user')
    .option(
      '--recipient <age1…>',
      'age recipient that can open the secret (repeatable); default: credentials.recipients',
      (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value],
    )
    .option('--out <file>', 'write the sealed text to a new file in the place of printing it')
    .action((options: CreateOptions) =>
      withIam(options, (iam, signal) => {
        const { createKey } = require('../source-key/create-key') as typeof CreateKey;
        const { bucket, user, out, recipient: recipients = iam.settings.credentials.recipients } = options;
        return createKey(iam, { bucket, user, out, recipients }, signal);
      }),
    );

  for (const change of ['disable', 'delete'] as const) {
    const command = common(group.command(change), [
      `npx prep source-key ${change} AKLT…`,
      `npx prep source-key ${change} AKLT… --confirm AKLT… --json`,
    ])
      .description(
        change === 'disable'
          ? 'Disable an AccessKey, once its ID was typed; it can be enabled again in the console.'
          : 'Delete an AccessKey for ever, once its ID was typed.',
      )
      .argument('<access-key-id>', 'the AccessKey')
      .option('--user <name>', 'IAM user that it is of; looked for otherwise')
      .option('--confirm <access-key-id>', 'the ID once more, for where nobody can be asked')
      .option('--force', 'also one that the configuration uses, or that is the last active one of its user');
    if (change === 'delete') {
      command.option('--with-user', 'also the IAM user and policy, where ks3-oss-prep made them');
    }
    command.action((accessKeyId: string, options: ChangeOptions) =>
      withIam(options, (iam, signal) => {
        const { changeKey } = require('../source-key/change-key') as typeof ChangeKey;
        const { user, confirm, force, withUser } = options;
        const flags = { force: force === true, withUser: withUser === true };
        return changeKey(iam, { change, accessKeyId, user, confirm, ...flags }, context.ask, signal);
      }),
    );
  }
}

function common(command: Command, examples: readonly string[]): Command {
  return documented(command, examples)
    .option('--profile <name>', 'source profile of the worker configuration (default: default)')
    .option('--config <file>', 'configuration file');
}
