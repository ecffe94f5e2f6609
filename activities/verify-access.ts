import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { Check, IssuedAccessKey } from '../contracts/provisioning';
import type { RamDirectory } from '../clouds/ram/port';
import { samePolicy } from './grant-policies';
import { ownedUser } from './owned-user';

/** What was granted, to be read back. */
export interface GrantedAccessRecord {
  readonly preparation: Preparation;
  readonly accessKey: IssuedAccessKey | null;
  readonly consoleLogon: boolean;
}

/**
 * Reads back what was granted: exactly the recorded AccessKey, every policy, the logon profile. Read-only, apart
 * from deleting a key that a delayed attempt made after the recorded one.
 *
 * @throws PrepError `NewKeyRefused` where the fresh key did not work or is gone; a new one must be issued
 */
export async function verifyAccess(
  { preparation, accessKey, consoleLogon }: GrantedAccessRecord,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check[]> {
  const { ramUser } = preparation;
  await ownedUser(preparation, ram, signal);
  const checks: Check[] = [];
  if (accessKey !== null) {
    checks.push(...accessKey.checks, await onlyRecordedKey(ramUser.name, accessKey.accessKeyId, ram, signal));
    const refused = accessKey.checks.filter(({ outcome }) => outcome === 'problem');
    if (refused.length > 0) {
      throw new PrepError('NewKeyRefused', {
        resource: `AccessKey ${accessKey.accessKeyId} of RAM user ${ramUser.name}`,
        detail: refused.map(({ message }) => message).join(' '),
      });
    }
  }
  checks.push(await policiesListed(preparation, ram, signal));
  if (consoleLogon) {
    checks.push(await logonEnabled(ramUser.name, ram, signal));
  }
  return checks;
}

async function onlyRecordedKey(
  userName: string,
  accessKeyId: string,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  const keys = await ram.listAccessKeys(userName, signal);
  const recorded = keys.find((key) => key.accessKeyId === accessKeyId);
  if (recorded?.status !== 'Active') {
    throw new PrepError('NewKeyRefused', {
      resource: `AccessKey ${accessKeyId} of RAM user ${userName}`,
      detail: recorded === undefined ? 'RAM does not list it any more.' : 'It is not active.',
    });
  }
  for (const stray of keys.filter((key) => key.accessKeyId !== accessKeyId)) {
    await ram.deleteAccessKey(userName, stray.accessKeyId, signal);
  }
  return {
    name: 'AccessKey',
    outcome: 'ok',
    message: `RAM user ${userName} has exactly one AccessKey, ${accessKeyId}, active.`,
  };
}

async function policiesListed(
  { ramUser }: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  const attached = await ram.listPolicies(ramUser.name, signal);
  const missing = ramUser.policies.filter((policy) => !attached.some((one) => samePolicy(one, policy)));
  if (missing.length > 0) {
    throw new PrepError('RamNotVisibleYet', {
      resource: `Policy ${missing.map(({ name }) => name).join(', ')} of RAM user ${ramUser.name}`,
    });
  }
  return {
    name: 'Policies',
    outcome: 'ok',
    message: `RAM user ${ramUser.name} has ${attached.map(({ name }) => name).join(' and ')}.`,
  };
}

async function logonEnabled(userName: string, ram: RamDirectory, signal: AbortSignal): Promise<Check> {
  if ((await ram.getLogonProfile(userName, signal)) === null) {
    throw new PrepError('RamNotVisibleYet', { resource: `Console logon of RAM user ${userName}` });
  }
  return {
    name: 'Console logon',
    outcome: 'warning',
    message: `Console logon of RAM user ${userName} is enabled, but no program can try it: sign in once by the link.`,
  };
}
