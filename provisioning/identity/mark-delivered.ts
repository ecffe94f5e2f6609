import { phrase } from '../../presentation/words/words';
import type { ErrorType } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/runs/preparation-id';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import type { Approved } from '../approval/approved';
import { isOurs } from '../approval/present-plan';
import { MARK_TAG, type Owner } from '../trust/mark';
import type { Identity } from './identity';
import { ownMark, requireOwn, requireOwnMark } from './owned-identity';
import { ramUserOf } from './ram-identity';
import { onlyKey, readBackAccess, type GrantedAccessRecord } from './read-back-access';
import { requireSettledBucket } from '../bucket/settle-bucket';

/** When credentials were handed over, as the mark in the cloud says. */
export interface HandedOver {
  /** ISO time, to the second. */
  readonly deliveredAt: string;
  /** ISO time at which they are revoked; null for never. */
  readonly expiresAt: string | null;
}

/** The dedicated user of the source, and the AccessKey that was issued for it. */
export interface IssuedSource {
  readonly user: Identity;
  readonly accessKeyId: string;
}

/** What takes a mark off again: nothing was handed over yet. */
const NOT_AS_GRANTED: readonly ErrorType[] = ['AccessChanged', 'AccessBeyondPlan', 'TakenOver'];

/**
 * Marks the RAM user as delivered, and then reads everything back once more. After the mark no preparation replaces
 * or deletes any of it, not even a late attempt of an earlier step. If such an attempt changed something before, it
 * is found here: the mark is removed, and everything must be granted again. The same goes for the dedicated user of the
 * source, whose key is looked at before anything is marked. Last, a bucket of ours is marked too, so that a later run that
 * fails does not remove it.
 *
 * Idempotent: a user that is already marked with the same AccessKey is read back again, and keeps the time of its
 * mark.
 *
 * @param source null if the source has no dedicated key
 * @throws PrepError `AccessChanged`, `AccessBeyondPlan`, `OssBucketChanged`; `RamNotVisibleYet` if RAM does not show
 *   the user, so that it is never left unmarked; `RamUserNotOurs`, `TakenOver`, `AlreadyPrepared`; as
 *   `markSourceKeyDelivered`
 */
export async function markDelivered(
  approved: Approved,
  record: GrantedAccessRecord,
  ram: RamDirectory,
  oss: OssBuckets,
  signal: AbortSignal,
  source: IssuedSource | null = null,
): Promise<HandedOver> {
  await requireSettledBucket(approved, oss, signal);
  const user = ramUserOf(approved, ram);
  const { expireAfterMs } = approved.preparation.credentials;
  const now = Date.now();
  const delivery = {
    at: new Date(now).toISOString(),
    until: expireAfterMs === null ? null : new Date(now + expireAfterMs).toISOString(),
    key: deliveredKey(record, approved),
  };
  let handedOver: HandedOver;
  try {
    if (source !== null) {
      await requireSourceKey(source, signal);
    }
    handedOver = await markIdentity(user, delivery, signal);
    await readBackAccess(user, record, async () => undefined, ram, signal);
    if (source !== null) {
      await markSourceKeyDelivered(source.user, source.accessKeyId, handedOver, signal);
      await requireSourceKey(source, signal);
    }
  } catch (error) {
    if (error instanceof PrepError && NOT_AS_GRANTED.includes(error.type)) {
      await unmark(user, delivery.key, signal);
      if (source !== null) {
        await unmark(source.user, source.accessKeyId, signal);
      }
    }
    throw error;
  }
  await markBucket(approved, handedOver, oss, signal);
  return handedOver;
}

/**
 * The delivery of just this record, if it has been marked; null if not.
 *
 * @throws PrepError `RamNotVisibleYet`, `RamUserNotOurs`
 */
export async function findDelivery(
  approved: Approved,
  record: GrantedAccessRecord,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<HandedOver | null> {
  const mark = await ownMark(ramUserOf(approved, ram), signal);
  return deliveryOf(mark, deliveredKey(record, approved));
}

/**
 * Deletes a key that a delayed attempt created next to the recorded one, and marks the dedicated user of the source as
 * delivered: from then on a run that cleans up leaves it alone. Idempotent as above.
 *
 * @throws PrepError `IamNotVisibleYet` if IAM does not show the user or its mark, so that it is never left unmarked;
 *   `IamUserNotOurs`, `TakenOver`, `AlreadyPrepared`; `AccessChanged` if the key is gone or disabled
 */
export async function markSourceKeyDelivered(
  user: Identity,
  accessKeyId: string,
  { deliveredAt, expiresAt }: HandedOver,
  signal: AbortSignal,
): Promise<void> {
  const delivery = { at: deliveredAt, until: expiresAt, key: accessKeyId };
  await markIdentity(user, delivery, signal, async () => {
    await onlyKey(user, accessKeyId, () => requireOwn(user, signal), signal);
  });
}

/**
 * Makes sure that the user of the source is this run's, and has its recorded key, active, and no other.
 *
 * @throws PrepError `AccessChanged`, and as `markSourceKeyDelivered`
 */
async function requireSourceKey({ user, accessKeyId }: IssuedSource, signal: AbortSignal): Promise<void> {
  const mark = await ownMark(user, signal);
  if (deliveryOf(mark, accessKeyId) === null) {
    await requireOwnMark(user, mark, signal);
  }
  await onlyKey(user, accessKeyId, async () => undefined, signal);
}

/** Takes the mark of that delivery off again, also that of an earlier attempt. Any other mark stays. */
async function unmark(user: Identity, key: string, signal: AbortSignal): Promise<void> {
  if (deliveryOf(await ownMark(user, signal), key) !== null) {
    await user.mark(user.ownership.made(user.on), signal);
  }
}

/** What a mark names as delivered: the AccessKey, or the logon of the run if there is none. */
function deliveredKey({ accessKey }: GrantedAccessRecord, { run }: Approved): string {
  return accessKey?.accessKeyId ?? `logon of run ${run.runId}`;
}

function deliveryOf(mark: Extract<Owner, { owner: 'this preparation' }>, key: string): HandedOver | null {
  return mark.state === 'delivered' && mark.key === keyTag(key)
    ? { deliveredAt: mark.deliveredAt, expiresAt: mark.until }
    : null;
}

/** Marks a user as delivered with a key, and reads the mark back. One that is marked so already keeps its times. */
async function markIdentity(
  identity: Identity,
  delivery: { readonly at: string; readonly until: string | null; readonly key: string },
  signal: AbortSignal,
  before: () => Promise<void> = async () => undefined,
): Promise<HandedOver> {
  // One read for both: a late attempt may mark it at any moment.
  const mark = await ownMark(identity, signal);
  const already = deliveryOf(mark, delivery.key);
  if (already !== null) {
    return already;
  }
  await requireOwnMark(identity, mark, signal);
  await before();
  await identity.mark(identity.ownership.delivered(identity.on, delivery), signal);
  const handedOver = deliveryOf(await ownMark(identity, signal), delivery.key);
  if (handedOver === null) {
    throw new PrepError(identity.words.notVisibleYet, {
      resource: phrase('resource.deliveryMarkOf', { of: identity.what }),
    });
  }
  return handedOver;
}

async function markBucket(
  { preparation: { destination }, ownership }: Approved,
  { deliveredAt, expiresAt }: HandedOver,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<void> {
  const { bucket } = destination;
  const found = await oss.describe(bucket, signal);
  if (found === null) {
    throw new PrepError('OssNotVisibleYet', { resource: phrase('resource.ossBucket', { name: bucket }) });
  }
  if (!isOurs(found, ownership)) {
    return;
  }
  const on = { kind: 'oss-bucket', name: bucket } as const;
  const mark = ownership.delivered(on, { at: deliveredAt, until: expiresAt, key: bucket });
  if (found.tags[MARK_TAG] !== mark) {
    await oss.setTags(bucket, { ...found.tags, [MARK_TAG]: mark }, signal);
  }
}
