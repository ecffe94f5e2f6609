import { personOption } from '../person-option';
import type { Command } from 'commander';
import {
  aboutPreparation,
  documented,
  withRun,
  type Answering,
  workflowIdOf,
  type RunName,
} from '../command-help';
import type { CommandContext } from '../command-context';
import { sendRetry } from '../decide/decide';

interface RetryOptions extends RunName {
  readonly by?: string;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep retry photos', 'npx prep retry photos --by li.wei'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.retry;
  documented(aboutPreparation(program.command('retry'), context), EXAMPLES, context)
    .description(help.description)
    .option('--by <name>', help.by, personOption('--by'))
    .action((bucket: string | undefined, options: RetryOptions) =>
      answering(options, () => {
        const workflowId = workflowIdOf(bucket, options);
        return withRun(context, 'retry', workflowId, (preparations) =>
          sendRetry(preparations, workflowId, options.by, context),
        );
      }),
    );
}
