import { accessWords } from '../../contracts/access-words';
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

/** The RAM user with all its access; where these credentials are not on it, it is left alone. */
async function ramAccess({ credentials }: Revocation, found: FoundCredentials): Promise<RemovalReport> {
  const { userName } = credentials;
  switch (found.found) {
    case 'delivered': {
      const known = [
        ...found.keys.map(({ accessKeyId }) => accessWords.accessKey(accessKeyId)),
        ...found.policies.map((policy) => accessWords.policy(policy, userName)),
        ...(found.logon ? [accessWords.logon(userName)] : []),
        accessWords.user(userName),
      ];
      return activitiesOf(`Remove RAM user ${userName}`).removeCredentials({ credentials, known });
    }
    case 'nothing':
      return {
        removed: [],
        kept: [],
        proof: [{ name: 'RAM user', outcome: 'ok', message: `Nothing of them is left: ${found.why}.` }],
      };
    case 'kept':
      return { removed: [], kept: [{ what: accessWords.user(userName), why: found.why }], proof: [] };
  }
}
