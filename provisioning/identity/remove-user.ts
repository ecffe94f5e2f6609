import { named } from '../../presentation/text/foreign-text';
import { accessWords } from '../../contracts/access-words';
import { PrepError } from '../../contracts/prep-error';
import type { RamDirectory } from '../../clouds/ram/port';
import { stripAccess } from './strip-access';

/** Rounds of stripping a user that got something anew meanwhile, from a call that was believed lost. */
const MAX_ROUNDS = 3;

/** What stripping takes off; groups are not ours to leave. */
const STRIPPED = new Set(['AccessKey', 'Policy', 'LoginProfile', 'MFADevice']);

/**
 * Takes every access off a RAM user that this product made, and deletes it. A user that is gone is success.
 *
 * @param stillOurs asked before each thing is taken off; throws where the user must not be changed any more
 * @returns what was removed, in words
 * @throws PrepError `RamRequestRefused` where something is on the user that is not this product's to remove;
 *   `RamNotVisibleYet` where RAM does not list yet what keeps the user from being deleted
 */
export async function removeUser(
  userName: string,
  ram: RamDirectory,
  signal: AbortSignal,
  stillOurs: () => Promise<unknown>,
): Promise<string[]> {
  const what = accessWords.user(userName);
  const removed: string[] = [];
  for (let round = 1; ; round++) {
    removed.push(...(await stripAccess(userName, ram, signal, stillOurs)));
    await stillOurs();
    const outcome = await ram.deleteUser(userName, signal);
    if (outcome.outcome === 'removed') {
      return [...removed, what];
    }
    const strippable = STRIPPED.has(outcome.blockedBy);
    if (round === MAX_ROUNDS || !strippable) {
      // What RAM counts but does not list yet is taken off by the next attempt; the rest is somebody's doing.
      throw new PrepError(strippable ? 'RamNotVisibleYet' : 'RamRequestRefused', {
        resource: what,
        detail: `It cannot be deleted while it has: ${named(outcome.blockedBy)}.`,
      });
    }
  }
}
