import { say } from '../../presentation/words/words';
import type { Command } from 'commander';
import { paragraph, visible } from '../../presentation/text/foreign-text';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { follow } from '../follow';
import { viewFor } from '../follow-view';
import { isLifecycleResult } from '../../contracts/credential-lifecycle';
import { endedWell, exitCodeOf, standingJson, type RunStatus } from '../run-status';
import { nextText, planText } from '../status-text';
import type { Terminal } from '../terminal';
import { runArgument } from '../../contracts/run-commands';
import { workflowIdOf, type RunName } from '../which-run';

interface WatchOptions extends RunName {
  readonly untilInput?: true;
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep watch photos', 'npx prep watch photos --until-input'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('watch')), EXAMPLES)
    .description('Follow a preparation until it ends: redrawn on a terminal, a line per change otherwise.')
    .option('--until-input', 'end also when it waits for a person (exit code 3 or 5)')
    .action((bucket: string | undefined, options: WatchOptions) =>
      answering(options, () => watch(workflowIdOf(bucket, options), options, context)),
    );
}

function watch(workflowId: string, options: WatchOptions, context: CommandContext) {
  const { terminal, pause } = context;
  const view = viewFor(terminal, options.json === true);
  return withPreparations(context, async (preparations) => {
    const standing = await follow(
      preparations,
      workflowId,
      { input: options.untilInput === true },
      view,
      pause,
    );
    return {
      exitCode: exitCodeOf(standing),
      json: standingJson(standing, preparations.linkOf(workflowId)),
      text: flush(standing, terminal),
    };
  });
}

/** What the view has not shown: the plan and the command where it waits, the outcome where it ended. */
function flush(standing: RunStatus, terminal: Terminal): string {
  switch (standing.kind) {
    case 'open': {
      const { approval, phase } = standing.status;
      const plan = approval !== null && phase.name === 'waiting for approval' ? [planText(approval)] : [];
      return [...plan, nextText(standing.status, terminal)].join('\n\n');
    }
    case 'ended': {
      const { outcome, summary } = standing.result;
      const told = `${terminal.style(endedWell(standing.result) ? 'green' : 'red', outcome)}: ${visible(say('en', summary))}`;
      return isLifecycleResult(standing.result)
        ? told
        : `${told}\nThe report: npx prep report ${runArgument(standing.run.workflowId)}`;
    }
    case 'failed':
      return terminal.style('red', paragraph(`${standing.run.state}: ${standing.message}`));
  }
}
