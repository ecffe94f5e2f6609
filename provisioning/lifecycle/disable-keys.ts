import { disabledByRun, type DisabledKeys } from '../../contracts/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import { accessWords } from '../../contracts/access-words';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/preparation-id';
import { deliveredOrGone } from './delivered-user';
import type { Identity } from '../identity/identity';
import { requireActive } from './require-active';

/** Which keys of a user to disable: all of them, or those that were replaced. */
export type Disabling = 'all' | 'replaced';

/**
 * Disables keys and reads them back. `replaced` are all but the key that the mark names, which must be active, so
 * that there is always one that works. Idempotent; a missing user is success.
 *
 * @param before keys that were seen disabled before this run disabled any
 * @returns null if the user no longer exists
 * @throws PrepError `CredentialsGone`, `AccessChanged`, `RamNotVisibleYet` or `IamNotVisibleYet` until it is shown
 */
export async function disableKeys(
  which: Disabling,
  identity: Identity,
  signal: AbortSignal,
  before: readonly string[] = [],
): Promise<DisabledKeys | null> {
  const { userName } = identity;
  const mark = await deliveredOrGone(identity, signal);
  if (mark === null) {
    return null;
  }
  const listed = await identity.listKeys(signal);
  const inUse = listed.find(({ accessKeyId }) => keyTag(accessKeyId) === mark.key);
  if (which === 'replaced') {
    await requireActive(identity, inUse?.accessKeyId ?? 'that was delivered', signal);
  }
  const keys = listed.filter((key) => which === 'all' || key !== inUse).map(({ accessKeyId }) => accessKeyId);
  await setStatus(keys, 'Inactive', identity, signal);
  const earlier = keys.filter((key) => before.includes(key));
  return {
    userName,
    keys,
    ...(earlier.length === 0 ? {} : { before: earlier }),
    disabledAt: new Date().toISOString(),
  };
}

/**
 * Enables keys again that a worker disabled for this run, and reads it back. Idempotent; what is gone is left gone.
 *
 * @throws PrepError `CredentialsGone`, `RamNotVisibleYet` or `IamNotVisibleYet` until it is shown
 */
export async function enableKeys(
  disabled: DisabledKeys,
  identity: Identity,
  signal: AbortSignal,
): Promise<void> {
  if ((await deliveredOrGone(identity, signal)) !== null) {
    await setStatus(disabledByRun(disabled), 'Active', identity, signal);
  }
}

async function setStatus(
  keys: readonly string[],
  status: 'Active' | 'Inactive',
  identity: Identity,
  signal: AbortSignal,
): Promise<void> {
  for (const key of keys) {
    await identity.setKeyStatus(key, status, signal);
  }
  const listed = await identity.listKeys(signal);
  const lagging = listed.filter((key) => keys.includes(key.accessKeyId) && key.status !== status);
  if (lagging.length > 0) {
    throw new PrepError(identity.words.notVisibleYet, {
      resource: phrase('resource.statusOf', {
        of: lagging.map(({ accessKeyId }) => accessWords.accessKey(accessKeyId)),
      }),
    });
  }
}
