import { isLifecycleResult } from '../../contracts/credentials/credential-lifecycle';
import { CommandError } from '../command-error';
import { openableOf, type Openable } from './open-credentials';
import type { Preparations } from '../runs/preparations';
import { tellSinceDelivery } from '../runs/since-delivery';
import { NOT_VERIFIED } from '../runs/verify-result';
import { deliveredOrLatest, latestOrScheduled, resultOf, tellUnverified } from '../runs/run-status';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * The sealed credentials of a run: from its result, or of a rotation also before it has one, since the new AccessKey
 * must be in use before the rotation ends.
 *
 * @param tell called if they are of another run than the latest
 * @throws CommandError `NoResult` if there are none (yet)
 */
export async function openableOfRun(
  preparations: Preparations,
  workflowId: string,
  tell: (said: Said) => void,
): Promise<Openable> {
  const latest = await latestOrScheduled(preparations, workflowId);
  if (latest.kind === 'open' && workflowId.startsWith('rotate/')) {
    const sealed = await preparations.sealed(workflowId);
    if (sealed === null) {
      throw new CommandError('NoResult', phrase('command.notIssuedYet', { workflowId }));
    }
    if (preparations.verify(sealed, latest.run) === 'not verified') {
      tell(NOT_VERIFIED);
    }
    return sealed;
  }
  const found = await deliveredOrLatest(preparations, latest, tell);
  tellUnverified(found, tell);
  await tellSinceDelivery(preparations, found, tell);
  const result = found.kind === 'ended' && isLifecycleResult(found.result) ? found.result : resultOf(found);
  return openableOf(result);
}
