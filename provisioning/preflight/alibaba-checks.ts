import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import type { Check, SignIn } from '../../contracts/credentials/provisioning';
import type { CallerIdentity } from '../../clouds/sts/port';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import { assertAccount } from './assert-account';
import { isOurs } from '../approval/present-plan';
import { adopted, assertRegion } from '../bucket/ensure-bucket';
import type { Ownership } from '../trust/mark';
import { assertUndelivered } from '../identity/owned-identity';
import { ramUserOf } from '../identity/ram-identity';
import { generatePassword } from '../sealing/password';
import { signInOf } from '../identity/sign-in';
import { check } from './collect';

/** The configured Alibaba identity is the account that the configuration names. */
export function identityCheck(accountId: string, sts: CallerIdentity, signal: AbortSignal): Promise<Check> {
  return check(phrase('provisioning.alibabaIdentity'), async () => {
    const { arn, identityType } = await assertAccount(accountId, sts, signal);
    return identityType === 'Account'
      ? { warning: phrase('provisioning.identityIsAccount', { arn }) }
      : phrase('provisioning.identityIs', { arn });
  });
}

/** The destination name is free, ours, or taken. */
export function destinationCheck(
  { destination }: Preparation,
  ownership: Ownership,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<Check> {
  return check(phrase('provisioning.ossBucket'), async () => {
    const { bucket } = destination;
    const existing = await oss.describe(bucket, signal);
    await oss.probeObjects(existing?.region === destination.region ? bucket : null, signal);
    if (existing === null) {
      return phrase('provisioning.bucketWillBeCreated', { bucket, region: destination.region });
    }
    assertRegion(existing, destination);
    if (isOurs(existing, ownership)) {
      return phrase('provisioning.bucketOfEarlierRun', { bucket });
    }
    adopted(existing, destination, ownership);
    const rules = await oss.lifecycleRules(destination.bucket, signal);
    return rules.length === 0
      ? phrase('provisioning.bucketUsedAsItIs', { bucket })
      : { warning: phrase('provisioning.bucketLifecycleRules', { bucket, rules: rules.length }) };
  });
}

/** When credentials were delivered with the RAM user of this preparation; null if none were. */
export async function deliveredAt(
  preparation: Preparation,
  ownership: Ownership,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<string | null> {
  const user = ramUserOf({ preparation, ownership }, ram);
  const text = await user.find(signal).catch((error: unknown) => {
    // What a person must fix is a finding of the check of the user.
    if (error instanceof PrepError && error.effect !== 'transient') {
      return null;
    }
    throw error;
  });
  const mark = ownership.of(user.on, text ?? undefined);
  return mark.owner === 'this preparation' && mark.state === 'delivered' ? mark.deliveredAt : null;
}

/** The RAM user name is free or ours. */
export function userCheck(
  preparation: Preparation,
  ownership: Ownership,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  const { ramUser } = preparation;
  return check(phrase('provisioning.ramUser'), async () => {
    const user = ramUserOf({ preparation, ownership }, ram);
    const found = await user.find(signal);
    if (found === null) {
      return phrase('provisioning.userWillBeCreated', { name: ramUser.name });
    }
    await assertUndelivered(user, found, signal);
    return phrase('provisioning.userOfEarlierRun', { name: ramUser.name });
  });
}

/** A policy exists, unless this product creates it. */
export function policyCheck(
  { name, type, document }: Preparation['ramUser']['policies'][number],
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  return check(phrase('provisioning.policy', { name }), async () => {
    if (await ram.policyExists({ name, type }, signal)) {
      return phrase('provisioning.policyExists', { name, type });
    }
    if (document === undefined) {
      throw new PrepError('RamPolicyMissing', { resource: phrase('resource.ramPolicy', { name, type }) });
    }
    return phrase('provisioning.policyWillBeCreated', { name });
  });
}

/** A password that the account accepts can be generated. */
export function passwordPolicyCheck(
  userName: string,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  return check(phrase('provisioning.passwordPolicy'), async () => {
    const policy = await ram.passwordPolicy(signal);
    generatePassword(policy, userName);
    return phrase('provisioning.passwordsAccepted', { length: policy.minimumLength });
  });
}

/** The account's sign-in domain, and with it the link and the name that the new user signs in with. */
export async function signInCheck(
  preparation: Parameters<typeof signInOf>[0],
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<{ check: Check; signIn: SignIn | null }> {
  let signIn: SignIn | null = null;
  const found = await check(phrase('provisioning.signInDomain'), async () => {
    const { userPrincipalName, url, source } = await signInOf(preparation, ram, signal);
    signIn = { userPrincipalName, url };
    return source === 'default-domain'
      ? phrase('provisioning.signsInAs', { name: named(userPrincipalName) })
      : { warning: phrase('provisioning.signsInAsGuessed', { name: named(userPrincipalName), source }) };
  });
  return { check: found, signIn };
}
