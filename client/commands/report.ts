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
import { formatOfFile } from '../format-of-file';
import { REPORT_FORMATS, type ReportFormat } from '../../presentation/report/render-report';
import { reportFormat, writeReport } from '../terminal/write-report';

interface ReportOptions extends RunName {
  readonly format?: ReportFormat;
  readonly out?: string;
  readonly force?: true;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep report photos',
  'npx prep report photos --format html -o report.html',
  'npx prep report photos --format markdown --out report.md',
  'npx prep report photos --format json --out result.json',
  'npx prep report --id migrate/photos --format html -o migration.html',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.report;
  documented(aboutPreparation(program.command('report'), context), EXAMPLES, context)
    .description(help.description)
    .option('--format <format>', help.format, reportFormat)
    .option('-o, --out <file>', help.out)
    .option('--force', help.force)
    .action((bucket: string | undefined, options: ReportOptions) =>
      answering(options, () => {
        const workflowId = workflowIdOf(bucket, options);
        const { format = formatOfFile(options.out, REPORT_FORMATS) } = options;
        return withRun(context, 'report', workflowId, (preparations) =>
          writeReport(preparations, workflowId, { ...options, format }, context),
        );
      }),
    );
}
