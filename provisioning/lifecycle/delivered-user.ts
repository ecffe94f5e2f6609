import type { FoundCredentials } from '../../contracts/credentials/credential-lifecycle';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import { ownerInWords, type Owner } from '../trust/mark';
import type { Identity } from '../identity/identity';

type Ours = Extract<Owner, { owner: 'this preparation' }>;

/** The mark of this preparation, that there is no such user, or why it must be left alone. */
export type FoundUser =
  | { readonly found: 'marked'; readonly mark: Ours }
  | Extract<FoundCredentials, { found: 'nothing' | 'kept' }>;

/** Reads whether the user exists, and whose it is. */
export async function findUser(identity: Identity, signal: AbortSignal): Promise<FoundUser> {
  const text = await identity.find(signal);
  if (text === null) {
    return { found: 'nothing', why: noUser(identity) };
  }
  const mark = identity.ownership.of(identity.on, text);
  return mark.owner === 'this preparation'
    ? { found: 'marked', mark }
    : { found: 'kept', why: ownerInWords(mark) };
}

/** Why resources of a running preparation are left alone, and how to remove them. */
export function atWorkInWords(workflowId: string): Phrase {
  return phrase('lifecycle.atWork', { workflowId: named(workflowId) });
}

/** The mark of a delivery. */
export type Delivered = Extract<Ours, { state: 'delivered' }>;

/** The time of the delivery that a run found, as its mark says; null if there was none. Undefined for whichever there is. */
export type FoundDelivery = string | null | undefined;

/** Whether a mark is of the delivery that was found: the user may have been removed by hand and delivered again. */
export function isDelivery({ deliveredAt }: Delivered, found: FoundDelivery): boolean {
  return found === undefined || found === deliveredAt;
}

/**
 * Makes sure once more that the user holds delivered credentials, before anything of it is changed.
 *
 * @throws PrepError `CredentialsGone`
 */
export async function deliveredUser(identity: Identity, signal: AbortSignal): Promise<Delivered> {
  const mark = await deliveredOrGone(identity, signal);
  if (mark === null) {
    throw gone(identity, noUser(identity));
  }
  return mark;
}

/**
 * The same if a missing user is acceptable: null then.
 *
 * @throws PrepError `CredentialsGone` if the user exists but must be left alone
 */
export async function deliveredOrGone(identity: Identity, signal: AbortSignal): Promise<Delivered | null> {
  const user = await findUser(identity, signal);
  if (user.found === 'kept') {
    throw gone(identity, user.why);
  }
  if (user.found === 'nothing') {
    return null;
  }
  if (user.mark.state === 'made') {
    throw gone(identity, phrase('lifecycle.nothingDelivered'));
  }
  return user.mark;
}

function noUser({ words: { directory }, userName: name }: Identity): Phrase {
  return phrase('lifecycle.noUser', { directory, name });
}

function gone({ what }: Identity, why: Said): PrepError {
  return new PrepError('CredentialsGone', {
    resource: what,
    detail: phrase('lifecycle.found', { what: why }),
  });
}
