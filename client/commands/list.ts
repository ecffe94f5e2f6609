import type { Command } from 'commander';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { personOption } from '../person-option';
import type * as ListAnswer from '../runs/list-answer';
import type { ListOptions } from '../runs/list-answer';
import { phrase } from '../../presentation/words/words';

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
    .option('--limit <n>', help.limit, limitOption, LIMIT)
    .action((options: ListOptions) =>
      answering(options, () => {
        const { list } = require('../runs/list-answer') as typeof ListAnswer;
        return list(options, context);
      }),
    );
}

function limitOption(text: string): number {
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > MAX_LIMIT) {
    throw new CommandError('InvalidInput', phrase('command.notALimit', { max: MAX_LIMIT }));
  }
  return limit;
}
