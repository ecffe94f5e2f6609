import type { FoundKey } from '../../contracts/credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/runs/preparation-id';
import { deliveredUser } from './delivered-user';
import type { Identity } from '../identity/identity';

/** The key that a rotation replaces: the one that the mark of the user names as delivered. */
export interface ReplaceableKey {
  readonly key: FoundKey;
  /** Other keys, which no mark names: of an attempt whose answer was lost, or created by hand. */
  readonly others: readonly FoundKey[];
}

/**
 * Finds the one AccessKey of delivered credentials, changing nothing. A user that was approved without an AccessKey
 * does not get one by a rotation.
 *
 * @throws PrepError `CredentialsGone` if there is none
 */
export async function findReplaceableKey(identity: Identity, signal: AbortSignal): Promise<ReplaceableKey> {
  const mark = await deliveredUser(identity, signal);
  const keys = await identity.listKeys(signal);
  const key = keys.find(({ accessKeyId }) => keyTag(accessKeyId) === mark.key);
  if (key === undefined) {
    throw new PrepError('CredentialsGone', {
      resource: identity.what,
      detail: keys.length === 0 ? phrase('lifecycle.noKeyToReplace') : phrase('lifecycle.deliveredKeyGone'),
    });
  }
  return { key, others: keys.filter((one) => one !== key) };
}
