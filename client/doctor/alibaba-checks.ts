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
import { phrase } from '../../presentation/words/words';
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
      phrase('provisioning.alibabaIdentity'),
      async (signal) => {
        const check = await identityCheck(id, clouds.sts(), signal);
        keyAccepted = check.errorType !== 'RamInvalidAccessKey';
        return check;
      },
      phrase('doctor.useRamUser'),
    ),
    ask('OSS', async (signal) => {
      const oss = clouds.oss(defaults.region);
      await oss.describe(NOBODY(), signal);
      const buckets = Object.keys(alibaba.ossDomains ?? {});
      for (const bucket of buckets) {
        const found = await oss.describe(bucket, signal);
        await clouds.oss(found?.region ?? defaults.region).probeObjects(bucket, signal);
      }
      if (buckets.length === 0) {
        await oss.probeObjects(null, signal);
      }
      return phrase('doctor.ossAccepts', { region: defaults.region });
    }),
    ask(phrase('doctor.ramUsers'), async (signal) => {
      await clouds.ram().getUser(NOBODY(), signal);
      return phrase('doctor.ramUsersRead');
    }),
    askCheck(phrase('doctor.passwordPolicy'), (signal) =>
      passwordPolicyCheck('prep-doctor', clouds.ram(), signal),
    ),
    askCheck(
      phrase('doctor.signInDomain'),
      async (signal) => {
        const preparation = { ramUser: { name: 'NAME' }, account: { id, site } };
        return (await signInCheck(preparation, clouds.ram(), signal)).check;
      },
      phrase('doctor.grantDomain'),
    ),
    ...resolvePolicies(defaults.policies).map((policy) =>
      askCheck(phrase('provisioning.policy', { name: policy.name }), (signal) =>
        policyCheck(policy, clouds.ram(), signal),
      ),
    ),
  ]);
  // With a key that is not accepted, every other answer only repeats it.
  return keyAccepted ? [identity, ...others] : [identity];
}
