import type { Command } from 'commander';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { exitCodeOf, standingJson, standingOf } from '../run-status';
import { standingText } from '../status-text';
import { workflowIdOf, type RunName } from '../which-run';

interface StatusOptions extends RunName {
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep status photos', 'npx prep status --id prepare/photos --json'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('status')), EXAMPLES)
    .description('Show where a preparation stands, and the exact command for what it waits for.')
    .action((bucket: string | undefined, options: StatusOptions) =>
      answering(options, () => status(workflowIdOf(bucket, options), context)),
    );
}

function status(workflowId: string, context: CommandContext) {
  return withPreparations(context, async (preparations) => {
    const standing = await standingOf(preparations, workflowId);
    const link = preparations.linkOf(workflowId);
    return {
      exitCode: exitCodeOf(standing),
      json: standingJson(standing, link),
      text: standingText(standing, link, context.terminal),
    };
  });
}
