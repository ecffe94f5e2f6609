import type { Command } from 'commander';
import type * as RunDoctor from '../doctor/run-doctor';
import { worstOutcome } from '../doctor/doctor-report';
import { renderDoctorReport } from '../doctor/render-report';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';

interface DoctorOptions {
  readonly bucket?: string;
  readonly profile?: string;
  readonly config?: string;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep doctor', 'npx prep doctor --bucket photos --json'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(program.command('doctor'), EXAMPLES)
    .description(
      'Check configuration, files, Temporal and both clouds without changing anything, and say what to put right.',
    )
    .option('--bucket <name>', 'a KS3 bucket that must be listed, located and read')
    .option('--profile <name>', 'source profile of that bucket')
    .option('--config <file>', 'configuration file')
    .action((options: DoctorOptions) =>
      answering(options, async () => {
        const { runDoctor } = require('../doctor/run-doctor') as typeof RunDoctor;
        const { bucket, profile, config } = options;
        const report = await runDoctor({ env: context.env, configFile: config, bucket, profile });
        const outcome = worstOutcome(report);
        return {
          exitCode: outcome === 'problem' ? EXIT.error : EXIT.done,
          json: { outcome, checks: report.checks },
          text: renderDoctorReport(report, context.terminal).trimEnd(),
        };
      }),
    );
}
