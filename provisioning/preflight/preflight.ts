import { phrase } from '../../presentation/words/words';
import { ruleOf } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import type {
  Check,
  DeliveredBefore,
  PreflightReport,
  SignIn,
} from '../../contracts/credentials/provisioning';
import type { Clouds } from '../clouds';
import type { Ownership } from '../trust/mark';
import {
  deliveredAt,
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
 * Of a preparation whose credentials were delivered before, only the source and the account are checked: nothing will be
 * created.
 *
 * @throws PrepError `PreflightFailed` listing what a person must fix, `PreflightNeedsNewRun` if that takes another input;
 *   `AlreadyPrepared` if only the dedicated AccessKey of the source was delivered; transient errors as they are
 */
export async function preflight(
  preparation: Preparation,
  ownership: Ownership,
  clouds: Clouds,
  signal: AbortSignal,
  further: () => Promise<Check[]> = async () => [],
): Promise<PreflightReport | DeliveredBefore> {
  const identity = await identityCheck(preparation.account.id, clouds.sts(), signal);
  // With a wrong key or account every other answer would only repeat it.
  const known = identity.outcome !== 'problem';
  const delivered = known ? await deliveredAt(preparation, ownership, clouds.ram(), signal) : null;
  const [source, rest] = await Promise.all([
    sourceChecks(preparation.source, clouds, signal),
    delivered !== null
      ? null
      : Promise.all([
          sourceKeyChecks(preparation, ownership, clouds, signal),
          known ? alibabaSide(preparation, ownership, clouds, signal) : { checks: [], signIn: null },
          further(),
        ]),
  ]);
  const [sourceKey, alibaba, others] = rest ?? [[], { checks: [], signIn: null }, []];
  const checks = [...source, ...sourceKey, identity, ...alibaba.checks, ...others];
  const problems = checks.filter(({ outcome }) => outcome === 'problem');
  if (problems.length === 0 && delivered !== null) {
    return { checks, deliveredAt: delivered };
  }
  if (problems.length > 0 || alibaba.signIn === null) {
    const newRun = problems.some(
      ({ errorType }) => errorType !== undefined && ruleOf(errorType).effect === 'restart',
    );
    throw new PrepError(newRun ? 'PreflightNeedsNewRun' : 'PreflightFailed', {
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
  const ram = clouds.ram();
  const [destination, user, policies, password, signIn] = await Promise.all([
    destinationCheck(preparation, ownership, clouds.oss(preparation.destination.region), signal),
    userCheck(preparation, ownership, ram, signal),
    Promise.all(preparation.ramUser.policies.map((policy) => policyCheck(policy, ram, signal))),
    passwordPolicyCheck(preparation.ramUser.name, ram, signal),
    signInCheck(preparation, ram, signal),
  ]);
  return {
    checks: [destination, user, ...policies, password, signIn.check],
    signIn: signIn.signIn,
  };
}
