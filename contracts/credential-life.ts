import type { DeliveryReceipt, DeliveryTarget } from './delivery';
import type { AccountRef } from './preparation';
import type { Check } from './provisioning';

/** Credentials that a preparation delivered, as revocation and rotation name them. Names only, never a secret. */
export interface DeliveredCredentials {
  /** The KS3 bucket that was prepared. */
  readonly bucket: string;
  readonly userName: string;
  readonly account: AccountRef;
  /** Workflow ID of the preparation. */
  readonly preparedBy: string;
  /** The ownership mark that the preparation left on the user. */
  readonly mark: string;
  /** The delivery of that time and no other one; null: whichever the user bears. */
  readonly deliveredAt: string | null;
}

/** A key as it was found on the user. */
export interface FoundKey {
  readonly accessKeyId: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: string;
}

/** What is on the RAM user. */
export type FoundCredentials =
  | {
      readonly found: 'delivered';
      readonly deliveredAt: string;
      /** The day of expiry on record, or null. */
      readonly until: string | null;
      readonly keys: readonly FoundKey[];
      readonly policies: readonly string[];
      readonly logon: boolean;
    }
  /** Nothing of these credentials is left. */
  | { readonly found: 'nothing'; readonly why: string }
  /** There is a user of that name, which must be left alone. */
  | { readonly found: 'kept'; readonly why: string };

/** A revocation with every default filled in. */
export interface Revocation {
  readonly credentials: DeliveredCredentials;
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
  /** The bucket that the new key is tried on; null where none was named. */
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
  readonly account: { readonly accountId: string; readonly userName: string; readonly accessKeyId: string };
  readonly sealedCredentials: { readonly password: null; readonly accessKey: string };
}

/** What `rotateCredentials` returns. */
export interface RotationResult {
  readonly outcome: 'rotated' | 'not confirmed';
  readonly summary: string;
  readonly account: {
    readonly accountId: string;
    readonly userName: string;
    readonly signIn: null;
    /** The key in use from now on: the new one, or the old one where the new one was not confirmed. */
    readonly accessKeyId: string | null;
  };
  readonly sealedCredentials: { readonly password: null; readonly accessKey: string | null };
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
