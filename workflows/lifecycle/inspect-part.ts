import type { FoundPart } from './found-in-words';
import type { PartRequest } from '../../activities/lifecycle-activities';
import { accessWords } from '../../contracts/credentials/access-words';
import { isOwnCancellation, problemOf } from '../run/problem';
import { activitiesOf } from '../run/step-activities';
import type { Run } from '../run/run';
import type { RevocationStep } from './wording';

/** Inspects one part of what will be revoked, changing nothing. */
export async function inspectPart(
  run: Pick<Run<RevocationStep>, 'title'>,
  request: PartRequest,
  userName: string,
): Promise<FoundPart> {
  const { part } = request;
  const what = part === 'access' ? accessWords.user(userName) : accessWords.iamUser(userName);
  try {
    const found = await activitiesOf(run.title('inspect')).inspectCredentials(request);
    return { part, userName, what, found };
  } catch (error) {
    const problem = isOwnCancellation(error) ? null : problemOf(error);
    // Where the RAM user cannot be asked, its expiry is not known, and nobody would wait for it.
    if (problem === null || part === 'access') {
      throw error;
    }
    return { part, userName, what, found: { found: 'unknown', why: problem.report ?? problem.message } };
  }
}
