import type { Credentials, FoundCredentials, FoundKey } from '../../contracts/credential-lifecycle';
import type { UndoReport } from '../../contracts/provisioning';
import { iamOf, type Clouds } from '../clouds';
import type { DirectoryWords, KeyDirectory } from '../identity/key-directory';
import type { Marked, Ownership } from '../trust/mark';
import { iamHolder } from './iam-holder';
import { ramHolder } from './ram-holder';

type Found = Extract<FoundCredentials, { found: 'delivered' }>;

/**
 * The user that AccessKeys are of, at either cloud: everything in which the two differ where keys are looked at,
 * disabled, replaced and taken back.
 */
export interface KeyHolder {
  readonly credentials: Credentials;
  readonly ownership: Ownership;
  readonly words: DirectoryWords;
  /** The user in words. */
  readonly what: string;
  readonly keys: Pick<KeyDirectory, 'setAccessKeyStatus' | 'deleteAccessKey'>;
  /** What the mark of the user stands on. */
  readonly on: Marked;
  /** The text of the user that carries the ownership mark; null where there is no such user. */
  marking(signal: AbortSignal): Promise<string | null>;
  setMarking(text: string, signal: AbortSignal): Promise<void>;
  listKeys(signal: AbortSignal): Promise<readonly FoundKey[]>;
  /** What is on the user beside its keys, and what else was made for it. */
  belongings(signal: AbortSignal): Promise<Pick<Found, 'policies' | 'logon' | 'besides'>>;
  /**
   * Takes everything off, and removes the user and what was made for it.
   *
   * @param stillOurs asked before each thing is taken off; throws where it must not be
   */
  remove(stillOurs: () => Promise<unknown>, signal: AbortSignal): Promise<UndoReport>;
  /** What of it the cloud still shows, in words. */
  remains(signal: AbortSignal): Promise<readonly string[]>;
  /** Says that nothing remains. */
  readonly nothingRemains: string;
}

/** @throws PrepError `IamNotConfigured` where Kingsoft's IAM is not there any more */
export function holderOf(credentials: Credentials, ownership: Ownership, clouds: Clouds): KeyHolder {
  return credentials.cloud === 'kingsoft'
    ? iamHolder(credentials, ownership, iamOf(clouds, credentials.profile))
    : ramHolder(credentials, ownership, clouds.ram());
}
