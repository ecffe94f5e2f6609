import { setTimeout as pause } from 'node:timers/promises';
import { accessWords } from '../../../contracts/access-words';
import type { KsyunIam } from '../../../clouds/ksyun-iam/port';

/**
 * Takes every access off an IAM user that this product made: its keys are disabled and, after the wait, deleted, then
 * its policies are detached. A thing that is missing is success, so it can be repeated at any point.
 *
 * @param waitMs between disabling and deleting, in milliseconds: a disabled key can be enabled again by whoever
 *   still needs it, a deleted one cannot
 * @param stillOurs asked before each thing is taken off; throws where it must not be
 * @returns what was taken off, in words
 */
export async function stripReader(
  userName: string,
  iam: KsyunIam,
  waitMs: number,
  signal: AbortSignal,
  stillOurs: () => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const removed: string[] = [];
  const keys = await iam.listAccessKeys(userName, signal);
  const active = keys.filter(({ status }) => status === 'Active');
  for (const { accessKeyId } of active) {
    await stillOurs();
    await iam.setAccessKeyStatus(userName, accessKeyId, 'Inactive', signal);
  }
  if (active.length > 0 && waitMs > 0) {
    await pause(waitMs, undefined, { signal });
  }
  for (const { accessKeyId } of keys) {
    await stillOurs();
    await iam.deleteAccessKey(userName, accessKeyId, signal);
    removed.push(accessWords.accessKey(accessKeyId));
  }
  for (const { krn, name } of await iam.listAttachedPolicies(userName, signal)) {
    await stillOurs();
    await iam.detachPolicy(userName, krn, signal);
    removed.push(accessWords.iamAttachment(name, userName));
  }
  return removed;
}
