import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/preparation';
import type { Check, SignIn } from '../../contracts/provisioning';
import type { CallerIdentity } from '../../clouds/sts/port';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import { assertAccount } from '../assert-account';
import { adopted, assertRegion, originOf } from '../ensure-bucket';
import { assertOurs } from '../owned-user';
import { generatePassword } from '../password';
import { check } from './collect';

/** The configured Alibaba identity is the account that the configuration names. */
export function identityCheck(
  { account }: Preparation,
  sts: CallerIdentity,
  signal: AbortSignal,
): Promise<Check> {
  return check('Alibaba identity', async () => {
    const arn = await assertAccount(account.id, sts, signal);
    return `The configured AccessKey is ${arn}.`;
  });
}

/** The destination name is free, ours already, or somebody else's. */
export async function destinationCheck(
  { destination, mark }: Preparation,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<{ check: Check; freeSince: string | null }> {
  const name = 'OSS bucket';
  const seenAt = new Date().toISOString();
  let freeSince: string | null = null;
  const found = await check(name, async () => {
    const existing = await oss.describe(destination.bucket, signal);
    if (existing === null) {
      freeSince = seenAt;
      return `OSS bucket ${destination.bucket} does not exist yet and will be created in ${destination.region}.`;
    }
    assertRegion(existing, destination);
    if (originOf(existing, mark, null) === 'marked') {
      return `OSS bucket ${destination.bucket} was made by an earlier attempt of this run.`;
    }
    adopted(existing, destination);
    const rules = await oss.lifecycleRules(destination.bucket, signal);
    return rules.length === 0
      ? `OSS bucket ${destination.bucket} exists and is used as it is.`
      : {
          warning: `OSS bucket ${destination.bucket} has ${rules.length} lifecycle rules; the migration keeps modification times, so they may act on migrated objects at once.`,
        };
  });
  return { check: found, freeSince };
}

/** The RAM user name is free or ours. */
export function userCheck(preparation: Preparation, ram: RamDirectory, signal: AbortSignal): Promise<Check> {
  const { ramUser } = preparation;
  return check('RAM user', async () => {
    const user = await ram.getUser(ramUser.name, signal);
    if (user === null) {
      return `RAM user ${ramUser.name} does not exist yet and will be created.`;
    }
    await assertOurs(user, preparation, ram, signal);
    return `RAM user ${ramUser.name} was made by an earlier attempt of this run.`;
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
  { ramUser, account }: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<{ check: Check; signIn: SignIn }> {
  let signIn: SignIn = { userPrincipalName: ramUser.name, url: SIGN_IN_SITES[account.site] };
  const found = await check('Sign-in domain', async () => {
    const { domain, source } = await ram.signInDomain(account.id, signal);
    const userPrincipalName = `${ramUser.name}@${domain}`;
    const url = `${SIGN_IN_SITES[account.site]}/login.htm?username=${encodeURIComponent(userPrincipalName)}`;
    signIn = { userPrincipalName, url };
    return source === 'default-domain'
      ? `The user will sign in as ${userPrincipalName}.`
      : {
          warning: `The account's default domain could not be read, so ${userPrincipalName} is made from its ${source === 'account-alias' ? 'alias' : 'ID'}.`,
        };
  });
  return { check: found, signIn };
}

const SIGN_IN_SITES = {
  china: 'https://signin.aliyun.com',
  international: 'https://signin.alibabacloud.com',
} as const;
