import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { UndoReport } from '../contracts/provisioning';
import type { BucketDescription, OssBuckets } from '../clouds/oss/port';
import type { RamDirectory } from '../clouds/ram/port';
import { originOf } from './ensure-bucket';
import { ownershipOf } from './mark';
import { ownedUser } from './owned-user';
import { removeUser } from './remove-user';

/** What to take back. */
export interface UndoRequest {
  readonly preparation: Preparation;
  /** ISO time at which the preflight saw the bucket's name free; null where it existed, so that this run did not make it. */
  readonly bucketFreeSince: string | null;
}

type Kept = UndoReport['kept'][number];

/**
 * Removes what the run made and nobody uses: keys, policies, logon, user, and the bucket while it is empty. What
 * bears no mark of this run, or has been delivered, is left alone. Idempotent: what is missing is success.
 */
export async function undoProvisioning(
  { preparation, bucketFreeSince }: UndoRequest,
  ram: RamDirectory,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<UndoReport> {
  const removed: string[] = [];
  const kept: Kept[] = [];
  await undoUser(preparation, ram, signal, removed, kept);
  if (bucketFreeSince !== null) {
    await undoBucket(preparation, bucketFreeSince, oss, signal, removed, kept);
  }
  return { removed, kept };
}

async function undoUser(
  preparation: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
  removed: string[],
  kept: Kept[],
): Promise<void> {
  const { ramUser, mark } = preparation;
  const what = `RAM user ${ramUser.name}`;
  const user = await ram.getUser(ramUser.name, signal);
  if (user === null) {
    return;
  }
  const ownership = ownershipOf(user.comments, mark);
  if (ownership.owner !== 'this workflow') {
    return;
  }
  if (ownership.deliveredAt !== null) {
    kept.push({ what, why: `its credentials were delivered at ${ownership.deliveredAt}` });
    return;
  }
  removed.push(...(await removeUser(ramUser.name, ram, signal, () => ownedUser(preparation, ram, signal))));
}

async function undoBucket(
  { destination, mark }: Preparation,
  freeSince: string,
  oss: OssBuckets,
  signal: AbortSignal,
  removed: string[],
  kept: Kept[],
): Promise<void> {
  const what = `OSS bucket ${destination.bucket}`;
  const found = await described(destination.bucket, oss, signal);
  if (found === null || originOf(found, mark, freeSince) === 'foreign') {
    return;
  }
  const outcome = await oss.remove(destination.bucket, signal);
  if (outcome === 'not-empty') {
    kept.push({ what, why: 'it holds objects' });
  } else {
    removed.push(what);
  }
}

/** The bucket, or null where there is none that could be this run's: the name may have gone to another account. */
async function described(
  bucket: string,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<BucketDescription | null> {
  try {
    return await oss.describe(bucket, signal);
  } catch (error) {
    if (error instanceof PrepError && error.type === 'OssNameTaken') {
      return null;
    }
    throw error;
  }
}
