import type { Command } from 'commander';
import { migrationWorkflowId } from '../../contracts/names';
import type { CommandContext } from '../command-context';
import { documented, withRun, workflowIdOf, type Answering, type RunName } from '../command-help';
import { requestCutOver } from '../migrate/request-cut-over';
import { personOption } from '../person-option';

interface CutOverOptions extends RunName {
  readonly by: string;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep cut-over photos --by li.wei',
  'npx prep cut-over --id migrate/photos --by li.wei --json',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.cutOver;
  documented(program.command('cut-over'), EXAMPLES, context)
    .description(help.description)
    .argument('[bucket]', help.bucket)
    .option('--id <workflow-id>', help.id)
    .requiredOption('--by <name>', help.by, personOption('--by'))
    .action((bucket: string | undefined, options: CutOverOptions) =>
      answering(options, () => {
        const workflowId = workflowIdOf(bucket, options, migrationWorkflowId);
        return withRun(context, 'cut-over', workflowId, (preparations) =>
          requestCutOver(preparations, workflowId, options.by, context),
        );
      }),
    );
}
