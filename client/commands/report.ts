import { Option, type Command } from 'commander';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { REPORT_FORMATS, writeReport, type ReportFormat } from '../write-report';
import { workflowIdOf, type RunName } from '../which-run';

interface ReportOptions extends RunName {
  readonly format: ReportFormat;
  readonly out?: string;
  readonly force?: true;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep report photos',
  'npx prep report photos --format markdown --out report.md',
  'npx prep report photos --format json --out result.json',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('report')), EXAMPLES)
    .description(
      'Print what came of a preparation: the filled job form, the whole report, or the result as JSON.',
    )
    .addOption(
      new Option('--format <format>', 'text: the job form; markdown: everything; json: the result itself')
        .choices(REPORT_FORMATS)
        .default('text'),
    )
    .option('--out <file>', 'write it to a file that only you can read, in the place of printing it')
    .option('--force', 'replace the file of --out')
    .action((bucket: string | undefined, options: ReportOptions) =>
      answering(options, () => {
        const workflowId = workflowIdOf(bucket, options);
        return withPreparations(context, (preparations) =>
          writeReport(preparations, workflowId, options, (said) => context.terminal.warn(said)),
        );
      }),
    );
}
