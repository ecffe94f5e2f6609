import type { Secret } from '../../contracts/credentials/secret';

/**
 * Kingsoft Cloud's IAM as this product needs it. Every verb rejects with a PrepError of the error table (`Iam…`), or
 * with the signal's reason when the caller gives up. Times are as IAM writes them.
 *
 * - Removing something that is missing is success.
 * - `IamNotVisibleYet` if a required user or policy is not shown; right after its creation this is temporary.
 */
export interface KsyunIam extends IamUsers, IamAccessKeys, IamPolicies {}

export interface IamUser {
  readonly name: string;
  /** The account it is in, as its KRN says; null if IAM does not say. */
  readonly accountId: string | null;
  /** Carries the ownership mark. */
  readonly remark: string;
  readonly createdAt: string | null;
}

/** A user as the list of all of them shows it. */
export interface ListedIamUser {
  readonly name: string;
  /** Null if the list does not say, which is not the same as an empty one: ask for the user itself. */
  readonly remark: string | null;
  readonly createdAt: string | null;
}

export type RemovedIamUser =
  | { readonly outcome: 'removed' }
  /** `blockedBy`: the code of the conflict, for example `UserMfaDeleteConflict`. */
  | { readonly outcome: 'blocked'; readonly blockedBy: string };

export interface IamUsers {
  /** Null if IAM shows no such user. */
  getUser(name: string, signal: AbortSignal): Promise<IamUser | null>;
  /**
   * The users that IAM names for an AccessKey. A hint only: what IAM answers for a key that no user owns is not
   * documented, so check that the user really has it.
   */
  usersWithAccessKey(accessKeyId: string, signal: AbortSignal): Promise<readonly IamUser[]>;
  /**
   * Every user of the account. `IamUnavailable` if the list does not end: then nothing may be concluded from missing
   * users.
   */
  listUsers(signal: AbortSignal): Promise<readonly ListedIamUser[]>;
  /** The name is the idempotency key: a user that exists is left as it is. It gets no password. */
  createUser(name: string, remark: string, signal: AbortSignal): Promise<'created' | 'exists'>;
  updateRemark(name: string, remark: string, signal: AbortSignal): Promise<void>;
  /** IAM refuses while the user has keys, policies, an MFA device or groups. */
  deleteUser(name: string, signal: AbortSignal): Promise<RemovedIamUser>;
}

export type IamAccessKeyStatus = 'Active' | 'Inactive';

export interface IamAccessKey {
  readonly accessKeyId: string;
  readonly status: IamAccessKeyStatus;
  readonly createdAt: string | null;
  /** Null if it was never used, or not in the last months (IAM writes `-`). */
  readonly lastUsedAt: string | null;
}

/** An AccessKey among those of all users. */
export interface OwnedAccessKey {
  readonly accessKeyId: string;
  readonly userName: string;
  readonly lastUsedAt: string | null;
}

export interface IamAccessKeys {
  listAccessKeys(userName: string, signal: AbortSignal): Promise<readonly IamAccessKey[]>;
  listAllAccessKeys(signal: AbortSignal): Promise<readonly OwnedAccessKey[]>;
  /**
   * Creates a key. Not idempotent, and the secret is shown only once: list before, and delete what nobody recorded.
   * `IamLimitReached` if the user has two already.
   */
  createAccessKey(
    userName: string,
    signal: AbortSignal,
  ): Promise<{ readonly accessKeyId: string; readonly secret: Secret }>;
  setAccessKeyStatus(
    userName: string,
    accessKeyId: string,
    status: IamAccessKeyStatus,
    signal: AbortSignal,
  ): Promise<'changed' | 'missing'>;
  deleteAccessKey(userName: string, accessKeyId: string, signal: AbortSignal): Promise<void>;
}

export interface IamPolicy {
  readonly krn: string;
  readonly name: string;
  /** Contains the ownership mark of a policy of ours. */
  readonly description: string;
}

export interface IamPolicies {
  /** A custom policy of the account by its name; null if there is none. */
  findPolicy(name: string, signal: AbortSignal): Promise<IamPolicy | null>;
  /** Creates a custom policy; `document` is its JSON, at most 2,048 characters. */
  createPolicy(
    name: string,
    document: string,
    description: string,
    signal: AbortSignal,
  ): Promise<'created' | 'exists'>;
  /** `blocked` while it is attached to anybody. */
  deletePolicy(krn: string, signal: AbortSignal): Promise<'removed' | 'blocked'>;
  listAttachedPolicies(userName: string, signal: AbortSignal): Promise<readonly IamPolicy[]>;
  attachPolicy(userName: string, krn: string, signal: AbortSignal): Promise<'attached' | 'already-attached'>;
  detachPolicy(userName: string, krn: string, signal: AbortSignal): Promise<void>;
}
