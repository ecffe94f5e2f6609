import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { RamDirectory } from '../clouds/ram/port';
import { deliveredMark, deliveryTime } from './mark';
import { assertMarked, assertOurs } from './owned-user';
import { readBackAccess, type GrantedAccessRecord } from './read-back-access';

/** What is handed over, and when: the same for every attempt. */
export interface HandOver {
  readonly record: GrantedAccessRecord;
  /** ISO time; the delivery is known by it from then on. */
  readonly deliveredAt: string;
  /** ISO time at which it is taken back; null for no date. */
  readonly takeBackBy: string | null;
}

/**
 * Marks the RAM user as delivered, and then reads back once more what is delivered. From the mark on nothing of it is
 * replaced or deleted by a preparation, not even by an attempt of an earlier step that was taken for dead: what it
 * changed before is found here. Then the mark is taken back, and all of it must be granted anew.
 *
 * Idempotent: a user marked already is read back again. Every attempt writes the same mark.
 *
 * @param handOver absent where a version from before it asked
 * @throws PrepError `AccessChanged`; `RamNotVisibleYet` where RAM does not show the user, so that it is never left
 *   unmarked; `RamUserNotOurs`, `AlreadyPrepared`
 */
export async function markDelivered(
  preparation: Preparation,
  handOver: HandOver | undefined,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<void> {
  const { ramUser, mark } = preparation;
  const at = new Date(handOver?.deliveredAt ?? Date.now());
  const until = handOver?.takeBackBy ?? null;
  const user = await ram.getUser(ramUser.name, signal);
  if (user === null) {
    throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${ramUser.name}` });
  }
  const { deliveredAt } = assertMarked(user, mark);
  if (deliveredAt === null) {
    const delivered = deliveredMark(mark, at, until === null ? null : new Date(until));
    await ram.updateComments(ramUser.name, delivered, signal);
  } else if (handOver !== undefined && deliveredAt !== deliveryTime(at)) {
    await assertOurs(user, preparation, ram, signal);
  }
  if (handOver !== undefined) {
    await confirm(preparation, handOver.record, ram, signal);
  }
}

async function confirm(
  { ramUser, mark }: Preparation,
  record: GrantedAccessRecord,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<void> {
  try {
    await readBackAccess(record, async () => undefined, ram, signal);
  } catch (error) {
    if (error instanceof PrepError && error.type === 'AccessChanged') {
      await ram.updateComments(ramUser.name, mark, signal);
    }
    throw error;
  }
}
