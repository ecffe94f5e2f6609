import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import type { Check, EnabledLogon, IssuedAccessKey } from '../../contracts/credentials/provisioning';
import type { RamDirectory } from '../../clouds/ram/port';
import { policiesOf, samePolicy } from './grant-policies';
import type { Identity } from './identity';
import { requireOwn } from './owned-identity';
import { ramUserOf, type OwnerOf } from './ram-identity';

/** What was granted, to be read back. */
export interface GrantedAccessRecord {
  readonly preparation: Pick<Preparation, 'ramUser'>;
  readonly accessKey: IssuedAccessKey | null;
  readonly logon: EnabledLogon | null;
}

/** RAM reports times to the second, and may round them. */
const SAME_TIME_MS = 2000;

/**
 * Reads back what was granted: exactly the recorded AccessKey, the policies of the plan, no group, and the recorded
 * logon profile. Read-only, except that it deletes a key that a late attempt created in addition.
 *
 * @param stillOurs called before a key is deleted; throws if the user must not be changed any more
 * @throws PrepError `AccessChanged` if something is missing or was replaced; `AccessBeyondPlan` if there is more than
 *   was approved
 */
export async function readBackAccess(
  user: Identity,
  { preparation, accessKey, logon }: GrantedAccessRecord,
  stillOurs: () => Promise<unknown>,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check[]> {
  const { name } = preparation.ramUser;
  const rest = [await exactPolicies(preparation, ram, signal)];
  if (logon === null) {
    await requireNoLogon(name, ram, signal);
  } else {
    rest.push(await logonEnabled(name, logon.createdAt, ram, signal));
  }
  // Keys come last: one that a delayed attempt makes after the last look at them stays.
  if (accessKey === null) {
    await requireNoKey(name, ram, signal);
    return rest;
  }
  return [await onlyKey(user, accessKey.accessKeyId, stillOurs, signal), ...rest];
}

/**
 * Makes sure that the user has no access at all: what an approved plan begins with.
 *
 * @throws PrepError `AccessBeyondPlan`; `RamUserNotOurs`, `TakenOver`, `AlreadyPrepared`, `RamNotVisibleYet`
 */
export async function requireBareUser(owner: OwnerOf, ram: RamDirectory, signal: AbortSignal): Promise<void> {
  const { ramUser } = owner.preparation;
  await requireOwn(ramUserOf(owner, ram), signal);
  await requireNothingBeyond({ ...ramUser, policies: [] }, ram, signal);
  await requireNoKey(ramUser.name, ram, signal);
  await requireNoLogon(ramUser.name, ram, signal);
}

async function requireNoKey(userName: string, ram: RamDirectory, signal: AbortSignal): Promise<void> {
  const keys = await ram.listAccessKeys(userName, signal);
  if (keys.length > 0) {
    throw new PrepError('AccessBeyondPlan', {
      resource: phrase('resource.ramUser', { name: userName }),
      detail: phrase('provisioning.hasKeys', { keys: keys.map(({ accessKeyId }) => accessKeyId) }),
    });
  }
}

async function requireNoLogon(userName: string, ram: RamDirectory, signal: AbortSignal): Promise<void> {
  if ((await ram.getLogonProfile(userName, signal)) !== null) {
    throw new PrepError('AccessBeyondPlan', {
      resource: phrase('resource.ramUser', { name: userName }),
      detail: phrase('provisioning.hasLogon'),
    });
  }
}

/**
 * Makes sure that a user has its recorded AccessKey, active, and deletes any other.
 *
 * @param stillOurs called before a key is deleted; throws if the user must not be changed any more
 * @throws PrepError `AccessChanged`
 */
export async function onlyKey(
  user: Identity,
  accessKeyId: string,
  stillOurs: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<Check> {
  const keys = await user.listKeys(signal);
  const recorded = keys.find((key) => key.accessKeyId === accessKeyId);
  if (recorded?.status !== 'Active') {
    throw new PrepError('AccessChanged', {
      resource: phrase('resource.accessKeyOf', { id: accessKeyId, of: user.what }),
      detail:
        recorded === undefined
          ? phrase('provisioning.notListed', { directory: user.words.directory })
          : phrase('provisioning.notActive'),
    });
  }
  for (const stray of keys.filter((key) => key.accessKeyId !== accessKeyId)) {
    await stillOurs();
    await user.deleteKey(stray.accessKeyId, signal);
  }
  return {
    name: phrase('provisioning.accessKey'),
    outcome: 'ok',
    message: phrase('provisioning.exactlyOneKey', { user: user.what, accessKeyId }),
  };
}

/** Exactly the policies of the plan: none missing, none in addition, none through a group. */
async function exactPolicies(
  { ramUser }: Pick<Preparation, 'ramUser'>,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  await requireNothingBeyond(ramUser, ram, signal);
  const attached = await ram.listPolicies(ramUser.name, signal);
  const missing = ramUser.policies.filter((policy) => !attached.some((one) => samePolicy(one, policy)));
  if (missing.length > 0) {
    throw new PrepError('AccessChanged', {
      resource: policiesOf(missing, ramUser.name),
      detail: phrase('provisioning.notListed', { directory: 'RAM' }),
    });
  }
  return {
    name: phrase('provisioning.policies'),
    outcome: 'ok',
    message: phrase('provisioning.exactPolicies', {
      user: phrase('resource.ramUser', { name: ramUser.name }),
      policies: attached.map(({ name }) => name),
    }),
  };
}

/**
 * Makes sure that the user has no policy and is in no group that the plan does not give it.
 *
 * @throws PrepError `AccessBeyondPlan`
 */
async function requireNothingBeyond(
  { name: userName, policies }: Preparation['ramUser'],
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<void> {
  const attached = await ram.listPolicies(userName, signal);
  const groups = await ram.listGroups(userName, signal);
  const beyond = attached
    .filter((one) => !policies.some((policy) => samePolicy(one, policy)))
    .map(({ name }) => name);
  if (beyond.length > 0 || groups.length > 0) {
    throw new PrepError('AccessBeyondPlan', {
      resource: phrase('resource.ramUser', { name: userName }),
      detail: phrase('provisioning.hasBeyond', { policies: beyond, groups }),
    });
  }
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
      resource: phrase('resource.logonOf', { of: phrase('resource.ramUser', { name: userName }) }),
      detail:
        profile === null
          ? phrase('provisioning.notListed', { directory: 'RAM' })
          : phrase('provisioning.logonRecreated'),
    });
  }
  return {
    name: phrase('provisioning.consoleLogon'),
    outcome: 'warning',
    message: phrase('provisioning.logonNotTried', { user: phrase('resource.ramUser', { name: userName }) }),
  };
}
