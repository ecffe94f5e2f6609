import { PrepError } from '../../../contracts/prep-error';
import { keyTag } from '../../../contracts/preparation-id';
import type { KsyunIam } from '../../../clouds/ksyun-iam/port';
import type { Ownership } from '../../trust/mark';
import type { HandedOver } from '../mark-delivered';
import { assertReaderOurs, readerSeen } from './owned-reader';

/**
 * Deletes a key that a delayed attempt made beside the recorded one, and marks the dedicated IAM user as delivered:
 * from then on a run that takes back its own leaves it alone. Idempotent: a user marked already with this key is left as
 * it is.
 *
 * @throws PrepError `IamNotVisibleYet` where IAM does not show the user or its key, so that it is never left unmarked;
 *   `IamUserNotOurs`, `TakenOver`, `AlreadyPrepared`, `AccessChanged` where the key is gone
 */
export async function markSourceKeyDelivered(
  { userName, accessKeyId }: { readonly userName: string; readonly accessKeyId: string },
  { deliveredAt, takeBackBy }: HandedOver,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const resource = `Kingsoft IAM user ${userName}`;
  const mark = assertReaderOurs(await readerSeen(userName, iam, signal), ownership);
  if (mark.state === 'delivered') {
    if (mark.key !== keyTag(accessKeyId)) {
      throw new PrepError('AlreadyPrepared', { resource });
    }
    return;
  }
  if (!mark.byThisWorkflow) {
    throw new PrepError('TakenOver', { resource });
  }
  const keys = await iam.listAccessKeys(userName, signal);
  if (!keys.some((key) => key.accessKeyId === accessKeyId && key.status === 'Active')) {
    throw new PrepError('AccessChanged', {
      resource: `AccessKey ${accessKeyId} of ${resource}`,
      detail: 'IAM does not list it as active any more.',
    });
  }
  for (const key of keys.filter((one) => one.accessKeyId !== accessKeyId)) {
    await iam.deleteAccessKey(userName, key.accessKeyId, signal);
  }
  const on = { kind: 'iam-user', name: userName } as const;
  const delivered = ownership.delivered(on, { at: deliveredAt, until: takeBackBy, key: accessKeyId });
  await iam.updateRemark(userName, delivered, signal);
}
