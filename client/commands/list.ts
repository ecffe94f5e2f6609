import type { Command } from 'commander';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import type * as ListAnswer from '../runs/list-answer';
import type { ListOptions } from '../runs/list-answer';
import { wholeNumber } from '../option-values';
import { personOption } from '../person-option';

const EXAMPLES = [
  'npx prep list',
  'npx prep list --phase waiting-for-approval',
  'npx prep list --action-required --json',
  'npx prep list --mine --all',
];
const LIMIT = 50;
const MAX_LIMIT = 1000;

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.list;
  documented(program.command('list'), EXAMPLES, context)
    .description(help.description)
    .option('--phase <phase>', help.phase)
    .option('--action-required', help.actionRequired)
    .option('--mine', help.mine)
    .option('--by <name>', help.by, personOption('--by'))
    .option('--all', help.all)
    .option('--limit <n>', help.limit, wholeNumber('--limit', MAX_LIMIT), LIMIT)
    .action((options: ListOptions) =>
      answering(options, () => {
        const { list } = require('../runs/list-answer') as typeof ListAnswer;
        return list(options, context);
      }),
    );
}
