import type { IamPolicy, IamUser, KsyunIam } from '../../../clouds/ksyun-iam/port';
import { PrepError } from '../../../contracts/prep-error';
import { ownerInWords, type Owner, type Ownership } from '../../trust/mark';

/** An IAM user and its policy, by their names. */
export interface Reader {
  readonly userName: string;
  readonly policyName: string;
}

/**
 * Stops unless the user was made by this preparation and nothing has been delivered with it.
 *
 * @throws PrepError `IamUserNotOurs`, `AlreadyPrepared`
 */
export function assertReaderUndelivered(user: IamUser, ownership: Ownership): MadeReader {
  const mark = assertReaderOurs(user, ownership);
  if (mark.state === 'delivered') {
    throw new PrepError('AlreadyPrepared', {
      resource: `Kingsoft IAM user ${user.name}`,
      detail:
        `They were delivered at ${mark.deliveredAt}. ` +
        'To replace the AccessKey: npx prep rotate BUCKET --source. ' +
        'To take it back with the rest: npx prep revoke BUCKET --source-key create.',
    });
  }
  return mark;
}

type OwnReader = Extract<Owner, { owner: 'this preparation' }>;
type MadeReader = Extract<OwnReader, { state: 'made' }>;

/**
 * Stops unless the user was made by this preparation, delivered or not.
 *
 * @throws PrepError `IamUserNotOurs`
 */
export function assertReaderOurs({ name, remark }: IamUser, ownership: Ownership): OwnReader {
  const mark = ownership.of({ kind: 'iam-user', name }, remark);
  if (mark.owner !== 'this preparation') {
    throw new PrepError('IamUserNotOurs', {
      resource: `Kingsoft IAM user ${name}`,
      detail: ownerInWords(mark),
    });
  }
  return mark;
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
 * Reads the dedicated user and makes sure once more that this workflow may change it.
 *
 * @throws PrepError `IamNotVisibleYet`, `IamUserNotOurs`, `TakenOver`, `AlreadyPrepared`
 */
export async function ownedReader(
  userName: string,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const mark = assertReaderUndelivered(await readerSeen(userName, iam, signal), ownership);
  if (!mark.byThisWorkflow) {
    throw new PrepError('TakenOver', { resource: `Kingsoft IAM user ${userName}` });
  }
}

/**
 * The custom policy of that name, which must be ours; null where there is none.
 *
 * @throws PrepError `IamUserNotOurs`
 */
export async function ownedPolicy(
  policyName: string,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<IamPolicy | null> {
  const policy = await iam.findPolicy(policyName, signal);
  if (policy !== null && !isOurPolicy(policy, ownership)) {
    throw new PrepError('IamUserNotOurs', { resource: `Kingsoft IAM policy ${policyName}` });
  }
  return policy;
}

/** Whether this preparation made a policy, as its mark says. */
export function isOurPolicy({ name, description }: IamPolicy, ownership: Ownership): boolean {
  return ownership.of({ kind: 'iam-policy', name }, description).owner === 'this preparation';
}
