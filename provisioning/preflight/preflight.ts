import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/preparation';
import type { Check, PreflightReport, SignIn } from '../../contracts/provisioning';
import type { Clouds } from '../clouds';
import type { Ownership } from '../trust/mark';
import {
  destinationCheck,
  identityCheck,
  passwordPolicyCheck,
  policyCheck,
  signInCheck,
  userCheck,
} from './alibaba-checks';
import { sourceChecks } from './source-checks';
import { sourceKeyChecks } from './source-key-checks';

/**
 * Checks both clouds without changing anything, and reports all problems at once.
 *
 * @param further additional checks
 * @throws PrepError `PreflightFailed` listing what a person must fix; `AlreadyPrepared`; transient errors as they are
 */
export async function preflight(
  preparation: Preparation,
  ownership: Ownership,
  clouds: Clouds,
  signal: AbortSignal,
  further: () => Promise<Check[]> = async () => [],
): Promise<PreflightReport> {
  const [source, sourceKey, alibaba, others] = await Promise.all([
    sourceChecks(preparation.source, clouds, signal),
    sourceKeyChecks(preparation, ownership, clouds, signal),
    alibabaSide(preparation, ownership, clouds, signal),
    further(),
  ]);
  const checks = [...source, ...sourceKey, ...alibaba.checks, ...others];
  const problems = checks.filter(({ outcome }) => outcome === 'problem');
  if (problems.length > 0 || alibaba.signIn === null) {
    throw new PrepError('PreflightFailed', {
      resource: phrase('resource.migration', {
        from: preparation.source.bucket,
        to: preparation.destination.bucket,
      }),
      findings: problems.map(({ name, errorType = '', message }) =>
        phrase('provisioning.finding', { name, type: errorType, message }),
      ),
    });
  }
  return { checks, signIn: alibaba.signIn };
}

interface AlibabaSide {
  readonly checks: Check[];
  readonly signIn: SignIn | null;
}

async function alibabaSide(
  preparation: Preparation,
  ownership: Ownership,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<AlibabaSide> {
  const identity = await identityCheck(preparation.account.id, clouds.sts(), signal);
  if (identity.outcome === 'problem') {
    // With a wrong key or account every other answer would only repeat it.
    return { checks: [identity], signIn: null };
  }
  const ram = clouds.ram();
  const [destination, user, policies, password, signIn] = await Promise.all([
    destinationCheck(preparation, ownership, clouds.oss(preparation.destination.region), signal),
    userCheck(preparation, ownership, ram, signal),
    Promise.all(preparation.ramUser.policies.map((policy) => policyCheck(policy, ram, signal))),
    passwordPolicyCheck(preparation.ramUser.name, ram, signal),
    signInCheck(preparation, ram, signal),
  ]);
  return {
    checks: [identity, destination, user, ...policies, password, signIn.check],
    signIn: signIn.signIn,
  };
}
