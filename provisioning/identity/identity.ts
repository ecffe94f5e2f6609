import type { Said } from '../../presentation/words/phrase';
import type { FoundKey } from '../../contracts/credentials/credential-lifecycle';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import type { Secret } from '../../contracts/credentials/secret';
import type { Marked, Ownership } from '../trust/mark';

/** How messages name a user directory and its users, and which errors it has. */
export interface DirectoryWords {
  readonly directory: string;
  /** The kind of user, as the name of a check. */
  readonly user: Said;
  readonly notVisibleYet: 'RamNotVisibleYet' | 'IamNotVisibleYet';
  readonly notOurs: 'RamUserNotOurs' | 'IamUserNotOurs';
  readonly refused: 'RamRequestRefused' | 'IamRequestRefused';
}

/** Access of a user apart from its AccessKeys. */
export interface Attachment {
  readonly kind: 'policy' | 'logon' | 'mfa';
  readonly name: string;
  /** In words, for the report of its removal; null if that is not reported. */
  readonly what: Said | null;
  /** Idempotent. */
  detach(signal: AbortSignal): Promise<void>;
}

/** `passing`: what blocks is access that a delayed call added, which can be removed like the rest. */
export type DeletedUser =
  | { readonly outcome: 'removed' }
  | { readonly outcome: 'blocked'; readonly blockedBy: string; readonly passing: boolean };

/**
 * One user that this product creates in the directory of a cloud, whichever cloud that is. RAM and Kingsoft IAM are its
 * two adapters. Every verb rejects with a PrepError of the error table, or with the signal's reason; whatever removes
 * something succeeds if it is missing.
 */
export interface Identity {
  readonly userName: string;
  readonly ownership: Ownership;
  readonly words: DirectoryWords;
  /** The user in words. */
  readonly what: Said;
  /** What the mark of the user is bound to. */
  readonly on: Marked;
  /** The commands that replace and revoke what was delivered. */
  readonly commands: { readonly rotate: string; readonly revoke: string };
  /** States that nothing remains. */
  readonly nothingRemains: Said;

  /** The text that carries the ownership mark; null if the directory shows no such user. */
  find(signal: AbortSignal): Promise<string | null>;
  /** Creates the user with its mark, in one call; one that exists is left as it is. */
  create(mark: string, signal: AbortSignal): Promise<'created' | 'exists'>;
  mark(text: string, signal: AbortSignal): Promise<void>;
  listKeys(signal: AbortSignal): Promise<readonly FoundKey[]>;
  /** Not idempotent; the secret is returned this once. */
  createKey(signal: AbortSignal): Promise<{ readonly accessKeyId: string; readonly secret: Secret }>;
  setKeyStatus(accessKeyId: string, status: FoundKey['status'], signal: AbortSignal): Promise<unknown>;
  deleteKey(accessKeyId: string, signal: AbortSignal): Promise<void>;
  attachments(signal: AbortSignal): Promise<readonly Attachment[]>;
  /** What else was created for the user and is removed with it, in words. */
  besides(signal: AbortSignal): Promise<readonly Said[]>;
  /** @param stillOurs called before each change; throws if nothing may be changed any more */
  removeBesides(stillOurs: () => Promise<unknown>, signal: AbortSignal): Promise<UndoReport>;
  /** Refused while the user has keys or other access. */
  deleteUser(signal: AbortSignal): Promise<DeletedUser>;
}

/** The names of the policies among what a user has. */
export function policiesAmong(attached: readonly Attachment[]): string[] {
  return attached.filter(({ kind }) => kind === 'policy').map(({ name }) => name);
}
