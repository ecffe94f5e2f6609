import type { PasswordPolicy } from './password-policy';

/** One Alibaba Cloud account with what RAM keeps for it. */
export interface AlibabaAccount {
  readonly id: string;
  readonly displayName: string;
  /** Sign-in domains are derived from it instead of the account ID. */
  alias?: string;
  /** Keys of the account itself, without a RAM user. */
  readonly rootKeys: AccessKey[];
  readonly users: RamUser[];
  readonly policies: Policy[];
  /** Names of the user groups. */
  readonly groups: Set<string>;
  passwordPolicy: PasswordPolicy;
  readonly limits: AccountLimits;
}

/** The documented quotas; real accounts often have others, so tests can change them. */
export interface AccountLimits {
  users: number;
  accessKeysPerUser: number;
  systemPoliciesPerUser: number;
  customPoliciesPerUser: number;
  customPolicies: number;
}

export interface RamUser {
  readonly id: string;
  name: string;
  displayName: string;
  comments: string;
  mobilePhone: string;
  email: string;
  readonly createdAt: Date;
  updatedAt: Date;
  loginProfile?: LoginProfile;
  readonly keys: AccessKey[];
  readonly policies: AttachedPolicy[];
  /** Names of the groups that the user is in. */
  readonly groups: string[];
  /** Serial number of a bound MFA device. */
  mfaDevice?: string;
  /** So many reads still answer EntityNotExist.User, as RAM does for a moment after CreateUser. */
  unseenReads: number;
}

export interface LoginProfile {
  passwordResetRequired: boolean;
  mfaBindRequired: boolean;
  readonly createdAt: Date;
  updatedAt: Date;
  /** Salted hashes, newest first; the plain password is never kept here. */
  passwordHashes: string[];
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  status: 'Active' | 'Inactive';
  readonly createdAt: Date;
  /** Real time of creation (milliseconds), which the propagation delay counts from. */
  readonly issuedAtMs: number;
  readonly account: AlibabaAccount;
  /** Absent: a key of the account itself. */
  readonly user?: RamUser;
}

export type PolicyType = 'System' | 'Custom';

export interface Policy {
  readonly name: string;
  readonly type: PolicyType;
  readonly description: string;
  readonly document: string;
  readonly createdAt: Date;
}

export interface AttachedPolicy {
  readonly policy: Policy;
  readonly attachedAt: Date;
}

/** Who a verified request comes from. */
export interface Caller {
  readonly account: AlibabaAccount;
  readonly user?: RamUser;
  readonly accessKeyId: string;
}

/** Time as these APIs write it: UTC, whole seconds. */
export const acsTime = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
