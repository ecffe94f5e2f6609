import type { FoundCredentials } from '../../contracts/credential-lifecycle';
import { PrepError } from '../../contracts/prep-error';
import { ownerInWords, type Owner } from '../trust/mark';
import type { Identity } from '../identity/identity';

type Ours = Extract<Owner, { owner: 'this preparation' }>;

/** What the mark of a user says: a mark of this preparation, that there is no such user, or why it must be left alone. */
export type RunStatus =
  | { readonly found: 'marked'; readonly mark: Ours }
  | Extract<FoundCredentials, { found: 'nothing' | 'kept' }>;

/** Reads whether the user is there, and whose it is. */
export async function standingOf(identity: Identity, signal: AbortSignal): Promise<RunStatus> {
  const text = await identity.find(signal);
  if (text === null) {
    const { userName } = identity;
    return { found: 'nothing', why: `${identity.words.directory} has no user ${userName}` };
  }
  const mark = identity.ownership.of(identity.on, text);
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
export async function deliveredUser(identity: Identity, signal: AbortSignal): Promise<Delivered> {
  const mark = await deliveredOrGone(identity, signal);
  if (mark === null) {
    throw gone(identity, `${identity.words.directory} has no user ${identity.userName}`);
  }
  return mark;
}

/**
 * The same where a user that is gone will do: null then.
 *
 * @throws PrepError `CredentialsGone` where the user is there but must be left alone
 */
export async function deliveredOrGone(identity: Identity, signal: AbortSignal): Promise<Delivered | null> {
  const standing = await standingOf(identity, signal);
  if (standing.found === 'kept') {
    throw gone(identity, standing.why);
  }
  if (standing.found === 'nothing') {
    return null;
  }
  if (standing.mark.state === 'made') {
    throw gone(identity, 'Nothing has been delivered with it.');
  }
  return standing.mark;
}

function gone({ what }: Identity, why: string): PrepError {
  return new PrepError('CredentialsGone', { resource: what, detail: `Found was: ${why}` });
}
