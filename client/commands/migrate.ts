import type { Command } from 'commander';
import { MAX_ROUND, OVERWRITE_MODES } from '../../contracts/migration/migration';
import type { CommandContext } from '../command-context';
import { documented, type Answering } from '../command-help';
import type { MigrateOptions } from '../migrate/migrate-options';
import type * as StartMigration from '../migrate/start-migration';
import { choiceOption, durationOption, wholeNumber } from '../option-values';
import { personOption } from '../person-option';

const MAX_MEGABITS = 1_000_000;
const MAX_FILES = 100_000;

const EXAMPLES = [
  'npx prep migrate photos',
  'npx prep migrate photos --wait --timeout "2 hours" --json',
  'npx prep migrate photos --max-bandwidth 500 --requested-by li.wei',
  'npx prep migrate photos --every "6 hours"',
  'npx prep migrate photos --round 2 --overwrite "if newer"',
  'npx prep approve --id migrate/photos --approver wang.fang',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const { migrate: help, byDefault } = context.words.help;
  documented(program.command('migrate'), EXAMPLES, context)
    .description(help.description)
    .argument('<bucket>', help.bucket)
    .option('--id <workflow-id>', `${help.id}${byDefault('migrate/BUCKET')}`)
    .option('--prepared <workflow-id>', `${help.prepared}${byDefault('prepare/BUCKET')}`)
    .option('--source-key <use>', help.sourceKey, choiceOption('--source-key', ['use']))
    .option(
      '--overwrite <mode>',
      `${help.overwrite}${byDefault('if newer')}`,
      choiceOption('--overwrite', OVERWRITE_MODES),
    )
    .option('--max-bandwidth <mbit/s>', help.bandwidth, wholeNumber('--max-bandwidth', MAX_MEGABITS))
    .option('--max-files <n>', help.files, wholeNumber('--max-files', MAX_FILES))
    .option('--round <n>', `${help.round}${byDefault('1')}`, wholeNumber('--round', MAX_ROUND))
    .option('--every <duration>', help.every, durationOption('--every'))
    .option('--no-verify', help.noVerify)
    .option('--requested-by <name>', help.requestedBy, personOption('--requested-by'))
    .option('--wait', help.wait)
    .option('--timeout <duration>', help.timeout, durationOption('--timeout'))
    .action((bucket: string, options: MigrateOptions) =>
      answering(options, () => {
        const { startMigration } = require('../migrate/start-migration') as typeof StartMigration;
        return startMigration(bucket, options, context);
      }),
    );
}
