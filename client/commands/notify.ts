import type { Command } from 'commander';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import type { Terminal } from '../terminal';
import type * as TestChannels from '../test-channels';
import type { TestedChannel } from '../test-channels';

interface TestOptions {
  readonly config?: string;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep notify test', 'npx prep notify test ops --config /etc/prep/prep.toml --json'];

const GROUP_HELP = `
It takes --config and --json, and has a --help of its own.

Examples:
${EXAMPLES.map((example) => `  $ ${example}`).join('\n')}`;

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const notify = program
    .command('notify')
    .description('Try the channels that are told how preparations go.')
    .helpCommand(false)
    .addHelpText('after', GROUP_HELP);
  documented(notify.command('test'), EXAMPLES)
    .description('Send a test message to the configured channels and say what came back.')
    .argument('[channel]', 'name of one channel; default: all of them')
    .option('--config <file>', 'configuration file')
    .action((name: string | undefined, options: TestOptions) =>
      answering(options, async () => {
        const { testChannels } = require('../test-channels') as typeof TestChannels;
        const channels = await testChannels({ env: context.env, configFile: options.config, name });
        const delivered = channels.every(({ outcome }) => outcome === 'delivered');
        return {
          exitCode: delivered ? EXIT.done : EXIT.error,
          json: { channels },
          text: channels.map((channel) => lineOf(channel, context.terminal)).join('\n'),
        };
      }),
    );
}

function lineOf({ channel, kind, outcome, why, milliseconds }: TestedChannel, terminal: Terminal): string {
  const named = `${channel} (${kind})`;
  switch (outcome) {
    case 'delivered':
      return `${terminal.style('green', '✔')} ${named}: took the test message after ${milliseconds} ms; look whether it is there`;
    case 'refused':
      return `${terminal.style('red', '✘')} ${named}: ${why}; a run would not try again`;
    case 'failed':
      return `${terminal.style('yellow', '!')} ${named}: ${why}; a run would try again for an hour`;
  }
}
