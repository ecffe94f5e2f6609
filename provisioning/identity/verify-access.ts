import { phrase } from '../../presentation/words/words';
import type { Check } from '../../contracts/credentials/provisioning';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import type { Approved } from '../approval/approved';
import { requireOwn } from './owned-identity';
import { ramUserOf } from './ram-identity';
import { readBackAccess, type GrantedAccessRecord } from './read-back-access';
import { requireAccepted } from './try-access-key';
import { requireSettledBucket } from '../bucket/settle-bucket';

/**
 * Checks that bucket and user match the approved plan, and that the new key worked.
 *
 * @throws PrepError `NewKeyRefused` if the new key did not work; `AccessChanged` if a late attempt of an earlier step
 *   removed or replaced something, so that it must be granted again; `AccessBeyondPlan`, `OssBucketChanged`
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
