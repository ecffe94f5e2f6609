import { PrepError } from '../../contracts/prep-error';
import type { Identity } from './identity';
import { assertUndelivered, requireOwn } from './owned-identity';
import { strip } from './remove-identity';

/**
 * Ensures that the user exists, has this workflow's mark, and has no access at all.
 *
 * Idempotent: the name is the key. The mark, set by the call that creates the user, distinguishes a user of this
 * preparation from any other. Access from an undelivered attempt is removed, also that of another run of the same
 * preparation, which can then no longer use the user.
 *
 * @throws PrepError `RamUserNotOurs` or `IamUserNotOurs`, `AlreadyPrepared`, `TakenOver`; `RamNotVisibleYet` or
 *   `IamNotVisibleYet` if the directory knows the user but does not show it: the next attempt reads its mark
 */
export async function ensureIdentity(identity: Identity, signal: AbortSignal): Promise<void> {
  const mark = identity.ownership.made(identity.on);
  const found = await identity.find(signal);
  if (found === null) {
    if ((await identity.create(mark, signal)) === 'exists') {
      throw new PrepError(identity.words.notVisibleYet, { resource: identity.what });
    }
    return;
  }
  if (!(await assertUndelivered(identity, found, signal)).byThisWorkflow) {
    await identity.mark(mark, signal);
  }
  await strip(identity, () => requireOwn(identity, signal), signal);
}
