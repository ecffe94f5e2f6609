import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { RamDirectory, RamUser } from '../clouds/ram/port';
import { deliveredInWords } from './delivered-credentials';
import { ownershipOf, type OwnMark } from './mark';

/** Whose user a step may change. */
export type OwnerOf = Pick<Preparation, 'ramUser' | 'mark' | 'source' | 'sourceKey'>;

/**
 * Reads the run's RAM user and makes sure once more that it is the run's before anything is done to it.
 *
 * Asked anew before each call that takes something away or issues something: an attempt that was believed dead and
 * goes on late must stop as soon as the credentials are delivered.
 *
 * @throws PrepError `RamNotVisibleYet`, `RamUserNotOurs`, `AlreadyPrepared`
 */
export async function ownedUser(owner: OwnerOf, ram: RamDirectory, signal: AbortSignal): Promise<RamUser> {
  const user = await ram.getUser(owner.ramUser.name, signal);
  if (user === null) {
    throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${owner.ramUser.name}` });
  }
  await assertOurs(user, owner, ram, signal);
  return user;
}

/**
 * Stops unless the user was made by this workflow and nothing has been delivered with it.
 *
 * @throws PrepError `RamUserNotOurs`, `AlreadyPrepared` with what was delivered and how to replace it or take it back
 */
export async function assertOurs(
  user: RamUser,
  owner: OwnerOf,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<void> {
  const ownership = assertMarked(user, owner.mark);
  if (ownership.deliveredAt !== null) {
    const detail = await deliveredInWords(user, ownership, owner, ram, signal);
    throw new PrepError('AlreadyPrepared', { resource: `RAM user ${user.name}`, detail });
  }
}

/**
 * Stops unless the user was made by this workflow, delivered or not.
 *
 * @throws PrepError `RamUserNotOurs`
 */
export function assertMarked(user: RamUser, mark: string): OwnMark {
  const ownership = ownershipOf(user.comments, mark);
  const resource = `RAM user ${user.name}`;
  switch (ownership.owner) {
    case 'this workflow':
      return ownership;
    case 'another workflow':
      throw new PrepError('RamUserNotOurs', {
        resource,
        detail: `Its comment says it belongs to "${ownership.mark}".`,
      });
    case 'not this product':
      throw new PrepError('RamUserNotOurs', { resource });
  }
}
