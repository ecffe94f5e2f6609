import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { RamDirectory, RamUser } from '../clouds/ram/port';
import { assertOurs } from './ensure-user';

/**
 * Reads the run's RAM user and makes sure once more that it is the run's before anything is done to it.
 *
 * @throws PrepError `RamNotVisibleYet`, `RamUserNotOurs`, `AlreadyPrepared`
 */
export async function ownedUser(
  { ramUser, mark }: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<RamUser> {
  const user = await ram.getUser(ramUser.name, signal);
  if (user === null) {
    throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${ramUser.name}` });
  }
  assertOurs(user, mark);
  return user;
}
