import type { DeliveredCredentials } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import type { KeyHolder } from './key-holder';
import { goneOrDelivered } from './delivered-user';
import { requireActive } from './require-active';

/** Which keys to disable or to enable. */
export interface KeyStatusRequest {
  readonly credentials: DeliveredCredentials;
  readonly keys: readonly string[];
  readonly status: 'Active' | 'Inactive';
  /** A key without which nothing is disabled: the one in use. */
  readonly mustWork?: string | undefined;
}

/**
 * Disables keys, or enables them again, and reads it back. Idempotent; a key or a user that is gone is left gone.
 *
 * @returns the time at which the cloud showed it; null where there is no such user any more
 * @throws PrepError `CredentialsGone`, `AccessChanged` where the key that must work does not, `RamNotVisibleYet`
 *   or `IamNotVisibleYet` until it is shown
 */
export async function setKeyStatus(
  { keys, status, mustWork }: Omit<KeyStatusRequest, 'credentials'>,
  holder: KeyHolder,
  signal: AbortSignal,
): Promise<string | null> {
  const { userName } = holder.credentials;
  if ((await goneOrDelivered(holder, signal)) === 'gone') {
    return null;
  }
  await requireActive(holder, mustWork, signal);
  for (const key of keys) {
    await holder.keys.setAccessKeyStatus(userName, key, status, signal);
  }
  const listed = await holder.listKeys(signal);
  const lagging = listed.filter((key) => keys.includes(key.accessKeyId) && key.status !== status);
  if (lagging.length > 0) {
    throw new PrepError(holder.words.notVisibleYet, {
      resource: `The status of AccessKey ${lagging.map(({ accessKeyId }) => accessKeyId).join(', ')}`,
    });
  }
  return new Date().toISOString();
}
