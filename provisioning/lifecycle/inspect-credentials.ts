import type { FoundCredentials } from '../../contracts/credential-lifecycle';
import { PrepError } from '../../contracts/prep-error';
import { workflowTag } from '../../contracts/preparation-id';
import { isBelievedGone, type Attempt } from '../trust/attempt';
import type { RunHistory } from '../trust/run-history';
import { atWorkInWords, standingOf } from './delivered-user';
import type { KeyHolder } from './key-holder';

/**
 * Reads what is on the user, changing nothing. What is not shown is believed to be gone only after it has been looked
 * for repeatedly; and what a run left behind that does not go on any more is told from what one still works with.
 *
 * @throws PrepError `RamNotVisibleYet` or `IamNotVisibleYet`
 */
export async function inspectCredentials(
  holder: KeyHolder,
  attempt: Attempt,
  history: Pick<RunHistory, 'runningPreparations'>,
  signal: AbortSignal,
): Promise<FoundCredentials> {
  const standing = await standingOf(holder, signal);
  if (standing.found === 'nothing' && !isBelievedGone(attempt)) {
    throw new PrepError(holder.words.notVisibleYet, { resource: holder.what });
  }
  if (standing.found !== 'marked') {
    return standing;
  }
  const { mark } = standing;
  if (mark.state === 'made') {
    const owner = await ownerAtWork(mark.by, history, signal);
    return owner === null
      ? { found: 'left behind', why: 'the run that made it ended without delivering it' }
      : { found: 'kept', why: atWorkInWords(owner) };
  }
  const [keys, belongings] = await Promise.all([holder.listKeys(signal), holder.belongings(signal)]);
  return { found: 'delivered', deliveredAt: mark.deliveredAt, until: mark.until, keys, ...belongings };
}

/** Whether a user was made by a run that goes on no more, and was never delivered; and which run still goes on. */
export async function whoseUndelivered(
  holder: KeyHolder,
  history: Pick<RunHistory, 'runningPreparations'>,
  signal: AbortSignal,
): Promise<{ readonly leftBehind: boolean; readonly atWork: string | null }> {
  const standing = await standingOf(holder, signal);
  if (standing.found !== 'marked' || standing.mark.state !== 'made') {
    return { leftBehind: false, atWork: null };
  }
  const atWork = await ownerAtWork(standing.mark.by, history, signal);
  return { leftBehind: atWork === null, atWork };
}

/** The workflow ID of the running preparation that a mark names; null where none runs. */
async function ownerAtWork(
  tag: string,
  history: Pick<RunHistory, 'runningPreparations'>,
  signal: AbortSignal,
): Promise<string | null> {
  for await (const workflowId of history.runningPreparations(signal)) {
    if (workflowTag(workflowId) === tag) {
      return workflowId;
    }
  }
  return null;
}
