import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { Check, IssuedAccessKey } from '../contracts/provisioning';
import type { RamDirectory } from '../clouds/ram/port';
import { samePolicy } from './grant-policies';

/** What was granted, to be read back. */
export interface GrantedAccessRecord {
  readonly preparation: Preparation;
  readonly accessKey: IssuedAccessKey | null;
  readonly consoleLogon: boolean;
  /** When the recorded logon profile was made; absent where that is not known. */
  readonly logonCreatedAt?: string | null | undefined;
}

/** RAM tells times to the second, and may round them. */
const SAME_TIME_MS = 2000;

/**
 * Reads back what was granted: exactly the recorded AccessKey, every policy, the recorded logon profile. Read-only,
 * apart from deleting a key that a delayed attempt made beside the recorded one.
 *
 * @param stillOurs asked before a key is deleted; throws where the user must not be changed any more
 * @throws PrepError `AccessChanged` where something is gone, or something else is in its place
 */
export async function readBackAccess(
  { preparation, accessKey, consoleLogon, logonCreatedAt }: GrantedAccessRecord,
  stillOurs: () => Promise<unknown>,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check[]> {
  const { ramUser } = preparation;
  const checks: Check[] = [];
  if (accessKey !== null) {
    checks.push(await onlyRecordedKey(ramUser.name, accessKey.accessKeyId, stillOurs, ram, signal));
  }
  checks.push(await policiesListed(preparation, ram, signal));
  if (consoleLogon) {
    checks.push(await logonEnabled(ramUser.name, logonCreatedAt ?? null, ram, signal));
  }
  return checks;
}

async function onlyRecordedKey(
  userName: string,
  accessKeyId: string,
  stillOurs: () => Promise<unknown>,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  const keys = await ram.listAccessKeys(userName, signal);
  const recorded = keys.find((key) => key.accessKeyId === accessKeyId);
  if (recorded?.status !== 'Active') {
    throw new PrepError('AccessChanged', {
      resource: `AccessKey ${accessKeyId} of RAM user ${userName}`,
      detail: recorded === undefined ? 'RAM does not list it any more.' : 'It is not active.',
    });
  }
  for (const stray of keys.filter((key) => key.accessKeyId !== accessKeyId)) {
    await stillOurs();
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
    throw new PrepError('AccessChanged', {
      resource: `Policy ${missing.map(({ name }) => name).join(', ')} of RAM user ${ramUser.name}`,
      detail: 'RAM does not list it any more.',
    });
  }
  return {
    name: 'Policies',
    outcome: 'ok',
    message: `RAM user ${ramUser.name} has ${attached.map(({ name }) => name).join(' and ')}.`,
  };
}

async function logonEnabled(
  userName: string,
  recordedAt: string | null,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  const profile = await ram.getLogonProfile(userName, signal);
  const later = recordedAt === null ? 0 : Date.parse(profile?.createdAt ?? '') - Date.parse(recordedAt);
  if (profile === null || later > SAME_TIME_MS) {
    throw new PrepError('AccessChanged', {
      resource: `Console logon of RAM user ${userName}`,
      detail:
        profile === null ? 'RAM does not show it any more.' : 'It was made anew, with another password.',
    });
  }
  return {
    name: 'Console logon',
    outcome: 'warning',
    message: `Console logon of RAM user ${userName} is enabled, but no program can try it: sign in once by the link.`,
  };
}
