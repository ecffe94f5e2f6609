import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { PrepError } from '../../contracts/prep-error';
import { assertReaderOurs, ownedPolicy, type Reader } from './owned-reader';
import { stripReader } from './strip-reader';

/**
 * Ensures that the dedicated user exists with the one policy of the plan, and with no key.
 *
 * Idempotent: the names are the keys, and the mark, set in the same calls that make user and policy, tells ours from
 * somebody else's. What an attempt that was never delivered left is taken off, and its policy is made anew, so that
 * what it permits is what was approved.
 *
 * @throws PrepError `IamUserNotOurs`, `AlreadyPrepared`, `IamLimitReached`, `IamNotVisibleYet`
 */
export async function ensureReader(
  reader: Reader,
  document: string,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const { userName, policyName, mark } = reader;
  const found = await iam.getUser(userName, signal);
  if (found === null) {
    await makeUser(userName, mark, iam, signal);
  } else {
    assertReaderOurs(found, mark);
    await stripReader(userName, iam, 0, signal);
  }
  await replacePolicy(reader, document, iam, signal);
  const policy = await ownedPolicy(reader, iam, signal);
  if (policy === null) {
    throw new PrepError('IamNotVisibleYet', { resource: `Kingsoft IAM policy ${policyName}` });
  }
  await iam.attachPolicy(userName, policy.krn, signal);
  const attached = await iam.listAttachedPolicies(userName, signal);
  if (attached.length !== 1 || attached[0]?.krn !== policy.krn) {
    throw new PrepError('IamNotVisibleYet', {
      resource: `Policy ${policyName} of Kingsoft IAM user ${userName}`,
      detail: `IAM lists ${attached.length} policies.`,
    });
  }
}

/** @throws PrepError `IamNotVisibleYet` where IAM knows a user that it does not show: the next attempt reads whose it is */
async function makeUser(userName: string, mark: string, iam: KsyunIam, signal: AbortSignal): Promise<void> {
  if ((await iam.createUser(userName, mark, signal)) === 'exists') {
    throw new PrepError('IamNotVisibleYet', { resource: `Kingsoft IAM user ${userName}` });
  }
}

/** @throws PrepError `IamUserNotOurs`, `IamRequestRefused` where the policy is attached to somebody else */
async function replacePolicy(
  reader: Reader,
  document: string,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const { policyName, mark } = reader;
  const earlier = await ownedPolicy(reader, iam, signal);
  if (earlier !== null && (await iam.deletePolicy(earlier.krn, signal)) === 'blocked') {
    throw new PrepError('IamRequestRefused', {
      resource: `Kingsoft IAM policy ${policyName}`,
      detail: 'It was made by this run, but is attached to somebody else too.',
    });
  }
  await iam.createPolicy(policyName, document, mark, signal);
}
