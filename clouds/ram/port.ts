import type { Secret } from '../../contracts/credentials/secret';

/**
 * RAM as this product needs it. Every verb rejects with a PrepError of the error table, or with the signal's reason
 * when the caller gives up. Dates are ISO 8601 in UTC, as RAM sends them.
 *
 * - Removing something that is missing is success.
 * - `RamNotVisibleYet` if a required user is not shown; right after its creation this is temporary.
 */
export interface RamDirectory extends RamUsers, RamAccessKeys, RamLogon, RamPolicies, RamAccount {}

export interface RamUser {
  readonly name: string;
  readonly userId: string;
  readonly displayName: string;
  /** Carries the ownership mark. */
  readonly comments: string;
  readonly createdAt: string;
}

export interface NewRamUser {
  readonly name: string;
  readonly displayName: string;
  /** At most 128 characters. */
  readonly comments: string;
}

export type CreatedUser =
  { readonly outcome: 'created'; readonly user: RamUser } | { readonly outcome: 'exists' };

export type RemovedUser =
  | { readonly outcome: 'removed' }
  /** `blockedBy`: what the user still has, for example `AccessKey` or `Policy`. */
  | { readonly outcome: 'blocked'; readonly blockedBy: string };

export interface RamUsers {
  /** Null if RAM shows no such user; a user created seconds ago may not be shown yet. */
  getUser(name: string, signal: AbortSignal): Promise<RamUser | null>;
  /** The name is the idempotency key: a user that exists is left as it is. */
  createUser(user: NewRamUser, signal: AbortSignal): Promise<CreatedUser>;
  /**
   * Every user of the account that RAM shows; one created seconds ago may be missing. `RamUnavailable` if the list does
   * not end: then nothing may be concluded from who is not in it.
   */
  listUsers(signal: AbortSignal): Promise<readonly RamUser[]>;
  /** Names of the groups that a user is in, each of which may grant it more. */
  listGroups(userName: string, signal: AbortSignal): Promise<readonly string[]>;
  updateComments(name: string, comments: string, signal: AbortSignal): Promise<void>;
  /** RAM refuses while the user has keys, policies, a logon profile, an MFA device or groups. */
  deleteUser(name: string, signal: AbortSignal): Promise<RemovedUser>;
}

export type AccessKeyStatus = 'Active' | 'Inactive';

export interface RamAccessKey {
  readonly accessKeyId: string;
  readonly status: AccessKeyStatus;
  readonly createdAt: string;
}

export interface RamAccessKeys {
  listAccessKeys(userName: string, signal: AbortSignal): Promise<readonly RamAccessKey[]>;
  /**
   * Creates a key. Not idempotent, and the secret is shown only once: list before, and delete what nobody recorded.
   * `RamAccessKeyLimit` if the user has two already.
   */
  createAccessKey(
    userName: string,
    signal: AbortSignal,
  ): Promise<{ readonly accessKeyId: string; readonly secret: Secret }>;
  setAccessKeyStatus(
    userName: string,
    accessKeyId: string,
    status: AccessKeyStatus,
    signal: AbortSignal,
  ): Promise<'changed' | 'missing'>;
  deleteAccessKey(userName: string, accessKeyId: string, signal: AbortSignal): Promise<void>;
}

export interface LogonProfile {
  readonly passwordResetRequired: boolean;
  readonly mfaBindRequired: boolean;
  readonly createdAt: string;
}

export interface LogonSettings {
  readonly password: Secret;
  readonly passwordResetRequired: boolean;
  readonly mfaBindRequired: boolean;
}

export type CreatedLogon =
  /** `createdAt`: null if RAM does not say. */
  { readonly outcome: 'created'; readonly createdAt: string | null } | { readonly outcome: 'exists' };

export interface RamLogon {
  getLogonProfile(userName: string, signal: AbortSignal): Promise<LogonProfile | null>;
  /** A profile that exists keeps its password. `RamPasswordRefused` if the account's policy is not met. */
  createLogonProfile(userName: string, settings: LogonSettings, signal: AbortSignal): Promise<CreatedLogon>;
  deleteLogonProfile(userName: string, signal: AbortSignal): Promise<void>;
  unbindMfa(userName: string, signal: AbortSignal): Promise<void>;
}

export type PolicyType = 'System' | 'Custom';

export interface PolicyName {
  readonly name: string;
  readonly type: PolicyType;
}

export interface RamPolicies {
  listPolicies(userName: string, signal: AbortSignal): Promise<readonly PolicyName[]>;
  /** `RamPolicyMissing` if there is no such policy. */
  attachPolicy(
    userName: string,
    policy: PolicyName,
    signal: AbortSignal,
  ): Promise<'attached' | 'already-attached'>;
  detachPolicy(userName: string, policy: PolicyName, signal: AbortSignal): Promise<void>;
  policyExists(policy: PolicyName, signal: AbortSignal): Promise<boolean>;
  /** What a custom policy permits, as its JSON; null if there is none of that name. */
  policyDocument(name: string, signal: AbortSignal): Promise<string | null>;
  /** Creates a custom policy; `document` is its JSON, at most 6,144 characters. */
  createPolicy(
    name: string,
    document: string,
    description: string,
    signal: AbortSignal,
  ): Promise<'created' | 'exists'>;
}

/** What the account asks of a console password. RAM takes at most 32 characters. */
export interface PasswordPolicy {
  /** 8 to 32. */
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  /** 0 if the account requires none, or RAM does not say (only its newer API does). */
  readonly minimumDifferentCharacters: number;
}

export interface SignInDomain {
  /** For example `acme.onaliyun.com`; a user signs in as `<name>@<domain>`. */
  readonly domain: string;
  /** The origin of the name: the account's own answer, or derived from its alias or ID, which also work. */
  readonly source: 'default-domain' | 'account-alias' | 'account-id';
}

export interface RamAccount {
  passwordPolicy(signal: AbortSignal): Promise<PasswordPolicy>;
  signInDomain(accountId: string, signal: AbortSignal): Promise<SignInDomain>;
}
