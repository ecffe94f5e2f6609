import { accessWords } from '../../contracts/access-words';
import type { DeliveredCredentials, RemovalReport } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import type { RamDirectory } from '../../clouds/ram/port';
import { removeUser } from '../remove-user';
import { goneOrDelivered, standingOf } from './delivered-user';

/** What to remove. */
export interface RemoveCredentialsRequest {
  readonly credentials: DeliveredCredentials;
  /** What was found on the user before anything was removed, in words: a report must not miss what a lost attempt did. */
  readonly known: readonly string[];
}

/**
 * Takes back delivered credentials: AccessKeys, policies, console logon, MFA device, and the RAM user itself; and proves
 * it by reading back. Idempotent: what is gone is success. What these credentials were not delivered with is left alone.
 *
 * @throws PrepError `RamRequestRefused` where something is on the user that is not this product's to remove;
 *   `RamNotVisibleYet` while RAM still shows the user
 */
export async function removeCredentials(
  { credentials, known }: RemoveCredentialsRequest,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<RemovalReport> {
  const { userName } = credentials;
  const what = accessWords.user(userName);
  const standing = await standingOf(credentials, ram, signal);
  if (standing.found === 'kept') {
    return { removed: [], kept: [{ what, why: standing.why }], proof: [] };
  }
  const now =
    standing.found === 'nothing'
      ? []
      : await removeUser(userName, ram, signal, () => goneOrDelivered(credentials, ram, signal));
  if ((await ram.getUser(userName, signal)) !== null) {
    throw new PrepError('RamNotVisibleYet', { resource: `The removal of ${what}` });
  }
  const at = new Date().toISOString();
  const removed = [...new Set([...known, ...now])];
  return {
    removed: removed.map((one) => ({ what: one, at })),
    kept: [],
    proof: [
      {
        name: 'RAM user',
        outcome: 'ok',
        message: `RAM has no user ${userName} any more; its AccessKeys, policies and console logon are gone with it.`,
      },
    ],
  };
}
