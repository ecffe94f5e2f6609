import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import { openOwner } from '../trust/owner-at-work';
import type { RunHistory } from '../trust/run-history';
import type { Identity } from './identity';

/**
 * Makes sure that no other open run of the preparation works with the user, as one that a Schedule or a person started
 * under another workflow ID does: taken over, it could not finish. One that has ended left its user to the next. Changes
 * nothing.
 *
 * @throws PrepError `UserOfOpenRun`
 */
export async function requireNoOpenRun(
  user: Identity,
  history: Pick<RunHistory, 'runningPreparations' | 'isOpen'>,
  signal: AbortSignal,
): Promise<void> {
  const mark = user.ownership.of(user.on, (await user.find(signal)) ?? undefined);
  if (mark.owner !== 'this preparation' || mark.state !== 'made' || mark.byThisWorkflow) {
    return;
  }
  const workflowId = await openOwner(mark.by, history, signal);
  if (workflowId !== null) {
    throw new PrepError('UserOfOpenRun', {
      resource: user.what,
      detail: phrase('lifecycle.atWork', { workflowId: named(workflowId) }),
    });
  }
}
