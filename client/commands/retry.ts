import type { Command } from 'commander';
import { personArgument } from '../person-argument';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { sendRetry } from '../decide';
import { workflowIdOf, type RunName } from '../which-run';

interface RetryOptions extends RunName {
  readonly by?: string;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep retry photos', 'npx prep retry photos --by li.wei'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('retry')), EXAMPLES)
    .description(
      'Go on with a preparation that action required, after its problem was cured. Done steps are not repeated.',
    )
    .option('--by <name>', 'who cured it', personArgument)
    .action((bucket: string | undefined, options: RetryOptions) =>
      answering(options, () => {
        const workflowId = workflowIdOf(bucket, options);
        return withPreparations(context, (preparations) => sendRetry(preparations, workflowId, options.by));
      }),
    );
}
