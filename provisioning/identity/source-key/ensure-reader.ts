import type { KsyunIam } from '../../../clouds/ksyun-iam/port';
import { PrepError } from '../../../contracts/prep-error';
import type { Ownership } from '../../trust/mark';
import { assertReaderUndelivered, ownedPolicy, ownedReader, type Reader } from './owned-reader';
import { stripReader } from './strip-reader';

/**
 * Ensures that the dedicated user exists with the one policy of the plan, and with no key.
 *
 * Idempotent: the names are the keys, and the mark, set in the same calls that make user and policy, tells ours from
 * somebody else's. What an attempt that was never delivered left is taken off, and its policy is made anew, so that
 * what it permits is what was approved.
 *
 * @throws PrepError `IamUserNotOurs`, `TakenOver`, `AlreadyPrepared`, `IamLimitReached`, `IamNotVisibleYet`
 */
export async function ensureReader(
  reader: Reader,
  document: string,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const { userName, policyName } = reader;
  const remark = ownership.made({ kind: 'iam-user', name: userName });
  const found = await iam.getUser(userName, signal);
  if (found === null) {
    await makeUser(userName, remark, iam, signal);
  } else {
    if (!assertReaderUndelivered(found, ownership).byThisWorkflow) {
      await iam.updateRemark(userName, remark, signal);
    }
    await stripReader(userName, iam, 0, signal, () => ownedReader(userName, ownership, iam, signal));
  }
  await replacePolicy(policyName, document, ownership, iam, signal);
  const policy = await ownedPolicy(policyName, ownership, iam, signal);
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
async function makeUser(userName: string, remark: string, iam: KsyunIam, signal: AbortSignal): Promise<void> {
  if ((await iam.createUser(userName, remark, signal)) === 'exists') {
    throw new PrepError('IamNotVisibleYet', { resource: `Kingsoft IAM user ${userName}` });
  }
}

/** @throws PrepError `IamUserNotOurs`, `IamRequestRefused` where the policy is attached to somebody else */
async function replacePolicy(
  policyName: string,
  document: string,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const earlier = await ownedPolicy(policyName, ownership, iam, signal);
  if (earlier !== null && (await iam.deletePolicy(earlier.krn, signal)) === 'blocked') {
    throw new PrepError('IamRequestRefused', {
      resource: `Kingsoft IAM policy ${policyName}`,
      detail: 'It was made by this preparation, but is attached to somebody else too.',
    });
  }
  const description = ownership.made({ kind: 'iam-policy', name: policyName });
  await iam.createPolicy(policyName, document, description, signal);
}
