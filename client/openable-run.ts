import { CommandError } from './command-error';
import { orEarlierDelivery } from './earlier-delivery';
import { openableOf, type Openable } from './open-credentials';
import type { Preparations } from './preparations';
import { NOT_VERIFIED } from './verify-result';
import { resultOf, standingOf, tellUnverified } from './run-status';

/**
 * The sealed credentials of a run: of its result, or of a rotation also before it has one, since the new AccessKey has
 * to be in use before the rotation ends.
 *
 * @param tell is told where they are of another run than the latest
 * @throws CommandError `NoResult` where there are none (yet)
 */
export async function openableOfRun(
  preparations: Preparations,
  workflowId: string,
  tell: (said: string) => void,
): Promise<Openable> {
  const latest = await standingOf(preparations, workflowId);
  if (latest.kind === 'open' && workflowId.startsWith('rotate/')) {
    const sealed = await preparations.sealed(workflowId);
    if (sealed === null) {
      throw new CommandError('NoResult', `${workflowId} has not issued a new AccessKey yet.`);
    }
    if (preparations.verify(sealed, latest.run) === 'not verified') {
      tell(NOT_VERIFIED);
    }
    return sealed;
  }
  const standing = await orEarlierDelivery(preparations, latest, tell);
  tellUnverified(standing, tell);
  return openableOf(standing.kind === 'ended' ? standing.result : resultOf(standing));
}
