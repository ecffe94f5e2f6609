import type { IamPolicy, IamUser, KsyunIam } from '../../clouds/ksyun-iam/port';
import { PrepError } from '../../contracts/prep-error';
import { ownershipOf } from '../mark';

/** An IAM user and its policy, by their names and the mark that they must bear. */
export interface Reader {
  readonly userName: string;
  readonly policyName: string;
  readonly mark: string;
}

/**
 * Stops unless the user was made by this workflow and nothing has been delivered with it.
 *
 * @throws PrepError `IamUserNotOurs`, `AlreadyPrepared`
 */
export function assertReaderOurs({ name, remark }: IamUser, mark: string): void {
  const resource = `Kingsoft IAM user ${name}`;
  const ownership = ownershipOf(remark, mark);
  if (ownership.owner !== 'this workflow') {
    const detail =
      ownership.owner === 'another workflow'
        ? `Its remark says it belongs to "${ownership.mark}".`
        : undefined;
    throw new PrepError('IamUserNotOurs', { resource, detail });
  }
  if (ownership.deliveredAt !== null) {
    throw new PrepError('AlreadyPrepared', {
      resource,
      detail:
        `They were delivered at ${ownership.deliveredAt}. ` +
        'To replace the AccessKey: npx prep rotate BUCKET --source. ' +
        'To take it back with the rest: npx prep revoke BUCKET --source-key create.',
    });
  }
}

/**
 * Reads a dedicated user that was made, whosever it is.
 *
 * @throws PrepError `IamNotVisibleYet`
 */
export async function readerSeen(userName: string, iam: KsyunIam, signal: AbortSignal): Promise<IamUser> {
  const user = await iam.getUser(userName, signal);
  if (user === null) {
    throw new PrepError('IamNotVisibleYet', { resource: `Kingsoft IAM user ${userName}` });
  }
  return user;
}

/**
 * Reads the dedicated user and makes sure once more that it is the run's before anything is done to it.
 *
 * @throws PrepError `IamNotVisibleYet`, `IamUserNotOurs`, `AlreadyPrepared`
 */
export async function ownedReader(
  userName: string,
  mark: string,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  assertReaderOurs(await readerSeen(userName, iam, signal), mark);
}

/**
 * The custom policy of that name, which must be ours; null where there is none.
 *
 * @throws PrepError `IamUserNotOurs`
 */
export async function ownedPolicy(
  { policyName, mark }: Pick<Reader, 'policyName' | 'mark'>,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<IamPolicy | null> {
  const policy = await iam.findPolicy(policyName, signal);
  if (policy !== null && ownershipOf(policy.description, mark).owner !== 'this workflow') {
    throw new PrepError('IamUserNotOurs', { resource: `Kingsoft IAM policy ${policyName}` });
  }
  return policy;
}
