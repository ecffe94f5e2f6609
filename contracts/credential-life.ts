import type { DeliveryReceipt, DeliveryTarget } from './delivery';
import type { AccountRef, SourceRequest } from './preparation';
import type { Check } from './provisioning';
import type { SealedCredentials } from './result';

/** What a preparation delivered with one user, as revocation and rotation name it. Names only, never a secret. */
interface Delivered {
  /** The KS3 bucket that was prepared. */
  readonly bucket: string;
  readonly userName: string;
  /** Workflow ID of the preparation. */
  readonly preparedBy: string;
  /** The ownership mark that the preparation left on the user. */
  readonly mark: string;
  /** The delivery of that time and no other one; null: whichever the user bears. */
  readonly deliveredAt: string | null;
}

/** The access of a RAM user. */
export interface DeliveredAccess extends Delivered {
  readonly cloud?: undefined;
  readonly account: AccountRef;
}

/** The dedicated AccessKey of the source, with the Kingsoft IAM user and the policy that were made for it. */
export interface DeliveredSourceKey extends Delivered {
  readonly cloud: 'kingsoft';
  /** Source profile of the worker's configuration, whose IAM is asked. */
  readonly profile: string;
  readonly policyName: string;
}

/** Credentials that a preparation delivered, at either cloud. */
export type DeliveredCredentials = DeliveredAccess | DeliveredSourceKey;

/** A key as it was found on the user. */
export interface FoundKey {
  readonly accessKeyId: string;
  readonly status: 'Active' | 'Inactive';
  /** As the cloud tells it. */
  readonly createdAt: string;
}

/** What is on the user. */
export type FoundCredentials =
  | {
      readonly found: 'delivered';
      readonly deliveredAt: string;
      /** The day of expiry on record, or null. */
      readonly until: string | null;
      readonly keys: readonly FoundKey[];
      readonly policies: readonly string[];
      readonly logon: boolean;
      /** What else was made for the user and goes with it, in words. */
      readonly besides?: readonly string[] | undefined;
    }
  /** Nothing of these credentials is left. */
  | { readonly found: 'nothing'; readonly why: string }
  /** There is a user of that name, which must be left alone. */
  | { readonly found: 'kept'; readonly why: string };

/** A revocation with every default filled in. */
export interface Revocation {
  readonly credentials: DeliveredAccess;
  /** Absent where the source is read with the configured AccessKey. */
  readonly sourceKey?: DeliveredSourceKey | undefined;
  /** ISO time at which they are taken back; null: at once. */
  readonly at: string | null;
  /** Milliseconds between the disabling of the keys and their removal; 0 for none. */
  readonly graceMs: number;
  readonly requestedBy: string;
  readonly reason: string;
}

/** Something that was taken back. */
export interface Removed {
  readonly what: string;
  /** ISO time at which it was seen to be gone. */
  readonly at: string;
}

/** What one part of a revocation did, proven by reading back. */
export interface RemovalReport {
  readonly removed: readonly Removed[];
  readonly kept: readonly { readonly what: string; readonly why: string }[];
  readonly proof: readonly Check[];
}

/** What `revokeCredentials` returns. */
export interface RevocationResult extends RemovalReport {
  readonly outcome: 'revoked' | 'nothing to revoke';
  readonly summary: string;
  readonly account: { readonly accountId: string; readonly userName: string };
  readonly preparedBy: string;
  readonly requestedBy: string;
  readonly reason: string;
  /** ISO time at which the keys were disabled; null where they were not disabled before their removal. */
  readonly disabledAt: string | null;
}

/** A rotation with every default filled in. */
export interface Rotation {
  readonly credentials: DeliveredCredentials;
  /** age recipients of the new key: of the worker's configuration only, since nobody approves a rotation. */
  readonly recipients: readonly string[];
  /** The source that a new key of it is tried on; absent where a RAM user's key is replaced. */
  readonly source?: SourceRequest | undefined;
  /** The bucket that a RAM user's new key is tried on; null where none was named. */
  readonly destination: { readonly bucket: string; readonly region: string } | null;
  readonly delivery: readonly DeliveryTarget[];
  /** Milliseconds in which the recipient has to confirm; after it the new key is removed and the old one stays. */
  readonly confirmWithinMs: number;
  /** Milliseconds between the disabling of the old key and its removal; 0 for none. */
  readonly graceMs: number;
  readonly requestedBy: string;
}

/** The new key of a rotation for its recipients, in the shape of a preparation's. */
export interface SealedRotation {
  /** Which key was replaced; absent in rotations from before there was a choice. */
  readonly key?: RotatedKeyKind | undefined;
  readonly account: {
    /** Null where the cloud does not tell. */
    readonly accountId: string | null;
    readonly userName: string;
    readonly accessKeyId: string;
  };
  readonly sealedCredentials: SealedCredentials;
}

/** The AccessKey of the RAM user, or the dedicated one of the source. */
export type RotatedKeyKind = 'oss' | 'source';

/** What `rotateCredentials` returns. */
export interface RotationResult {
  readonly outcome: 'rotated' | 'not confirmed';
  readonly summary: string;
  /** Absent in results from before there was a choice. */
  readonly key?: RotatedKeyKind | undefined;
  readonly account: {
    readonly accountId: string | null;
    readonly userName: string;
    readonly signIn: null;
    /** The key in use from now on: the new one, or the old one where the new one was not confirmed. */
    readonly accessKeyId: string | null;
  };
  readonly sealedCredentials: SealedCredentials;
  readonly delivered: readonly DeliveryReceipt[];
  readonly confirmedBy: string | null;
  readonly removed: readonly Removed[];
  readonly proof: readonly Check[];
}

/** Tells the results of a revocation and of a rotation from that of a preparation. */
export type LifeResult = RevocationResult | RotationResult;

const LIFE_OUTCOMES: readonly string[] = [
  'revoked',
  'nothing to revoke',
  'rotated',
  'not confirmed',
] satisfies LifeResult['outcome'][];

export function isLifeResult(result: { readonly outcome: string }): result is LifeResult {
  return LIFE_OUTCOMES.includes(result.outcome);
}
