import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { EnsuredUser } from '../contracts/provisioning';
import type { RamDirectory } from '../clouds/ram/port';
import { assertOurs, ownedUser } from './owned-user';
import { stripAccess } from './strip-access';

/**
 * Ensures that the RAM user exists, bears this run's mark, and has no key, no logon and no policy.
 *
 * Idempotent: the name is the key and the mark, set in the same call that creates the user, tells a user that an
 * earlier attempt made from somebody else's. What an attempt that was never delivered left on it is taken off.
 *
 * @throws PrepError `RamUserNotOurs`, `AlreadyPrepared`, `RamUserLimit` and RAM's own
 */
export async function ensureUser(
  preparation: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<EnsuredUser> {
  const { ramUser, mark } = preparation;
  const found = await ram.getUser(ramUser.name, signal);
  if (found === null) {
    const made = await ram.createUser(
      { name: ramUser.name, displayName: ramUser.displayName, comments: mark },
      signal,
    );
    if (made.outcome === 'created') {
      return { name: made.user.name, userId: made.user.userId };
    }
    // RAM knows the user but does not show it yet; the next attempt reads whose it is.
    throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${ramUser.name}` });
  }
  await assertOurs(found, preparation, ram, signal);
  await stripAccess(ramUser.name, ram, signal, () => ownedUser(preparation, ram, signal));
  return { name: found.name, userId: found.userId };
}
