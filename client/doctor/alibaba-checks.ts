import { randomBytes } from 'node:crypto';
import type { Clouds } from '../../provisioning/clouds';
import {
  identityCheck,
  passwordPolicyCheck,
  policyCheck,
  signInCheck,
} from '../../provisioning/preflight/alibaba-checks';
import { resolvePolicies } from '../../provisioning/request/policy-presets';
import type { Settings } from '../../contracts/settings';
import { ask, askCheck } from './ask';
import type { DoctorCheck } from './doctor-report';

/** A name that does not exist. */
const NOBODY = () => `prep-doctor-${randomBytes(12).toString('hex')}`;

/** The configured Alibaba identity is the expected account, and may read what a preparation reads. */
export async function checkAlibaba(settings: Settings, clouds: Clouds): Promise<DoctorCheck[]> {
  const { alibaba, defaults } = settings;
  const { accountId: id, site } = alibaba;
  let keyAccepted = true;
  const [identity, ...others] = await Promise.all([
    askCheck(
      'Alibaba identity',
      async (signal) => {
        const check = await identityCheck(id, clouds.sts(), signal);
        keyAccepted = check.errorType !== 'RamInvalidAccessKey';
        return check;
      },
      'Use a RAM user with the permissions listed in docs/configuration.md.',
    ),
    ask('OSS', async (signal) => {
      await clouds.oss(defaults.region).describe(NOBODY(), signal);
      return `OSS in ${defaults.region} accepts the AccessKey (tried with a bucket that does not exist; nothing was created).`;
    }),
    ask('RAM users', async (signal) => {
      await clouds.ram().getUser(NOBODY(), signal);
      return 'The identity can look up RAM users (nothing was created).';
    }),
    askCheck('RAM password policy', (signal) => passwordPolicyCheck('prep-doctor', clouds.ram(), signal)),
    askCheck(
      'RAM sign-in domain',
      async (signal) => {
        const preparation = { ramUser: { name: 'NAME' }, account: { id, site } };
        return (await signInCheck(preparation, clouds.ram(), signal)).check;
      },
      'Grant it ram:GetDefaultDomain if the domain is a different one.',
    ),
    ...resolvePolicies(defaults.policies).map((policy) =>
      askCheck(`Policy ${policy.name}`, (signal) => policyCheck(policy, clouds.ram(), signal)),
    ),
  ]);
  // With a key that is not accepted, every other answer only repeats it.
  return keyAccepted ? [identity, ...others] : [identity];
}
