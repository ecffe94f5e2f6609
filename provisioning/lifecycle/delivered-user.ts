import type { FoundCredentials } from '../../contracts/credential-lifecycle';
import { PrepError } from '../../contracts/prep-error';
import { ownerInWords, type Owner } from '../trust/mark';
import type { KeyHolder } from './key-holder';

type Ours = Extract<Owner, { owner: 'this preparation' }>;

/** What the mark of a user says: a mark of this preparation, that there is no such user, or why it must be left alone. */
export type RunStatus =
  | { readonly found: 'marked'; readonly mark: Ours }
  | Extract<FoundCredentials, { found: 'nothing' | 'kept' }>;

/** Reads whether the user is there, and whose it is. */
export async function standingOf(holder: KeyHolder, signal: AbortSignal): Promise<RunStatus> {
  const marking = await holder.marking(signal);
  if (marking === null) {
    const { userName } = holder.credentials;
    return { found: 'nothing', why: `${holder.words.directory} has no user ${userName}` };
  }
  const mark = holder.ownership.of(holder.on, marking);
  return mark.owner === 'this preparation'
    ? { found: 'marked', mark }
    : { found: 'kept', why: ownerInWords(mark) };
}

/** Why what a running preparation made is left alone, and how to get rid of it. */
export function atWorkInWords(workflowId: string): string {
  return `${workflowId} still works with it; reject or cancel that run, and it removes what it made`;
}

/** The mark of a delivery. */
export type Delivered = Extract<Ours, { state: 'delivered' }>;

/**
 * Makes sure once more that the user holds delivered credentials, before anything of it is changed.
 *
 * @throws PrepError `CredentialsGone`
 */
export async function deliveredUser(holder: KeyHolder, signal: AbortSignal): Promise<Delivered> {
  const mark = await deliveredOrGone(holder, signal);
  if (mark === null) {
    throw gone(holder, `${holder.words.directory} has no user ${holder.credentials.userName}`);
  }
  return mark;
}

/**
 * The same where a user that is gone will do: null then.
 *
 * @throws PrepError `CredentialsGone` where the user is there but must be left alone
 */
export async function deliveredOrGone(holder: KeyHolder, signal: AbortSignal): Promise<Delivered | null> {
  const standing = await standingOf(holder, signal);
  if (standing.found === 'kept') {
    throw gone(holder, standing.why);
  }
  if (standing.found === 'nothing') {
    return null;
  }
  if (standing.mark.state === 'made') {
    throw gone(holder, 'Nothing has been delivered with it.');
  }
  return standing.mark;
}

function gone({ what }: KeyHolder, why: string): PrepError {
  return new PrepError('CredentialsGone', { resource: what, detail: `Found was: ${why}` });
}
