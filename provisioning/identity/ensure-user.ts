import { PrepError } from '../../contracts/prep-error';
import type { EnsuredUser } from '../../contracts/provisioning';
import type { RamDirectory } from '../../clouds/ram/port';
import { assertUndelivered, ownedUser, type OwnerOf } from './owned-user';
import { stripAccess } from './strip-access';

/**
 * Ensures that the RAM user exists, bears this workflow's mark, and has no key, no logon and no policy.
 *
 * Idempotent: the name is the key and the mark, set in the same call that creates the user, tells a user of this
 * preparation from somebody else's. What an attempt that was never delivered left on it is taken off, also that of
 * another run of the same preparation, which can do nothing with it any more from then on.
 *
 * @throws PrepError `RamUserNotOurs`, `AlreadyPrepared`, `RamUserLimit` and RAM's own
 */
export async function ensureUser(
  owner: OwnerOf,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<EnsuredUser> {
  const { name, displayName } = owner.preparation.ramUser;
  const comments = owner.ownership.made({ kind: 'ram-user', name });
  const found = await ram.getUser(name, signal);
  if (found === null) {
    const made = await ram.createUser({ name, displayName, comments }, signal);
    if (made.outcome === 'created') {
      return { name: made.user.name, userId: made.user.userId };
    }
    // RAM knows the user but does not show it yet; the next attempt reads whose it is.
    throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${name}` });
  }
  const mark = await assertUndelivered(found, owner, ram, signal);
  if (!mark.byThisWorkflow) {
    await ram.updateComments(name, comments, signal);
  }
  await stripAccess(name, ram, signal, () => ownedUser(owner, ram, signal));
  return { name: found.name, userId: found.userId };
}
