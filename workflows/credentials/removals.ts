import { isCancellation } from '@temporalio/workflow';
import { accessWords } from '../../contracts/access-words';
import type {
  DeliveredCredentials,
  FoundCredentials,
  RemovalReport,
  Revocation,
} from '../../contracts/credential-life';
import { problemOf } from '../preparation/problem';
import { activitiesOf } from '../preparation/step-activities';
import { REVOCATION_STEPS } from './wording';

/** One thing that a revocation takes back, as it was found before anything was changed. */
export interface Part {
  /** Bound to the delivery that was found, whatever comes to pass in the grace period. */
  readonly credentials: DeliveredCredentials;
  /** `unknown`: its cloud could not be asked. That holds up nothing else: it is asked again when it is removed. */
  readonly found: FoundCredentials | { readonly found: 'unknown'; readonly why: string };
}

/** Everything that a revocation takes back, in this order. Whatever else a preparation issues is added here. */
function credentialsOf({ credentials, sourceKey }: Revocation): readonly DeliveredCredentials[] {
  return sourceKey === undefined ? [credentials] : [credentials, sourceKey];
}

/** Looks at everything that there is to take back, changing nothing. */
export async function inspectParts(revocation: Revocation): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const credentials of credentialsOf(revocation)) {
    const found = await inspect(credentials);
    const { deliveredAt } = found.found === 'delivered' ? found : credentials;
    parts.push({ credentials: { ...credentials, deliveredAt }, found });
  }
  return parts;
}

async function inspect(credentials: DeliveredCredentials): Promise<Part['found']> {
  const look = () => activitiesOf(REVOCATION_STEPS.inspect).inspectCredentials(credentials);
  if (credentials.cloud === undefined) {
    return look();
  }
  try {
    return await look();
  } catch (error) {
    const problem = isCancellation(error) ? null : problemOf(error);
    if (problem === null) {
      throw error;
    }
    return { found: 'unknown', why: problem.message };
  }
}

/** What is on a part, in a few words. */
export function partInWords({ found }: Part): string {
  switch (found.found) {
    case 'delivered':
      return [
        ...found.keys.map(({ accessKeyId }) => accessKeyId),
        ...found.policies,
        ...(found.logon ? ['logon'] : []),
      ].join(', ');
    case 'nothing':
    case 'kept':
    case 'unknown':
      return found.why;
  }
}

/** Removes one part until that is proven, and can be repeated at any point; what must be left alone is left alone. */
export async function removePart({ credentials, found }: Part): Promise<RemovalReport> {
  const { what, ...words } = wordsOf(credentials);
  switch (found.found) {
    case 'delivered': {
      const known = [
        ...found.keys.map(({ accessKeyId }) => accessWords.accessKey(accessKeyId)),
        ...found.policies.map(words.policy),
        ...(found.logon ? [accessWords.logon(credentials.userName)] : []),
        ...(found.besides ?? []),
        what,
      ];
      return activitiesOf(`Remove ${what}`).removeCredentials({ credentials, known });
    }
    case 'nothing':
      // The policy of the source's key may be there without its user.
      return credentials.cloud === undefined
        ? {
            removed: [],
            kept: [],
            proof: [{ name: 'RAM user', outcome: 'ok', message: `Nothing of them is left: ${found.why}.` }],
          }
        : activitiesOf(`Remove ${what}`).removeCredentials({ credentials, known: [] });
    case 'unknown':
      return activitiesOf(`Remove ${what}`).removeCredentials({ credentials, known: [] });
    case 'kept':
      return { removed: [], kept: [{ what, why: found.why }], proof: [] };
  }
}

function wordsOf({ cloud, userName }: DeliveredCredentials): {
  readonly what: string;
  readonly policy: (policy: string) => string;
} {
  return cloud === undefined
    ? { what: accessWords.user(userName), policy: (policy) => accessWords.policy(policy, userName) }
    : {
        what: accessWords.iamUser(userName),
        policy: (policy) => accessWords.iamAttachment(policy, userName),
      };
}
