import { named } from '../../presentation/text/foreign-text';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/preparation';
import type { Check, SignIn } from '../../contracts/provisioning';
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
export function identityCheck(
  { account }: Preparation,
  sts: CallerIdentity,
  signal: AbortSignal,
): Promise<Check> {
  return check('Alibaba identity', async () => {
    const arn = await assertAccount(account.id, sts, signal);
    return `The configured AccessKey is ${named(arn)}.`;
  });
}

/** The destination name is free, ours already, or somebody else's. */
export function destinationCheck(
  { destination }: Preparation,
  ownership: Ownership,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<Check> {
  return check('OSS bucket', async () => {
    const existing = await oss.describe(destination.bucket, signal);
    if (existing === null) {
      return `OSS bucket ${destination.bucket} does not exist yet and will be created in ${destination.region}.`;
    }
    assertRegion(existing, destination);
    if (isOurs(existing, ownership)) {
      return `OSS bucket ${destination.bucket} was made by an earlier run of this preparation.`;
    }
    adopted(existing, destination, ownership);
    const rules = await oss.lifecycleRules(destination.bucket, signal);
    return rules.length === 0
      ? `OSS bucket ${destination.bucket} exists and is used as it is.`
      : {
          warning: `OSS bucket ${destination.bucket} has ${rules.length} lifecycle rules; the migration keeps modification times, so they may act on migrated objects at once.`,
        };
  });
}

/** The RAM user name is free or ours. */
export function userCheck(
  preparation: Preparation,
  ownership: Ownership,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  const { ramUser } = preparation;
  return check('RAM user', async () => {
    const user = ramUserOf({ preparation, ownership }, ram);
    const found = await user.find(signal);
    if (found === null) {
      return `RAM user ${ramUser.name} does not exist yet and will be created.`;
    }
    await assertUndelivered(user, found, signal);
    return `RAM user ${ramUser.name} was made by an earlier run of this preparation; nothing was delivered with it.`;
  });
}

/** Every policy exists, apart from the ones that this product creates. */
export function policyChecks(
  { ramUser }: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check[]> {
  return Promise.all(
    ramUser.policies.map(({ name, type, document }) =>
      check(`Policy ${name}`, async () => {
        if (await ram.policyExists({ name, type }, signal)) {
          return `${type} policy ${name} exists.`;
        }
        if (document === undefined) {
          throw new PrepError('RamPolicyMissing', { resource: `${type} policy ${name}` });
        }
        return `Custom policy ${name} does not exist yet and will be created.`;
      }),
    ),
  );
}

/** A password that the account accepts can be made. */
export function passwordPolicyCheck(
  { ramUser }: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check> {
  return check('Password policy', async () => {
    const policy = await ram.passwordPolicy(signal);
    generatePassword(policy, ramUser.name);
    return `Passwords of the account have at least ${policy.minimumLength} characters; one can be generated.`;
  });
}

/** The account's sign-in domain, and with it the link and the name that the new user signs in with. */
export async function signInCheck(
  preparation: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<{ check: Check; signIn: SignIn | null }> {
  let signIn: SignIn | null = null;
  const found = await check('Sign-in domain', async () => {
    const { userPrincipalName, url, source } = await signInOf(preparation, ram, signal);
    signIn = { userPrincipalName, url };
    return source === 'default-domain'
      ? `The user will sign in as ${named(userPrincipalName)}.`
      : {
          warning: `The account's default domain could not be read, so ${named(userPrincipalName)} is made from its ${source === 'account-alias' ? 'alias' : 'ID'}.`,
        };
  });
  return { check: found, signIn };
}
