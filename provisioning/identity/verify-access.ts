import { PrepError } from '../../contracts/prep-error';
import type { Check } from '../../contracts/provisioning';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import type { Approved } from '../approval/approved';
import { ownedUser } from './owned-user';
import { readBackAccess, type GrantedAccessRecord } from './read-back-access';
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
  const { ramUser, destination } = approved.preparation;
  const stillOurs = () => ownedUser(approved, ram, signal);
  await stillOurs();
  const found = await readBackAccess(record, stillOurs, ram, signal);
  const bucket = await requireSettledBucket(approved, oss, signal);
  const tried = accessKey?.checks ?? [];
  const refused = tried.filter(({ outcome }) => outcome === 'problem');
  if (refused.length > 0) {
    throw new PrepError('NewKeyRefused', {
      resource: `AccessKey ${accessKey?.accessKeyId} of RAM user ${ramUser.name}`,
      detail: refused.map(({ message }) => message).join(' '),
    });
  }
  const read = `OSS bucket ${destination.bucket} is as the approved plan says: ${bucket.acl}, encryption ${bucket.encryption}.`;
  return [...tried, ...found, { name: 'OSS bucket', outcome: 'ok', message: read }];
}
