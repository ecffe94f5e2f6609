import type { PolicyStatement } from '../core/policy-statements';

/** One Kingsoft Cloud account with what IAM keeps for it. */
export interface KsyunAccount {
  readonly id: string;
  /** Keys of the main account itself. */
  readonly mainKeys: IamKey[];
  readonly users: IamUser[];
  readonly policies: IamPolicy[];
  readonly limits: IamLimits;
}

/** The documented quotas (docs.ksyun.com/documents/1397); tests can change them. */
export interface IamLimits {
  users: number;
  accessKeysPerUser: number;
  customPolicies: number;
  policiesPerUser: number;
  /** Characters of a custom policy's document. */
  documentLength: number;
}

export interface IamUser {
  readonly id: string;
  readonly name: string;
  remark: string;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly keys: IamKey[];
  readonly policies: IamPolicy[];
  readonly groups: string[];
  mfa: boolean;
  /** So many reads do not show the user yet. */
  unseenReads: number;
}

export interface IamKey {
  readonly id: string;
  readonly secret: string;
  status: 'Active' | 'Inactive';
  readonly createdAt: Date;
  lastUsedAt?: Date;
  /** Real time of creation (milliseconds), which KS3's delay counts from. */
  readonly issuedAtMs: number;
  /** Absent: a key of the main account. */
  readonly user?: IamUser;
}

export interface IamPolicy {
  readonly krn: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'system' | 'custom';
  readonly document: string;
  readonly statements: readonly PolicyStatement[];
  readonly createdAt: Date;
}

/** Who a verified request comes from. */
export interface IamCaller {
  readonly key: IamKey;
  readonly user?: IamUser | undefined;
}

/** Time as these APIs are taken to write it: UTC, whole seconds. */
export const iamTime = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
