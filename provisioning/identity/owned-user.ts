import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/preparation';
import type { RamDirectory, RamUser } from '../../clouds/ram/port';
import { deliveredInWords } from './delivered-credentials';
import { ownerInWords, type Owner, type Ownership } from '../trust/mark';

/** Whose user a step may change. */
export interface OwnerOf {
  readonly preparation: Pick<Preparation, 'ramUser' | 'source' | 'sourceKey'>;
  readonly ownership: Ownership;
}

type Ours = Extract<Owner, { owner: 'this preparation' }>;

/**
 * Reads the preparation's RAM user and makes sure once more that this workflow may change it.
 *
 * Asked anew before each call that takes something away or issues something: an attempt that was believed dead and
 * goes on late must stop as soon as the credentials are delivered.
 *
 * @throws PrepError `RamNotVisibleYet`, `RamUserNotOurs`, `TakenOver`, `AlreadyPrepared`
 */
export async function ownedUser(owner: OwnerOf, ram: RamDirectory, signal: AbortSignal): Promise<RamUser> {
  const { name } = owner.preparation.ramUser;
  const user = await ram.getUser(name, signal);
  if (user === null) {
    throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${name}` });
  }
  const mark = await assertUndelivered(user, owner, ram, signal);
  if (!mark.byThisWorkflow) {
    throw new PrepError('TakenOver', { resource: `RAM user ${name}` });
  }
  return user;
}

/**
 * Stops unless the user was made by this preparation and nothing has been delivered with it.
 *
 * @throws PrepError `RamUserNotOurs`, `AlreadyPrepared` with what was delivered and how to replace it or take it back
 */
export async function assertUndelivered(
  user: RamUser,
  { preparation, ownership }: OwnerOf,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Extract<Ours, { state: 'made' }>> {
  const mark = assertOurs(user, ownership);
  if (mark.state === 'delivered') {
    const detail = await deliveredInWords(user, mark, preparation, ram, signal);
    throw new PrepError('AlreadyPrepared', { resource: `RAM user ${user.name}`, detail });
  }
  return mark;
}

/**
 * Stops unless the user was made by this preparation, delivered or not.
 *
 * @throws PrepError `RamUserNotOurs`
 */
export function assertOurs({ name, comments }: RamUser, ownership: Ownership): Ours {
  const mark = ownership.of({ kind: 'ram-user', name }, comments);
  if (mark.owner !== 'this preparation') {
    throw new PrepError('RamUserNotOurs', { resource: `RAM user ${name}`, detail: ownerInWords(mark) });
  }
  return mark;
}
