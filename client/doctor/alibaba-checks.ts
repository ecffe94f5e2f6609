import { named } from '../../presentation/text/foreign-text';
import { randomBytes } from 'node:crypto';
import type { Clouds } from '../../provisioning/clouds';
import { generatePassword } from '../../provisioning/sealing/password';
import { resolvePolicies } from '../../provisioning/request/policy-presets';
import { PrepError } from '../../contracts/prep-error';
import type { Settings } from '../../contracts/settings';
import { ask } from './ask';
import { warning, type DoctorCheck } from './doctor-report';

/** A name that nobody uses. */
const NOBODY = () => `prep-doctor-${randomBytes(12).toString('hex')}`;

/** The configured Alibaba identity is the account that it should be, and may look at what a preparation looks at. */
export async function checkAlibaba(settings: Settings, clouds: Clouds): Promise<DoctorCheck[]> {
  const [{ identity, keyAccepted }, ...others] = await Promise.all([
    checkIdentity(settings, clouds),
    checkOss(settings, clouds),
    checkUsers(clouds),
    checkPasswordPolicy(clouds),
    checkSignIn(settings, clouds),
    ...checkPolicies(settings, clouds),
  ]);
  // With a key that is not accepted, every other answer only repeats it.
  return keyAccepted ? [identity, ...others] : [identity];
}

/** `keyAccepted` is false only where STS says that it does not accept the key. */
interface IdentityFinding {
  readonly identity: DoctorCheck;
  readonly keyAccepted: boolean;
}

async function checkIdentity({ alibaba }: Settings, clouds: Clouds): Promise<IdentityFinding> {
  const name = 'Alibaba identity';
  let keyAccepted = true;
  const identity = await ask(name, async (signal) => {
    const { accountId, arn, identityType } = await clouds
      .sts()
      .whoAmI(signal)
      .catch((error: unknown) => {
        keyAccepted = !(error instanceof PrepError && error.type === 'RamInvalidAccessKey');
        throw error;
      });
    if (accountId !== alibaba.accountId) {
      throw new PrepError('IdentityUnexpected', {
        resource: `account ${alibaba.accountId}`,
        detail: `STS says it belongs to account ${named(accountId)} (${named(arn)}).`,
      });
    }
    return identityType === 'Account'
      ? warning(
          name,
          `The configured AccessKey is the account's own (${named(arn)}), which may do anything.`,
          'Use a RAM user with the permissions listed in docs/configuration.md.',
        )
      : `The configured AccessKey is ${named(arn)}.`;
  });
  return { identity, keyAccepted };
}

function checkOss({ defaults: { region } }: Settings, clouds: Clouds): Promise<DoctorCheck> {
  return ask('OSS', async (signal) => {
    await clouds.oss(region).describe(NOBODY(), signal);
    return `OSS in ${region} accepts the AccessKey (asked for a bucket that does not exist; nothing was created).`;
  });
}

function checkUsers(clouds: Clouds): Promise<DoctorCheck> {
  return ask('RAM users', async (signal) => {
    await clouds.ram().getUser(NOBODY(), signal);
    return 'RAM lets the identity look up users (nothing was created).';
  });
}

function checkPasswordPolicy(clouds: Clouds): Promise<DoctorCheck> {
  return ask('RAM password policy', async (signal) => {
    const policy = await clouds.ram().passwordPolicy(signal);
    generatePassword(policy, 'prep-doctor');
    return `Passwords have at least ${policy.minimumLength} characters; one can be generated.`;
  });
}

function checkSignIn({ alibaba }: Settings, clouds: Clouds): Promise<DoctorCheck> {
  const name = 'RAM sign-in domain';
  return ask(name, async (signal) => {
    const { domain, source } = await clouds.ram().signInDomain(alibaba.accountId, signal);
    return source === 'default-domain'
      ? `Users sign in as NAME@${domain}.`
      : warning(
          name,
          `The identity may not read the default domain; users are told to sign in as NAME@${domain}, made from the account's ${source === 'account-alias' ? 'alias' : 'ID'}.`,
          'Grant it ram:GetDefaultDomain, if the domain is another.',
        );
  });
}

function checkPolicies({ defaults }: Settings, clouds: Clouds): Promise<DoctorCheck>[] {
  return resolvePolicies(defaults.policies).map(({ name, type, document }) =>
    ask(`Policy ${name}`, async (signal) => {
      if (await clouds.ram().policyExists({ name, type }, signal)) {
        return `${type} policy ${name} exists.`;
      }
      if (document !== undefined) {
        return `Custom policy ${name} does not exist yet; the first preparation creates it.`;
      }
      throw new PrepError('RamPolicyMissing', { resource: `${type} policy ${name}` });
    }),
  );
}
