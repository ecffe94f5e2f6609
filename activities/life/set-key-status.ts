import type { DeliveredCredentials } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import type { AccessKeyStatus, RamDirectory } from '../../clouds/ram/port';
import { goneOrDelivered } from './delivered-user';
import { requireActive } from './require-active';

/** Which keys to disable or to enable. */
export interface KeyStatusRequest {
  readonly credentials: DeliveredCredentials;
  readonly keys: readonly string[];
  readonly status: AccessKeyStatus;
  /** A key without which nothing is disabled: the one in use. */
  readonly mustWork?: string | undefined;
}

/**
 * Disables keys, or enables them again, and reads it back. Idempotent; a key or a user that is gone is left gone.
 *
 * @returns the time at which RAM showed it; null where there is no such user any more
 * @throws PrepError `CredentialsGone`, `AccessChanged` where the key that must work does not, `RamNotVisibleYet` until
 *   RAM shows it
 */
export async function setKeyStatus(
  { credentials, keys, status, mustWork }: KeyStatusRequest,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<string | null> {
  const { userName } = credentials;
  if ((await goneOrDelivered(credentials, ram, signal)) === 'gone') {
    return null;
  }
  await requireActive(userName, mustWork, ram, signal);
  for (const key of keys) {
    await ram.setAccessKeyStatus(userName, key, status, signal);
  }
  const listed = await ram.listAccessKeys(userName, signal);
  const lagging = listed.filter((key) => keys.includes(key.accessKeyId) && key.status !== status);
  if (lagging.length > 0) {
    throw new PrepError('RamNotVisibleYet', {
      resource: `The status of AccessKey ${lagging.map(({ accessKeyId }) => accessKeyId).join(', ')}`,
    });
  }
  return new Date().toISOString();
}
