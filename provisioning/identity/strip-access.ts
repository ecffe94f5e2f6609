import type { RamDirectory } from '../../clouds/ram/port';
import { accessWords } from '../../contracts/access-words';

/**
 * Takes every access off a RAM user that this product made: keys, policies, logon profile, MFA device, in the order
 * that undoing needs. A thing that is missing is success, so it can be repeated at any point.
 *
 * @param stillOurs asked before each thing is taken off; throws where the user must not be changed any more
 * @returns what was taken off, in words
 */
export async function stripAccess(
  userName: string,
  ram: RamDirectory,
  signal: AbortSignal,
  stillOurs: () => Promise<unknown>,
): Promise<string[]> {
  const removed: string[] = [];
  for (const { accessKeyId } of await ram.listAccessKeys(userName, signal)) {
    await stillOurs();
    await ram.deleteAccessKey(userName, accessKeyId, signal);
    removed.push(accessWords.accessKey(accessKeyId));
  }
  for (const policy of await ram.listPolicies(userName, signal)) {
    await stillOurs();
    await ram.detachPolicy(userName, policy, signal);
    removed.push(accessWords.policy(policy.name, userName));
  }
  if ((await ram.getLogonProfile(userName, signal)) !== null) {
    await stillOurs();
    await ram.deleteLogonProfile(userName, signal);
    removed.push(accessWords.logon(userName));
  }
  await stillOurs();
  await ram.unbindMfa(userName, signal);
  return removed;
}
