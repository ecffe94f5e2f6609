import {
  disabledByRun,
  type DisabledKeys,
  type FoundKey,
} from '../../contracts/credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import { accessWords } from '../../contracts/credentials/access-words';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/runs/preparation-id';
import { deliveredOrGone, isDelivery, findUser, type Delivered, type FoundDelivery } from './delivered-user';
import type { Identity } from '../identity/identity';
import { requireActive } from './require-active';

/** Which keys of a user to disable: all of them, or those that were replaced. */
export type Disabling = 'all' | 'replaced';

/** What is known before keys are disabled. */
export interface FoundBefore {
  /** The keys to disable that an earlier attempt of the step found active; null for the first one. */
  readonly known?: readonly string[] | null;
  /** Keeps what this one found for the next. */
  readonly remember?: (active: readonly string[]) => void;
  readonly deliveredAt?: FoundDelivery | undefined;
}

/**
 * Disables keys and reads them back. `replaced` are all but the key that the mark names, which must be active, so
 * that there is always one that works. Idempotent; a missing user is success.
 *
 * Before the key that the mark names is disabled, the mark says so: whatever becomes of this run, and of its answer,
 * a run that is cancelled later knows that nobody else disabled it. What somebody else disabled before is recorded as
 * that: whoever disabled a key by hand does not want it enabled.
 *
 * @returns null if the user, or the delivery, no longer exists
 * @throws PrepError `CredentialsGone`, `AccessChanged`, `RamNotVisibleYet` or `IamNotVisibleYet` until it is shown
 */
export async function disableKeys(
  which: Disabling,
  identity: Identity,
  signal: AbortSignal,
  { known = null, remember, deliveredAt }: FoundBefore = {},
): Promise<DisabledKeys | null> {
  const { userName } = identity;
  const mark = await deliveredOrGone(identity, signal);
  if (mark === null || !isDelivery(mark, deliveredAt)) {
    return null;
  }
  const listed = await identity.listKeys(signal);
  const inUse = listed.find(({ accessKeyId }) => keyTag(accessKeyId) === mark.key);
  if (which === 'replaced') {
    await requireActive(identity, inUse?.accessKeyId ?? 'that was delivered', signal);
  }
  const keys = listed.filter((key) => which === 'all' || key !== inUse).map(({ accessKeyId }) => accessKeyId);
  const wasActive = (key: FoundKey) => key.status === 'Active' || (key === inUse && mark.disabled === true);
  const active = known ?? listed.filter(wasActive).map(({ accessKeyId }) => accessKeyId);
  remember?.(keys.filter((key) => active.includes(key)));
  if (which === 'all' && inUse?.status === 'Active') {
    await markKey(true, mark, identity, signal);
  }
  await setStatus(keys, 'Inactive', identity, signal);
  const earlier = keys.filter((key) => !active.includes(key));
  return {
    userName,
    keys,
    ...(earlier.length === 0 ? {} : { before: earlier }),
    disabledAt: new Date().toISOString(),
  };
}

/**
 * Enables keys again, and reads it back: those that a worker disabled for this run, and the one that the mark says a
 * revocation disabled. Idempotent; what is gone is left gone.
 *
 * @param disabled null if no answer says what was disabled
 * @returns the keys that are enabled
 * @throws PrepError `CredentialsGone`, `RamNotVisibleYet` or `IamNotVisibleYet` until it is shown
 */
export async function enableKeys(
  disabled: Pick<DisabledKeys, 'keys' | 'before'> | null,
  identity: Identity,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (disabled === null && !(await holdsDelivery(identity, signal))) {
    return [];
  }
  const mark = await deliveredOrGone(identity, signal);
  if (mark === null) {
    return [];
  }
  const listed = (await identity.listKeys(signal)).map(({ accessKeyId }) => accessKeyId);
  const marked = listed.filter((key) => mark.disabled === true && keyTag(key) === mark.key);
  const byRun = disabled === null ? [] : disabledByRun(disabled);
  const enabled = await setStatus([...new Set([...byRun, ...marked])], 'Active', identity, signal);
  await markKey(false, mark, identity, signal);
  return enabled;
}

async function holdsDelivery(identity: Identity, signal: AbortSignal): Promise<boolean> {
  const user = await findUser(identity, signal);
  return user.found === 'marked' && user.mark.state === 'delivered';
}

/** Has the mark say whether a revocation disabled its key, and reads it back. */
async function markKey(
  disabled: boolean,
  mark: Delivered,
  identity: Identity,
  signal: AbortSignal,
): Promise<void> {
  if ((mark.disabled ?? false) === disabled) {
    return;
  }
  await identity.mark(identity.ownership.deliveredBefore(identity.on, mark, disabled), signal);
  const after = await deliveredOrGone(identity, signal);
  if (after !== null && (after.disabled ?? false) !== disabled) {
    throw new PrepError(identity.words.notVisibleYet, {
      resource: phrase('resource.markOf', { of: identity.what }),
    });
  }
}

/** @returns those of the keys that there are */
async function setStatus(
  keys: readonly string[],
  status: 'Active' | 'Inactive',
  identity: Identity,
  signal: AbortSignal,
): Promise<string[]> {
  for (const key of keys) {
    await identity.setKeyStatus(key, status, signal);
  }
  const there = (await identity.listKeys(signal)).filter(({ accessKeyId }) => keys.includes(accessKeyId));
  const lagging = there.filter((key) => key.status !== status);
  if (lagging.length > 0) {
    throw new PrepError(identity.words.notVisibleYet, {
      resource: phrase('resource.statusOf', {
        of: lagging.map(({ accessKeyId }) => accessWords.accessKey(accessKeyId)),
      }),
    });
  }
  return there.map(({ accessKeyId }) => accessKeyId);
}
