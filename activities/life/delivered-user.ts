import type { FoundCredentials } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import { ownershipOf } from '../mark';
import type { KeyHolder } from './key-holder';

/** Whether the user is the one that credentials were delivered with, or why it must be left alone. */
type Standing =
  | { readonly found: 'delivered'; readonly deliveredAt: string; readonly until: string | null }
  | Exclude<FoundCredentials, { found: 'delivered' }>;

/** Reads whether the user is there, and whether these credentials are what was delivered with it. */
export async function standingOf(holder: KeyHolder, signal: AbortSignal): Promise<Standing> {
  const { userName, mark, preparedBy, deliveredAt } = holder.credentials;
  const marking = await holder.marking(signal);
  if (marking === null) {
    return { found: 'nothing', why: `${holder.words.directory} has no user ${userName}` };
  }
  const ownership = ownershipOf(marking, mark);
  if (ownership.owner !== 'this workflow') {
    const whose = ownership.owner === 'another workflow' ? `; its comment says "${ownership.mark}"` : '';
    return { found: 'kept', why: `it was not made by ${preparedBy}${whose}` };
  }
  if (ownership.deliveredAt === null) {
    return {
      found: 'kept',
      why: `nothing was delivered with it yet; a preparation that is under way is rejected or cancelled instead (${preparedBy})`,
    };
  }
  return deliveredAt === null || deliveredAt === ownership.deliveredAt
    ? { found: 'delivered', deliveredAt: ownership.deliveredAt, until: ownership.until }
    : { found: 'kept', why: `it was delivered again at ${ownership.deliveredAt}, not at ${deliveredAt}` };
}

/**
 * Makes sure once more that the user is the one the credentials were delivered with, before anything of it is changed.
 *
 * @throws PrepError `CredentialsGone`
 */
export async function deliveredUser(holder: KeyHolder, signal: AbortSignal): Promise<void> {
  if ((await goneOrDelivered(holder, signal)) === 'gone') {
    throw gone(holder, `${holder.words.directory} has no user ${holder.credentials.userName}`);
  }
}

/**
 * The same where a user that is gone will do.
 *
 * @throws PrepError `CredentialsGone` where the user is there but must be left alone
 */
export async function goneOrDelivered(holder: KeyHolder, signal: AbortSignal): Promise<'gone' | 'delivered'> {
  const standing = await standingOf(holder, signal);
  if (standing.found === 'kept') {
    throw gone(holder, standing.why);
  }
  return standing.found === 'nothing' ? 'gone' : 'delivered';
}

function gone({ what }: KeyHolder, why: string): PrepError {
  return new PrepError('CredentialsGone', { resource: what, detail: `Found was: ${why}.` });
}
