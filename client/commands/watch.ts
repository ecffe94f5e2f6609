import type { Command } from 'commander';
import { paragraph, visible } from '../../presentation/text/foreign-text';
import { aboutPreparation, documented, withShownRun, type Answering, type RunName } from '../command-help';
import type { CommandContext } from '../command-context';
import { durationOption } from '../option-values';
import { EXIT } from '../exit-codes';
import { follow } from '../runs/follow';
import { viewFor } from '../terminal/follow-view';
import { isMigrationResult } from '../../contracts/migration/migration';
import { isLifecycleResult } from '../../contracts/credentials/credential-lifecycle';
import { endedWell, exitCodeOf, statusJson, waitsForPerson, type RunStatus } from '../runs/run-status';
import { nextText, planText } from '../terminal/status-text';
import { reportCommand } from '../../contracts/runs/run-commands';

interface WatchOptions extends RunName {
  readonly untilInput?: true;
  readonly timeout?: number;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep watch photos', 'npx prep watch photos --until-input'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.watch;
  documented(aboutPreparation(program.command('watch'), context), EXAMPLES, context)
    .description(help.description)
    .option('--until-input', help.untilInput)
    .option('--timeout <duration>', help.timeout, durationOption('--timeout'))
    .action((bucket: string | undefined, options: WatchOptions) =>
      answering(options, () => watch(bucket, options, context)),
    );
}

function watch(bucket: string | undefined, options: WatchOptions, context: CommandContext) {
  const view = viewFor(context, options.json === true);
  const until = { input: options.untilInput === true, withinMs: options.timeout };
  return withShownRun(context, 'watch', { bucket, id: options.id }, async (preparations, workflowId) => {
    const found = await follow(preparations, workflowId, until, view, context.pause);
    return {
      exitCode: hasTimedOut(found, until.input) ? EXIT.stillRunning : exitCodeOf(found),
      json: statusJson(found, preparations.linkOf(workflowId), context.say),
      text: flush(found, context),
    };
  });
}

/** Only the time that was given ends it while the run is open, unless it was to end where a person has to act. */
function hasTimedOut(found: RunStatus, untilInput: boolean): boolean {
  return found.kind === 'open' && !(untilInput && waitsForPerson(found));
}

/** What the view has not shown: the plan and the command if it waits, the outcome if it has ended. */
function flush(found: RunStatus, context: CommandContext): string {
  const { terminal, words, say } = context;
  const { titled, outcomes, runStates, prepared } = words.terminal;
  switch (found.kind) {
    case 'open': {
      const { approval, phase } = found.status;
      const plan =
        approval !== null && phase.name === 'waiting for approval'
          ? [planText(found.status, approval, context)]
          : [];
      return [...plan, nextText(found.status, context)].join('\n\n');
    }
    case 'ended': {
      const { outcome, summary } = found.result;
      const style = endedWell(found.result) ? 'green' : 'red';
      const said = titled(terminal.style(style, outcomes[outcome] ?? outcome), visible(say(summary)));
      return isLifecycleResult(found.result) || isMigrationResult(found.result)
        ? said
        : `${said}\n${prepared.report(reportCommand(found.run.workflowId))}`;
    }
    case 'failed': {
      const state = runStates[found.run.state] ?? found.run.state;
      return terminal.style('red', paragraph(titled(state, say(found.message))));
    }
  }
}
