import type { Command } from 'commander';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import type * as TestChannels from '../test-channels';
import type { TestedChannel } from '../test-channels';

interface TestOptions {
  readonly config?: string;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep notify test', 'npx prep notify test ops --config /etc/prep/prep.toml --json'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const { notify: help, ownHelp, examples } = context.words.help;
  const notify = program
    .command('notify')
    .description(help.description)
    .addHelpText(
      'after',
      `\n${ownHelp('--config, --json')}\n\n${examples}\n${EXAMPLES.map((one) => `  $ ${one}`).join('\n')}`,
    );
  documented(notify.command('test'), EXAMPLES, context)
    .description(help.test.description)
    .argument('[channel]', help.test.channel)
    .option('--config <file>', help.test.config)
    .action((name: string | undefined, options: TestOptions) =>
      answering(options, async () => {
        const { testChannels } = require('../test-channels') as typeof TestChannels;
        const channels = await testChannels({ env: context.env, configFile: options.config, name });
        const delivered = channels.every(({ outcome }) => outcome === 'delivered');
        return {
          exitCode: delivered ? EXIT.done : EXIT.error,
          json: { channels: channels.map((channel) => ({ ...channel, why: context.say(channel.why) })) },
          text: channels.map((channel) => lineOf(channel, context)).join('\n'),
        };
      }),
    );
}

function lineOf(
  { channel, kind, outcome, why, milliseconds }: TestedChannel,
  { terminal, words, say }: CommandContext,
): string {
  const { notify } = words.terminal;
  const named = `${channel} (${kind})`;
  switch (outcome) {
    case 'delivered':
      return `${terminal.style('green', '✔')} ${notify.delivered(named, milliseconds)}`;
    case 'refused':
      return `${terminal.style('red', '✘')} ${notify.refused(named, say(why))}`;
    case 'failed':
      return `${terminal.style('yellow', '!')} ${notify.failed(named, say(why))}`;
  }
}
