import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { deliveredMark, ownershipOf } from '../mark';
import { readerSeen } from './owned-reader';

/** Whose key has been delivered, and which. */
export interface DeliveredSourceKey {
  readonly userName: string;
  readonly mark: string;
  readonly accessKeyId: string;
  /** ISO time of the delivery, by which it is known from then on; absent: now. */
  readonly deliveredAt?: string | undefined;
}

/**
 * Deletes a key that a delayed attempt made beside the recorded one, and marks the dedicated IAM user as delivered:
 * from then on a run that takes back its own leaves it alone. Idempotent: a user marked already is left as it is.
 *
 * @throws PrepError `IamNotVisibleYet` where IAM does not show the user, so that it is never left unmarked
 */
export async function markSourceKeyDelivered(
  { userName, mark, accessKeyId, deliveredAt }: DeliveredSourceKey,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const ownership = ownershipOf((await readerSeen(userName, iam, signal)).remark, mark);
  if (ownership.owner !== 'this workflow' || ownership.deliveredAt !== null) {
    return;
  }
  for (const key of await iam.listAccessKeys(userName, signal)) {
    if (key.accessKeyId !== accessKeyId) {
      await iam.deleteAccessKey(userName, key.accessKeyId, signal);
    }
  }
  await iam.updateRemark(userName, deliveredMark(mark, new Date(deliveredAt ?? Date.now())), signal);
}
