import type { RamDirectory } from '../clouds/ram/port';

/**
 * Takes every access off a RAM user that this run made: keys, policies, logon profile, MFA device, in the order that
 * undoing needs. A thing that is missing is success, so it can be repeated at any point.
 *
 * @returns what was taken off, in words
 */
export async function stripAccess(
  userName: string,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<string[]> {
  const removed: string[] = [];
  for (const { accessKeyId } of await ram.listAccessKeys(userName, signal)) {
    await ram.deleteAccessKey(userName, accessKeyId, signal);
    removed.push(`AccessKey ${accessKeyId}`);
  }
  for (const policy of await ram.listPolicies(userName, signal)) {
    await ram.detachPolicy(userName, policy, signal);
    removed.push(`policy ${policy.name} of RAM user ${userName}`);
  }
  if ((await ram.getLogonProfile(userName, signal)) !== null) {
    await ram.deleteLogonProfile(userName, signal);
    removed.push(`console logon of RAM user ${userName}`);
  }
  await ram.unbindMfa(userName, signal);
  return removed;
}
