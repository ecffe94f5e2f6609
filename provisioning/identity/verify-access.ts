import { phrase } from '../../presentation/words/words';
import type { Check } from '../../contracts/provisioning';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import type { Approved } from '../approval/approved';
import { requireOwn } from './owned-identity';
import { ramUserOf } from './ram-identity';
import { readBackAccess, type GrantedAccessRecord } from './read-back-access';
import { requireAccepted } from './try-access-key';
import { requireSettledBucket } from '../bucket/settle-bucket';

/**
 * Looks whether everything is as the approved plan says, bucket and user, and whether the fresh key worked.
 *
 * @throws PrepError `NewKeyRefused` where the fresh key did not work; `AccessChanged` where a delayed attempt of an
 *   earlier step took something away or put something in its place, so that it must be granted anew;
 *   `AccessBeyondPlan`, `OssBucketChanged`
 */
export async function verifyAccess(
  approved: Approved,
  record: GrantedAccessRecord,
  ram: RamDirectory,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<Check[]> {
  const { accessKey } = record;
  const { destination } = approved.preparation;
  const user = ramUserOf(approved, ram);
  const stillOurs = () => requireOwn(user, signal);
  await stillOurs();
  const found = await readBackAccess(user, record, stillOurs, ram, signal);
  const bucket = await requireSettledBucket(approved, oss, signal);
  const tried = accessKey?.checks ?? [];
  requireAccepted(tried, user, accessKey?.accessKeyId ?? '');
  const { acl, encryption } = bucket;
  const message = phrase('provisioning.bucketAsPlanned', { bucket: destination.bucket, acl, encryption });
  return [...tried, ...found, { name: phrase('provisioning.ossBucket'), outcome: 'ok', message }];
}
