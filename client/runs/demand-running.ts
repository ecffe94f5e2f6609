import { statusCommand } from '../../contracts/runs/run-commands';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import type { Preparations, RunState } from './preparations';
import { exitCodeWithout, runIfAny } from './run-status';

/**
 * The run that something is to be sent to.
 *
 * @throws CommandError `AlreadyFinished` if it has ended, with exit code 4 if it was rejected; `NotFound`
 */
export async function demandRunning(preparations: Preparations, workflowId: string): Promise<RunState> {
  const run = await preparations.describe(workflowId);
  if (run.state !== 'running') {
    const found = await runIfAny(preparations, workflowId);
    const about = { workflowId: named(workflowId), state: run.state, see: statusCommand(workflowId) };
    const exitCode = exitCodeWithout(found?.kind === 'ended' ? found.result : null);
    throw new CommandError('AlreadyFinished', phrase('command.alreadyFinished', about), exitCode);
  }
  return run;
}
