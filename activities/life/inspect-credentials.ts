import type { DeliveredCredentials, FoundCredentials } from '../../contracts/credential-life';
import type { RamDirectory } from '../../clouds/ram/port';
import { standingOf } from './delivered-user';

/** Reads what is on the RAM user of delivered credentials, changing nothing. */
export async function inspectCredentials(
  credentials: DeliveredCredentials,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<FoundCredentials> {
  const standing = await standingOf(credentials, ram, signal);
  if (standing.found !== 'delivered') {
    return standing;
  }
  const { userName } = credentials;
  const [keys, policies, logon] = await Promise.all([
    ram.listAccessKeys(userName, signal),
    ram.listPolicies(userName, signal),
    ram.getLogonProfile(userName, signal),
  ]);
  return { ...standing, keys, policies: policies.map(({ name }) => name), logon: logon !== null };
}
