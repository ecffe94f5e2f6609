import type { Command } from 'commander';
import type * as ChangeKey from '../source-key/change-key';
import type * as CreateKey from '../source-key/create-key';
import type * as ListKeys from '../source-key/list-keys';
import type * as SourceIamModule from '../source-key/source-iam';
import type { SourceChoice, SourceIam } from '../source-key/source-iam';
import type { Answer } from '../answer';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import { collect, documented, type Answering } from '../command-help';
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

const GROUP_EXAMPLES = `  $ npx prep source-key list
  $ npx prep source-key create --bucket photos --recipient age1… --out key.age
  $ npx prep source-key delete AKLT…`;

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const { sourceKey: help, ownHelp, examples } = context.words.help;
  const group = program
    .command('source-key')
    .description(help.description)
    .addHelpText('after', `\n${ownHelp('--profile, --config, --json')}\n\n${examples}\n${GROUP_EXAMPLES}`);
  /** Loads the configuration and IAM's client when a command runs, not when its help is shown. */
  const withIam = (options: CommonOptions, work: (iam: SourceIam, signal: AbortSignal) => Promise<Answer>) =>
    answering(options, async () => {
      const { sourceIam } = require('../source-key/source-iam') as typeof SourceIamModule;
      const signal = context.interruption();
      try {
        return await work(await sourceIam(options, context.env), signal);
      } catch (error) {
        throw signal.aborted ? new CommandError('Interrupted', phrase('command.interrupted')) : error;
      }
    });
  const common = (name: string, commandExamples: readonly string[]) =>
    documented(group.command(name), commandExamples, context)
      .option('--profile <name>', help.profile)
      .option('--config <file>', help.config);

  common('list', ['npx prep source-key list', 'npx prep source-key list --user reader --json'])
    .description(help.list.description)
    .option('--user <name>', help.list.user)
    .action((options: CommonOptions) =>
      withIam(options, (iam, signal) => {
        const { listKeys } = require('../source-key/list-keys') as typeof ListKeys;
        return listKeys(iam, options.user, context, signal);
      }),
    );

  common('create', [
    'npx prep source-key create --bucket photos --recipient age1… --out key.age',
    'npx prep source-key create --user reader --json',
  ])
    .description(help.create.description)
    .option('--bucket <name>', help.create.bucket)
    .option('--user <name>', help.create.user)
    .option('--recipient <age1…>', help.create.recipient, collect)
    .option('--out <file>', help.create.out)
    .action((options: CreateOptions) =>
      withIam(options, (iam, signal) => {
        const { createKey } = require('../source-key/create-key') as typeof CreateKey;
        const { bucket, user, out, recipient: recipients = iam.settings.credentials.recipients } = options;
        const request = { bucket, user, out, recipients };
        return createKey(iam, request, context.words.terminal.sourceKeys, signal);
      }),
    );

  for (const change of ['disable', 'delete'] as const) {
    const command = common(change, [
      `npx prep source-key ${change} AKLT…`,
      `npx prep source-key ${change} AKLT… --confirm AKLT… --json`,
    ])
      .description(help[change].description)
      .argument('<access-key-id>', help.accessKeyId)
      .option('--user <name>', help.owner)
      .option('--confirm <access-key-id>', help.confirm)
      .option('--force', help.force);
    if (change === 'delete') {
      command.option('--with-user', help.withUser);
    }
    command.action((accessKeyId: string, options: ChangeOptions) =>
      withIam(options, (iam, signal) => {
        const { changeKey } = require('../source-key/change-key') as typeof ChangeKey;
        const { user, confirm, force, withUser } = options;
        const flags = { force: force === true, withUser: withUser === true };
        return changeKey(iam, { change, accessKeyId, user, confirm, ...flags }, context, signal);
      }),
    );
  }
}
