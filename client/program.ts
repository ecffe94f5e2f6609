import type { Command } from 'commander';
import type { AddCommand, Answering } from './command-help';
import type { CommandContext } from './command-context';
import { PrepCommand } from './prep-command';

interface CommandModule {
  readonly addCommand: AddCommand;
}

/** In the order of the help. Each is loaded when it is needed: Temporal's SDK alone takes half a second. */
const COMMANDS: Readonly<Record<string, () => CommandModule>> = {
  start: () => require('./commands/start') as CommandModule,
  list: () => require('./commands/list') as CommandModule,
  migrate: () => require('./commands/migrate') as CommandModule,
  'cut-over': () => require('./commands/cut-over') as CommandModule,
  status: () => require('./commands/status') as CommandModule,
  watch: () => require('./commands/watch') as CommandModule,
  approve: () => require('./commands/approve') as CommandModule,
  reject: () => require('./commands/reject') as CommandModule,
  sign: () => require('./commands/sign') as CommandModule,
  audit: () => require('./commands/audit') as CommandModule,
  retry: () => require('./commands/retry') as CommandModule,
  cancel: () => require('./commands/cancel') as CommandModule,
  report: () => require('./commands/report') as CommandModule,
  open: () => require('./commands/open') as CommandModule,
  revoke: () => require('./commands/revoke') as CommandModule,
  rotate: () => require('./commands/rotate') as CommandModule,
  batch: () => require('./commands/batch') as CommandModule,
  schedule: () => require('./commands/schedule') as CommandModule,
  keygen: () => require('./commands/keygen') as CommandModule,
  buckets: () => require('./commands/buckets') as CommandModule,
  inventory: () => require('./commands/inventory') as CommandModule,
  verify: () => require('./commands/verify') as CommandModule,
  estimate: () => require('./commands/estimate') as CommandModule,
  'source-key': () => require('./commands/source-key') as CommandModule,
  worker: () => require('./commands/worker') as CommandModule,
  doctor: () => require('./commands/doctor') as CommandModule,
  notify: () => require('./commands/notify') as CommandModule,
};

const { version } = require('ks3-oss-prep/package.json') as { readonly version: string };

/**
 * Puts the command line together.
 *
 * @param argv the arguments, from which the one command to load is read; without a known one all are loaded
 */
export function createProgram(
  argv: readonly string[],
  context: CommandContext,
  answering: Answering,
): Command {
  const { help } = context.words;
  const program = new PrepCommand('prep', help)
    .description(help.program)
    .option('--lang <en|zh>', help.lang)
    .version(version, '-V, --version', help.version)
    .exitOverride()
    .hook('preAction', (_, command) => (command as PrepCommand).refuseEmptyArguments())
    .configureOutput({
      writeOut: (text) => context.terminal.say(text.trimEnd()),
      writeErr: (text) => context.terminal.warn(text.trimEnd()),
    })
    .addHelpText(
      'after',
      `\n${help.exitCodes}\n\n${help.environment}\n\n${help.examples}\n  $ npx prep start --bucket photos --wait\n  $ npx prep approve photos --approver li.wei`,
    );
  const wanted = COMMANDS[argv[0] ?? ''];
  for (const load of wanted === undefined ? Object.values(COMMANDS) : [wanted]) {
    load().addCommand(program, context, answering);
  }
  return program;
}
