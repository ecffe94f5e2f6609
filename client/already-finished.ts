import { statusCommand } from '../contracts/run-commands';
import { CommandError } from './command-error';
import type { RunState } from './preparations';

/** A run ended before what was to be sent to it. */
export function alreadyFinished({ workflowId, state }: RunState): CommandError {
  return new CommandError(
    'AlreadyFinished',
    `${workflowId} has ended already (${state}), so nothing was sent. See what came of it: ${statusCommand(workflowId)}`,
  );
}
