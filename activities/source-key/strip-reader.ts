import { setTimeout as pause } from 'node:timers/promises';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';

/**
 * Takes every access off an IAM user that this product made: its keys are disabled and, after the wait, deleted, then
 * its policies are detached. A thing that is missing is success, so it can be repeated at any point.
 *
 * @param waitMs between disabling and deleting, in milliseconds: a disabled key can be enabled again by whoever
 *   still needs it, a deleted one cannot
 * @returns what was taken off, in words
 */
export async function stripReader(
  userName: string,
  iam: KsyunIam,
  waitMs: number,
  signal: AbortSignal,
): Promise<string[]> {
  const removed: string[] = [];
  const keys = await iam.listAccessKeys(userName, signal);
  const active = keys.filter(({ status }) => status === 'Active');
  for (const { accessKeyId } of active) {
    await iam.setAccessKeyStatus(userName, accessKeyId, 'Inactive', signal);
  }
  if (active.length > 0 && waitMs > 0) {
    await pause(waitMs, undefined, { signal });
  }
  for (const { accessKeyId } of keys) {
    await iam.deleteAccessKey(userName, accessKeyId, signal);
    removed.push(`AccessKey ${accessKeyId}`);
  }
  for (const { krn, name } of await iam.listAttachedPolicies(userName, signal)) {
    await iam.detachPolicy(userName, krn, signal);
    removed.push(`policy ${name} of Kingsoft IAM user ${userName}`);
  }
  return removed;
}
