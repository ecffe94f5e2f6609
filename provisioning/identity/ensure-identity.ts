import { PrepError } from '../../contracts/prep-error';
import type { Identity } from './identity';
import { assertUndelivered, requireOwn } from './owned-identity';
import { strip } from './remove-identity';

/**
 * Ensures that the user exists, carries this workflow's mark, and has no access at all.
 *
 * Idempotent: the name is the key, and the mark, set in the same call that creates the user, tells a user of this
 * preparation from somebody else's. What an attempt that was never delivered left on it is removed, also that of
 * another run of the same preparation, which can do nothing with it from then on.
 *
 * @throws PrepError `RamUserNotOurs` or `IamUserNotOurs`, `AlreadyPrepared`, `TakenOver`; `RamNotVisibleYet` or
 *   `IamNotVisibleYet` if the directory knows the user but does not show it: the next attempt reads whose it is
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
