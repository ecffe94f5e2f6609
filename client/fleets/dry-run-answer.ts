import type { FleetResult } from '../../contracts/runs/fleet';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { EXIT, type ExitCode } from '../exit-codes';
import { dryRunText } from './dry-run-text';

/** What a dry run of a fleet of that name showed. */
export function dryRunAnswer(result: FleetResult, called: string, context: CommandContext): Answer {
  return {
    exitCode: dryRunExitCode(result),
    json: { ...result, fleet: called, workflowId: result.run.workflowId, state: 'completed' },
    text: dryRunText(result, context),
  };
}

/** As of what would need somebody first; what merely waits or has ended well is no fault of a dry run. */
function dryRunExitCode({ planned = [] }: FleetResult): ExitCode {
  const bad = planned.filter(({ problem }) => problem !== undefined);
  if (bad.some(({ found }) => found === null || found === 'action required')) {
    return EXIT.actionRequired;
  }
  return bad.length > 0 ? EXIT.error : EXIT.done;
}
