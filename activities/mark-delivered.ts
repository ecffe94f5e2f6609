import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { RamDirectory } from '../clouds/ram/port';
import { deliveredMark, ownershipOf } from './mark';

/**
 * Marks the RAM user as delivered. From then on nothing of it is replaced or deleted, and a later preparation of the
 * same bucket stops instead of issuing credentials twice. Idempotent: a user marked already is left as it is.
 *
 * @throws PrepError `RamNotVisibleYet` where RAM does not show the user, so that it is never left unmarked
 */
export async function markDelivered(
  { ramUser, mark }: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<void> {
  const user = await ram.getUser(ramUser.name, signal);
  if (user === null) {
    throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${ramUser.name}` });
  }
  const ownership = ownershipOf(user.comments, mark);
  if (ownership.owner === 'this workflow' && ownership.deliveredAt === null) {
    await ram.updateComments(ramUser.name, deliveredMark(mark, new Date()), signal);
  }
}
