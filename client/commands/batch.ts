import type { Command } from 'commander';
import { FLEET_REPORT_FORMATS, type FleetReportFormat } from '../../contracts/runs/fleet';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { collect, documented, withPreparations, type Answering } from '../command-help';
import { formatOfFile } from '../format-of-file';
import { fleetIdOf } from '../fleets/fleet-name';
import type * as DecidePlans from '../fleets/decide-plans';
import type { DecideFleetOptions } from '../fleets/decide-plans';
import type * as FleetCommands from '../fleets/fleet-commands';
import type * as StartFleet from '../fleets/start-fleet';
import type { StartFleetOptions } from '../fleets/start-fleet';
import type * as WaitingPlans from '../fleets/waiting-plans';
import { sharedInputOptions } from '../input-options';
import type { Preparations } from '../runs/preparations';
import { choiceOption, digestOption, durationOption, remarkOption, wholeNumber } from '../option-values';
import { personOption } from '../person-option';

interface OneOptions {
  readonly id?: string;
  readonly json?: boolean;
}

const GROUP_EXAMPLES = `  $ npx prep batch start --file buckets.csv --dry-run
  $ npx prep batch start --match 'photos-*' --to-region cn-beijing
  $ npx prep batch plans buckets --out plans.json
  $ npx prep batch approve buckets --approver li.wei --plans plans.json`;
const MAX_CONCURRENCY = 200;
const LIMIT = 50;
const MAX_LIMIT = 1000;

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const { batch: help, ownHelp, examples } = context.words.help;
  const group = program
    .command('batch')
    .description(help.description)
    .addHelpText('after', `\n${ownHelp('--json')}\n\n${examples}\n${GROUP_EXAMPLES}`);
  addStart(group, context, answering);
  addPlans(group, context, answering);
  for (const decision of ['approve', 'reject'] as const) {
    addDecision(decision, group, context, answering);
  }

  const one = (name: string, description: string, more: string[] = []) =>
    documented(group.command(name), [`npx prep batch ${name} photos`, ...more], context)
      .description(description)
      .argument('[name]', help.name)
      .option('--id <workflow-id>', help.id);
  const about = <Options extends OneOptions>(
    command: Command,
    work: (
      commands: typeof FleetCommands,
      runs: Preparations,
      fleetId: string,
      options: Options,
    ) => Promise<Answer>,
  ) =>
    command.action((name: string | undefined, options: Options) =>
      answering(options, () => {
        const commands = require('../fleets/fleet-commands') as typeof FleetCommands;
        const fleetId = fleetIdOf(name, options);
        return withPreparations(context, (runs) => work(commands, runs, fleetId, options));
      }),
    );

  about<OneOptions & { readonly phase?: string; readonly all?: true }>(
    one('status', help.status, ['npx prep batch status photos --phase failed --json'])
      .option('--phase <phase>', help.phase)
      .option('--all', help.allBuckets),
    ({ showFleet }, runs, id, options) => showFleet(runs, id, options, context),
  );
  about<OneOptions & { readonly timeout?: number }>(
    one('watch', help.watch).option(
      '--timeout <duration>',
      context.words.help.watch.timeout,
      durationOption('--timeout'),
    ),
    ({ watchFleet }, runs, id, options) => watchFleet(runs, id, options, context),
  );
  about<OneOptions & { readonly by?: string }>(
    one('retry', help.retry).option('--by <name>', context.words.help.retry.by, personOption('--by')),
    ({ retryFleet }, runs, id, options) => retryFleet(runs, id, options, context),
  );
  about<OneOptions & { readonly reason?: string; readonly wait: boolean }>(
    one('cancel', help.cancel)
      .option('--reason <text>', context.words.help.cancel.reason)
      .option('--no-wait', context.words.help.cancel.noWait),
    ({ cancelFleet }, runs, id, options) => cancelFleet(runs, id, options, context),
  );
  about<OneOptions & { readonly format?: FleetReportFormat; readonly out?: string; readonly force?: true }>(
    one('report', help.report, ['npx prep batch report photos -o photos.html'])
      .option(
        '--format <format>',
        help.format(FLEET_REPORT_FORMATS.join(', ')),
        choiceOption('--format', FLEET_REPORT_FORMATS),
      )
      .option('-o, --out <file>', context.words.help.report.out)
      .option('--force', context.words.help.report.force),
    ({ reportFleet }, runs, id, options) => {
      const { format = formatOfFile(options.out, FLEET_REPORT_FORMATS) } = options;
      return reportFleet(runs, id, { ...options, format }, context);
    },
  );
  documented(group.command('list'), ['npx prep batch list', 'npx prep batch list --all --json'], context)
    .description(help.list)
    .option('--all', help.allFleets)
    .option('--limit <n>', context.words.help.list.limit, wholeNumber('--limit', MAX_LIMIT), LIMIT)
    .action((options: OneOptions & { readonly all?: true; readonly limit: number }) =>
      answering(options, () => {
        const { listFleets } = require('../fleets/fleet-commands') as typeof FleetCommands;
        return withPreparations(context, (runs) => listFleets(runs, options, context));
      }),
    );
}

function addStart(group: Command, context: CommandContext, answering: Answering): void {
  const { batch: help, start } = context.words.help;
  const command = documented(
    group.command('start'),
    [
      'npx prep batch start --file buckets.csv --dry-run',
      'npx prep batch start wave-1 --file buckets.csv --to-region cn-beijing --recipient age1… --wait',
      "npx prep batch start --match 'photos-*' --concurrency 10 --json",
    ],
    context,
  )
    .description(help.start)
    .argument('[name]', help.startName)
    .option('--file <csv>', help.file)
    .option('--match <pattern>', help.match, collect);
  sharedInputOptions(command, context, help.input)
    .option('--concurrency <n>', help.concurrency, wholeNumber('--concurrency', MAX_CONCURRENCY))
    .option('--dry-run', help.dryRun)
    .option('--again', help.again)
    .option('--wait', help.wait)
    .option('--timeout <duration>', start.timeout, durationOption('--timeout'))
    .action((name: string | undefined, options: StartFleetOptions) =>
      answering(options, () => {
        const { startFleet } = require('../fleets/start-fleet') as typeof StartFleet;
        return startFleet(name, options, context);
      }),
    );
}

function addPlans(group: Command, context: CommandContext, answering: Answering): void {
  const { batch: help, report } = context.words.help;
  documented(
    group.command('plans'),
    ['npx prep batch plans photos', 'npx prep batch plans photos --out plans.json'],
    context,
  )
    .description(help.plans)
    .argument('[name]', help.name)
    .option('--id <workflow-id>', help.id)
    .option('-o, --out <file>', help.plansOut)
    .option('--force', report.force)
    .action(
      (name: string | undefined, options: OneOptions & { readonly out?: string; readonly force?: true }) =>
        answering(options, () => {
          const { showPlans } = require('../fleets/waiting-plans') as typeof WaitingPlans;
          const fleetId = fleetIdOf(name, options);
          return withPreparations(context, (runs) => showPlans(runs, fleetId, options, context));
        }),
    );
}

const DECISION_EXAMPLES = {
  approve: [
    'npx prep batch approve photos --approver li.wei --plans plans.json',
    'npx prep batch approve photos --approver li.wei --digest 3f2a… --key ~/.ssh/id_ed25519',
  ],
  reject: ['npx prep batch reject photos --approver li.wei --plans plans.json --reason "wrong account"'],
};

function addDecision(
  decision: 'approve' | 'reject',
  group: Command,
  context: CommandContext,
  answering: Answering,
): void {
  const { batch: help, [decision]: one } = context.words.help;
  const remark = decision === 'approve' ? '--comment' : '--reason';
  documented(group.command(decision), DECISION_EXAMPLES[decision], context)
    .description(help[decision])
    .argument('[name]', help.name)
    .option('--id <workflow-id>', help.id)
    .requiredOption('--approver <name>', one.approver, personOption('--approver'))
    .option('--plans <file>', help.plansFile)
    .option('--digest <sha256>', help.digest, digestOption)
    .option(`${remark} <text>`, one.comment, remarkOption(remark))
    .option('--key <file>', help.key)
    .action((name: string | undefined, options: DecideFleetOptions & OneOptions) =>
      answering(options, () => {
        const { decidePlans } = require('../fleets/decide-plans') as typeof DecidePlans;
        const fleetId = fleetIdOf(name, options);
        return withPreparations(context, (runs) => decidePlans(runs, decision, fleetId, options, context));
      }),
    );
}
