import type { FoundCredentials, RemovalReport, Revocation } from '../../contracts/credential-life';
import { activitiesOf } from '../preparation/step-activities';

/**
 * One thing that a revocation takes back: done until it is proven, and repeatable at any point.
 *
 * @param found what was on the RAM user before anything was removed
 */
export type Removal = (revocation: Revocation, found: FoundCredentials) => Promise<RemovalReport>;

/** Everything that a revocation takes back, in this order. Whatever else a preparation issues is added here. */
export const REMOVALS: readonly Removal[] = [ramAccess];

/** The RAM user with all its access. */
function ramAccess({ credentials }: Revocation, found: FoundCredentials): Promise<RemovalReport> {
  const known = knownOn(credentials.userName, found);
  return activitiesOf(`Remove RAM user ${credentials.userName}`).removeCredentials({ credentials, known });
}

/** What was found, in the words in which its removal is reported. */
function knownOn(userName: string, found: FoundCredentials): string[] {
  return found.found !== 'delivered'
    ? []
    : [
        ...found.keys.map(({ accessKeyId }) => `AccessKey ${accessKeyId}`),
        ...found.policies.map((policy) => `policy ${policy} of RAM user ${userName}`),
        ...(found.logon ? [`console logon of RAM user ${userName}`] : []),
        `RAM user ${userName}`,
      ];
}
