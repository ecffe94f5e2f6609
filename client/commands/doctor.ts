import type { Command } from 'commander';
import type * as RunDoctor from '../doctor/run-doctor';
import { worstOutcome } from '../doctor/doctor-report';
import { inWords, renderDoctorReport } from '../doctor/render-report';
import { documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';

interface DoctorOptions {
  readonly bucket?: string;
  readonly profile?: string;
  readonly config?: string;
  readonly fix?: true;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep doctor', 'npx prep doctor --bucket photos --json', 'npx prep doctor --fix'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.doctor;
  documented(program.command('doctor'), EXAMPLES, context)
    .description(help.description)
    .option('--bucket <name>', help.bucket)
    .option('--profile <name>', help.profile)
    .option('--config <file>', help.config)
    .option('--fix', help.fix)
    .action((options: DoctorOptions) =>
      answering(options, async () => {
        const { runDoctor } = require('../doctor/run-doctor') as typeof RunDoctor;
        const { bucket, profile, config, fix } = options;
        const report = await runDoctor({ env: context.env, configFile: config, bucket, profile, fix });
        const outcome = worstOutcome(report);
        return {
          exitCode: outcome === 'problem' ? EXIT.error : EXIT.done,
          json: { outcome, checks: report.checks.map((check) => inWords(check, context)) },
          text: renderDoctorReport(report, context).trimEnd(),
        };
      }),
    );
}
