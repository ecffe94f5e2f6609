import type { Command } from 'commander';
import { cancelRun } from '../runs/cancel-run';
import {
  aboutPreparation,
  documented,
  withRun,
  workflowIdOf,
  type Answering,
  type RunName,
} from '../command-help';
import type { CommandContext } from '../command-context';

interface CancelOptions extends RunName {
  readonly reason?: string;
  readonly wait: boolean;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep cancel photos --reason "wrong destination"',
  'npx prep cancel --id prepare/photos --no-wait',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.cancel;
  documented(aboutPreparation(program.command('cancel'), context), EXAMPLES, context)
    .description(help.description)
    .option('--reason <text>', help.reason)
    .option('--no-wait', help.noWait)
    .action((bucket: string | undefined, options: CancelOptions) =>
      answering(options, () => {
        const workflowId = workflowIdOf(bucket, options);
        return withRun(context, 'cancel', workflowId, (preparations) =>
          cancelRun(preparations, workflowId, options, context),
        );
      }),
    );
}
