import { CommandError } from './command-error';
import { openableOf, type Openable } from './open-credentials';
import type { Preparations } from './preparations';
import { resultOf, standingOf } from './standing';

/**
 * The sealed credentials of a run: of its result, or of a rotation also before it has one, since the new AccessKey has
 * to be in use before the rotation ends.
 *
 * @throws CommandError `NoResult` where there are none (yet)
 */
export async function openableOfRun(preparations: Preparations, workflowId: string): Promise<Openable> {
  const standing = await standingOf(preparations, workflowId);
  if (standing.kind === 'ended') {
    return openableOf(standing.result);
  }
  if (standing.kind === 'open' && workflowId.startsWith('rotate/')) {
    const sealed = await preparations.sealed(workflowId);
    if (sealed === null) {
      throw new CommandError('NoResult', `${workflowId} has not issued a new AccessKey yet.`);
    }
    return sealed;
  }
  return openableOf(resultOf(standing));
}
