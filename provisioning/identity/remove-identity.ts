import { setTimeout as pause } from 'node:timers/promises';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { named } from '../../presentation/text/foreign-text';
import { accessWords } from '../../contracts/credentials/access-words';
import { PrepError } from '../../contracts/prep-error';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import type { Identity } from './identity';
import { ownMark, requireOwn } from './owned-identity';

/** How often a user is stripped again because a late call granted access meanwhile. */
const MAX_ROUNDS = 3;

/** In milliseconds. */
const MAX_WAIT_MS = 120_000;

/**
 * Removes all access of a user that this product created: its AccessKeys, then everything else. Idempotent.
 *
 * @param stillOurs called before each change; throws if the user must not be changed any more
 * @param waitMs between disabling and deleting keys: a disabled key can be enabled again, a deleted one cannot
 * @returns what was removed, in words
 */
export async function strip(
  identity: Identity,
  stillOurs: () => Promise<unknown>,
  signal: AbortSignal,
  waitMs = 0,
): Promise<Said[]> {
  const removed: Said[] = [];
  const keys = await identity.listKeys(signal);
  const active = waitMs === 0 ? [] : keys.filter(({ status }) => status === 'Active');
  for (const { accessKeyId } of active) {
    await stillOurs();
    await identity.setKeyStatus(accessKeyId, 'Inactive', signal);
  }
  if (active.length > 0) {
    await pause(Math.min(waitMs, MAX_WAIT_MS), undefined, { signal });
  }
  for (const { accessKeyId } of keys) {
    await stillOurs();
    await identity.deleteKey(accessKeyId, signal);
    removed.push(accessWords.accessKey(accessKeyId));
  }
  for (const attachment of await identity.attachments(signal)) {
    await stillOurs();
    await attachment.detach(signal);
    removed.push(...(attachment.what === null ? [] : [attachment.what]));
  }
  return removed;
}

/**
 * Removes a user that this product created, with its access and whatever was created for it.
 *
 * @throws PrepError `RamRequestRefused` or `IamRequestRefused` if the user has something that is not this product's to
 *   remove; `RamNotVisibleYet` or `IamNotVisibleYet` if the directory does not list yet what blocks its deletion
 */
export async function removeIdentity(
  identity: Identity,
  stillOurs: () => Promise<unknown>,
  signal: AbortSignal,
  waitMs?: number,
): Promise<UndoReport> {
  const { words, what } = identity;
  const removed: Said[] = [];
  for (let round = 1; ; round++) {
    removed.push(...(await strip(identity, stillOurs, signal, waitMs)));
    const besides = await identity.removeBesides(stillOurs, signal);
    removed.push(...besides.removed);
    await stillOurs();
    const deleted = await identity.deleteUser(signal);
    if (deleted.outcome === 'removed') {
      return { removed: [...removed, what], kept: besides.kept };
    }
    if (round === MAX_ROUNDS || !deleted.passing) {
      // What the directory counts but does not list yet is removed by the next attempt; the rest is somebody's doing.
      throw new PrepError(deleted.passing ? words.notVisibleYet : words.refused, {
        resource: what,
        detail: phrase('provisioning.blockedBy', { what: named(deleted.blockedBy) }),
      });
    }
  }
}

/** What to clean up of a user. */
export interface CleanUp {
  /** What to do with a user whose credentials were delivered. */
  readonly delivered: 'keep' | 'remove';
  /** Milliseconds between disabling keys and deleting them; at most two minutes. Default: 0. */
  readonly waitMs?: number;
  /** Whether a user that is not shown may still come to be shown. */
  readonly mayAppear?: boolean;
}

/**
 * Removes what a run created and did not deliver, or all of it. Keeps whatever has no mark of this preparation, and
 * what another run works with. Idempotent: what is missing is success.
 *
 * @throws PrepError `RamNotVisibleYet` or `IamNotVisibleYet` while a user may still become visible; as above
 */
export async function cleanUp(
  { delivered, waitMs, mayAppear = false }: CleanUp,
  identity: Identity,
  signal: AbortSignal,
): Promise<UndoReport> {
  const { what, on, ownership, words } = identity;
  const found = await identity.find(signal);
  if (found === null) {
    if (mayAppear) {
      throw new PrepError(words.notVisibleYet, { resource: what });
    }
    return identity.removeBesides(async () => undefined, signal);
  }
  const mark = ownership.of(on, found);
  if (mark.owner !== 'this preparation') {
    return { removed: [], kept: [] };
  }
  if (delivered === 'remove') {
    return removeIdentity(identity, () => ownMark(identity, signal), signal, waitMs);
  }
  if (mark.state === 'delivered') {
    return {
      removed: [],
      kept: [{ what, why: phrase('provisioning.deliveredAt', { at: mark.deliveredAt }) }],
    };
  }
  if (!mark.byThisWorkflow) {
    return { removed: [], kept: [{ what, why: phrase('provisioning.usedByOtherRun') }] };
  }
  return removeIdentity(identity, () => requireOwn(identity, signal), signal, waitMs);
}
