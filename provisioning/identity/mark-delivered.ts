import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/preparation-id';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory, RamUser } from '../../clouds/ram/port';
import type { Approved } from '../approval/approved';
import { isOurs } from '../approval/present-plan';
import { MARK_TAG, type DeliveredMark } from '../trust/mark';
import { assertOurs, assertUndelivered } from './owned-user';
import { readBackAccess, type GrantedAccessRecord } from './read-back-access';
import { requireSettledBucket } from '../bucket/settle-bucket';

/** When credentials were handed over, as the mark in the cloud says. */
export interface HandedOver {
  /** ISO time, to the second. */
  readonly deliveredAt: string;
  /** ISO time at which they are taken back; null for no date. */
  readonly takeBackBy: string | null;
}

/**
 * Marks the RAM user as delivered, and then reads back once more what is delivered. From the mark on nothing of it is
 * replaced or deleted by a preparation, not even by an attempt of an earlier step that was taken for dead: what it
 * changed before is found here. Then the mark is taken back, and all of it must be granted anew. Last, a bucket of ours
 * is marked too: what was delivered is not removed by a run that comes to nothing later.
 *
 * Idempotent: a user marked already with the same AccessKey is read back again, and keeps the time of its mark.
 *
 * @throws PrepError `AccessChanged`, `AccessBeyondPlan`, `OssBucketChanged`; `RamNotVisibleYet` where RAM does not show
 *   the user, so that it is never left unmarked; `RamUserNotOurs`, `TakenOver`, `AlreadyPrepared`
 */
export async function markDelivered(
  approved: Approved,
  record: GrantedAccessRecord,
  ram: RamDirectory,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<HandedOver> {
  await requireSettledBucket(approved, oss, signal);
  const handedOver = await marked(approved, record, ram, signal);
  await confirm(approved, record, ram, signal);
  await markBucket(approved, handedOver, oss, signal);
  return handedOver;
}

/**
 * The delivery of just this record, where it has been marked; null where it has not.
 *
 * @throws PrepError `RamNotVisibleYet`, `RamUserNotOurs`
 */
export async function deliveryStanding(
  approved: Approved,
  record: GrantedAccessRecord,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<HandedOver | null> {
  return standingOf(await shownUser(approved, ram, signal), approved, record);
}

function standingOf(
  user: RamUser,
  { ownership, run }: Approved,
  record: GrantedAccessRecord,
): HandedOver | null {
  const mark = assertOurs(user, ownership);
  return mark.state === 'delivered' && mark.key === keyTag(delivered(record, run.runId))
    ? asHandedOver(mark)
    : null;
}

async function shownUser(
  { preparation: { ramUser } }: Approved,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<RamUser> {
  const user = await ram.getUser(ramUser.name, signal);
  if (user === null) {
    throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${ramUser.name}` });
  }
  return user;
}

/** What a mark names as delivered: the AccessKey, or the logon of the run where there is none. */
function delivered({ accessKey }: GrantedAccessRecord, runId: string): string {
  return accessKey?.accessKeyId ?? `logon of run ${runId}`;
}

function asHandedOver({ deliveredAt, until }: DeliveredMark): HandedOver {
  return { deliveredAt, takeBackBy: until };
}

async function marked(
  approved: Approved,
  record: GrantedAccessRecord,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<HandedOver> {
  const { preparation, ownership, run } = approved;
  const { name } = preparation.ramUser;
  const user = await shownUser(approved, ram, signal);
  // One look for both: an attempt that was taken for dead may mark it at any moment.
  const already = standingOf(user, approved, record);
  if (already !== null) {
    return already;
  }
  const mark = await assertUndelivered(user, approved, ram, signal);
  if (!mark.byThisWorkflow) {
    throw new PrepError('TakenOver', { resource: `RAM user ${name}` });
  }
  const now = Date.now();
  const { expireAfterMs } = preparation.credentials;
  const at = new Date(now).toISOString();
  const until = expireAfterMs === null ? null : new Date(now + expireAfterMs).toISOString();
  const key = delivered(record, run.runId);
  await ram.updateComments(name, ownership.delivered({ kind: 'ram-user', name }, { at, until, key }), signal);
  const standing = await deliveryStanding(approved, record, ram, signal);
  if (standing === null) {
    throw new PrepError('RamNotVisibleYet', { resource: `The mark of delivery of RAM user ${name}` });
  }
  return standing;
}

async function confirm(
  { preparation: { ramUser }, ownership }: Approved,
  record: GrantedAccessRecord,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<void> {
  try {
    await readBackAccess(record, async () => undefined, ram, signal);
  } catch (error) {
    if (error instanceof PrepError && (error.type === 'AccessChanged' || error.type === 'AccessBeyondPlan')) {
      const { name } = ramUser;
      await ram.updateComments(name, ownership.made({ kind: 'ram-user', name }), signal);
    }
    throw error;
  }
}

async function markBucket(
  { preparation: { destination }, ownership }: Approved,
  { deliveredAt, takeBackBy }: HandedOver,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<void> {
  const { bucket } = destination;
  const found = await oss.describe(bucket, signal);
  if (found === null) {
    throw new PrepError('OssNotVisibleYet', { resource: `OSS bucket ${bucket}` });
  }
  if (!isOurs(found, ownership)) {
    return;
  }
  const on = { kind: 'oss-bucket', name: bucket } as const;
  const mark = ownership.delivered(on, { at: deliveredAt, until: takeBackBy, key: bucket });
  if (found.tags[MARK_TAG] !== mark) {
    await oss.setTags(bucket, { ...found.tags, [MARK_TAG]: mark }, signal);
  }
}
