import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { named } from '../../presentation/text/foreign-text';
import { PrepError } from '../../contracts/prep-error';
import { ownerInWords, type DeliveredMark, type Owner } from '../trust/mark';
import type { Identity } from './identity';

type Ours = Extract<Owner, { owner: 'this preparation' }>;

/**
 * The mark of a user that this preparation created, delivered or not.
 *
 * @throws PrepError `RamNotVisibleYet` or `IamNotVisibleYet` if it is not shown, `RamUserNotOurs` or `IamUserNotOurs`
 */
export async function ownMark(identity: Identity, signal: AbortSignal): Promise<Ours> {
  const text = await identity.find(signal);
  if (text === null) {
    throw new PrepError(identity.words.notVisibleYet, { resource: identity.what });
  }
  return assertOurs(identity, text);
}

/**
 * Checks again that this workflow may change the user. Called before each call that removes or issues something,
 * because a late attempt must stop as soon as the credentials are delivered.
 *
 * @throws PrepError as above, `TakenOver`, `AlreadyPrepared`
 */
export async function requireOwn(identity: Identity, signal: AbortSignal): Promise<void> {
  await requireOwnMark(identity, await ownMark(identity, signal), signal);
}

/** The same, for a mark that has just been read. */
export async function requireOwnMark(identity: Identity, mark: Ours, signal: AbortSignal): Promise<void> {
  if (!(await undelivered(identity, mark, signal)).byThisWorkflow) {
    throw new PrepError('TakenOver', { resource: identity.what });
  }
}

/**
 * Stops unless this preparation created the user and delivered nothing with it.
 *
 * @param text the text of the user that carries its mark
 * @throws PrepError `RamUserNotOurs` or `IamUserNotOurs`; `AlreadyPrepared` with what was delivered, and how to replace
 *   or revoke it
 */
export function assertUndelivered(
  identity: Identity,
  text: string,
  signal: AbortSignal,
): Promise<Extract<Ours, { state: 'made' }>> {
  return undelivered(identity, assertOurs(identity, text), signal);
}

function assertOurs({ words, what, on, ownership }: Identity, text: string): Ours {
  const mark = ownership.of(on, text);
  if (mark.owner !== 'this preparation') {
    throw new PrepError(words.notOurs, { resource: what, detail: ownerInWords(mark) });
  }
  return mark;
}

async function undelivered(
  identity: Identity,
  mark: Ours,
  signal: AbortSignal,
): Promise<Extract<Ours, { state: 'made' }>> {
  if (mark.state === 'delivered') {
    throw new PrepError('AlreadyPrepared', {
      resource: identity.what,
      detail: await deliveredInWords(identity, mark, signal),
    });
  }
  return mark;
}

/** What was delivered with a user: which keys, since when and until when, and how to replace or revoke them. */
export async function deliveredInWords(
  identity: Identity,
  { deliveredAt, until }: Pick<DeliveredMark, 'deliveredAt' | 'until'>,
  signal: AbortSignal,
): Promise<Phrase> {
  const keys = await identity.listKeys(signal);
  const attached = await identity.attachments(signal);
  return phrase('provisioning.delivered', {
    at: named(deliveredAt),
    until: until === null ? null : named(until),
    access: [
      ...keys.map(({ accessKeyId, createdAt, status }) =>
        phrase('provisioning.issuedKey', {
          accessKeyId: named(accessKeyId),
          createdAt: createdAt === '' ? '' : named(createdAt),
          active: status === 'Active',
        }),
      ),
      ...(attached.some(({ kind }) => kind === 'logon') ? [phrase('provisioning.logon')] : []),
    ],
    ...identity.commands,
  });
}
