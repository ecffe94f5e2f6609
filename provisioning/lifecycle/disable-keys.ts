import type { DisabledKeys } from '../../contracts/credential-lifecycle';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/preparation-id';
import { deliveredOrGone } from './delivered-user';
import type { KeyHolder } from './key-holder';
import { requireActive } from './require-active';

/** Which keys of a user to disable: all of them, or those that were replaced. */
export type Disabling = 'all' | 'replaced';

/**
 * Disables keys and reads it back. `replaced` are all but the one that the mark names, which must work: never are there
 * none that do. Idempotent; a user that is gone is left gone.
 *
 * @returns null where there is no such user any more
 * @throws PrepError `CredentialsGone`, `AccessChanged`, `RamNotVisibleYet` or `IamNotVisibleYet` until it is shown
 */
export async function disableKeys(
  which: Disabling,
  holder: KeyHolder,
  signal: AbortSignal,
): Promise<DisabledKeys | null> {
  const { userName } = holder.credentials;
  const mark = await deliveredOrGone(holder, signal);
  if (mark === null) {
    return null;
  }
  const listed = await holder.listKeys(signal);
  const inUse = listed.find(({ accessKeyId }) => keyTag(accessKeyId) === mark.key);
  if (which === 'replaced') {
    await requireActive(holder, inUse?.accessKeyId ?? 'that was delivered', signal);
  }
  const keys = listed.filter((key) => which === 'all' || key !== inUse).map(({ accessKeyId }) => accessKeyId);
  await setStatus(keys, 'Inactive', holder, signal);
  return { userName, keys, disabledAt: new Date().toISOString() };
}

/**
 * Enables keys again that a worker disabled for this run, and reads it back. Idempotent; what is gone is left gone.
 *
 * @throws PrepError `CredentialsGone`, `RamNotVisibleYet` or `IamNotVisibleYet` until it is shown
 */
export async function enableKeys(
  { keys }: DisabledKeys,
  holder: KeyHolder,
  signal: AbortSignal,
): Promise<void> {
  if ((await deliveredOrGone(holder, signal)) !== null) {
    await setStatus(keys, 'Active', holder, signal);
  }
}

async function setStatus(
  keys: readonly string[],
  status: 'Active' | 'Inactive',
  holder: KeyHolder,
  signal: AbortSignal,
): Promise<void> {
  for (const key of keys) {
    await holder.keys.setAccessKeyStatus(holder.credentials.userName, key, status, signal);
  }
  const listed = await holder.listKeys(signal);
  const lagging = listed.filter((key) => keys.includes(key.accessKeyId) && key.status !== status);
  if (lagging.length > 0) {
    throw new PrepError(holder.words.notVisibleYet, {
      resource: `The status of AccessKey ${lagging.map(({ accessKeyId }) => accessKeyId).join(', ')}`,
    });
  }
}
