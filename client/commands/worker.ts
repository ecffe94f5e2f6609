import type { Command } from 'commander';
import type * as RunWorker from '../../worker/run-worker';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';

interface WorkerOptions {
  readonly config?: string;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep worker', 'npx prep worker --config /etc/prep/prep.toml'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.worker;
  documented(program.command('worker'), EXAMPLES, context)
    .description(help.description)
    .option('--config <file>', help.config)
    .action((options: WorkerOptions) =>
      answering(options, async () => {
        const { runWorker } = require('../../worker/run-worker') as typeof RunWorker;
        await runWorker({ env: context.env, configFile: options.config });
        return { exitCode: EXIT.done, json: { stopped: true }, text: '' };
      }),
    );
}
