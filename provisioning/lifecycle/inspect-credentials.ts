import type { FoundCredentials } from '../../contracts/credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import { isBelievedGone, type Attempt } from '../trust/attempt';
import { ownerAtWork } from '../trust/owner-at-work';
import type { RunHistory } from '../trust/run-history';
import { atWorkInWords, findUser } from './delivered-user';
import { policiesAmong, type Identity } from '../identity/identity';

/**
 * Reads what the user has, changing nothing. Something counts as missing only after several attempts. Leftovers of an
 * ended run are distinguished from what a run still works with.
 *
 * @throws PrepError `RamNotVisibleYet` or `IamNotVisibleYet`
 */
export async function inspectCredentials(
  identity: Identity,
  attempt: Attempt,
  history: Pick<RunHistory, 'runningPreparations'>,
  signal: AbortSignal,
): Promise<FoundCredentials> {
  const user = await findUser(identity, signal);
  if (user.found === 'nothing' && !isBelievedGone(attempt)) {
    throw new PrepError(identity.words.notVisibleYet, { resource: identity.what });
  }
  if (user.found !== 'marked') {
    return user;
  }
  const { mark } = user;
  if (mark.state === 'made') {
    const owner = await ownerAtWork(mark.by, history, signal);
    return owner === null
      ? { found: 'left behind', why: phrase('lifecycle.neverDelivered') }
      : { found: 'kept', why: atWorkInWords(owner) };
  }
  const [keys, attached, besides] = await Promise.all([
    identity.listKeys(signal),
    identity.attachments(signal),
    identity.besides(signal),
  ]);
  return {
    found: 'delivered',
    deliveredAt: mark.deliveredAt,
    until: mark.until,
    keys,
    policies: policiesAmong(attached),
    logon: attached.some(({ kind }) => kind === 'logon'),
    besides,
  };
}

/** Whether an ended run created the user and never delivered it; and which run is still open. */
export async function whoseUndelivered(
  identity: Identity,
  history: Pick<RunHistory, 'runningPreparations'>,
  signal: AbortSignal,
): Promise<{ readonly leftBehind: boolean; readonly atWork: string | null }> {
  const user = await findUser(identity, signal);
  if (user.found !== 'marked' || user.mark.state !== 'made') {
    return { leftBehind: false, atWork: null };
  }
  const atWork = await ownerAtWork(user.mark.by, history, signal);
  return { leftBehind: atWork === null, atWork };
}
