import type { Said } from '../../presentation/words/phrase';
import type { Language } from '../../presentation/words/language';
import type { WorkerSignature } from '../approval/attested';
import type { DeliveryReceipt, DeliveryTarget } from './delivery';
import type { AccountRef, SourceRequest } from '../runs/preparation';
import type { Check } from './provisioning';
import type { SealedCredentials } from '../runs/result';
import type { RunIdentity } from '../runs/run-identity';

/** Credentials that a preparation made for one user, as revocation and rotation name them. Names only, never a secret. */
interface Made {
  /** The key of ownership that the mark of the user must hold. */
  readonly preparation: string;
  /** The KS3 bucket that was prepared. */
  readonly bucket: string;
  readonly userName: string;
}

/** The access of a RAM user. */
export interface RamCredentials extends Made {
  readonly cloud: 'alibaba';
  readonly account: AccountRef;
}

/** The dedicated AccessKey of the source, with the Kingsoft IAM user and the policy that were made for it. */
export interface SourceCredentials extends Made {
  readonly cloud: 'kingsoft';
  /** Source profile of the worker's configuration, whose IAM is asked. */
  readonly profile: string;
  readonly policyName: string;
}

/** Credentials that a preparation made, at either cloud. */
export type Credentials = RamCredentials | SourceCredentials;

/** A key as it was found on the user. */
export interface FoundKey {
  readonly accessKeyId: string;
  readonly status: 'Active' | 'Inactive';
  /** As the cloud reports it; empty if it does not. */
  readonly createdAt: string;
}

/** What is on the user. */
export type FoundCredentials =
  | {
      readonly found: 'delivered';
      readonly deliveredAt: string;
      /** ISO time after which the access must not be there any more; null for no date. */
      readonly until: string | null;
      readonly keys: readonly FoundKey[];
      readonly policies: readonly string[];
      readonly logon: boolean;
      /** What else was made for the user and goes with it, in words. */
      readonly besides: readonly Said[];
    }
  /** A run that ended without delivering it left it behind. */
  | { readonly found: 'left behind'; readonly why: Said }
  /** Nothing of these credentials is left. */
  | { readonly found: 'nothing'; readonly why: Said }
  /** There is a user of that name, which must be left alone. */
  | { readonly found: 'kept'; readonly why: Said };

/** A revocation with every default filled in. */
export interface Revocation {
  readonly credentials: RamCredentials;
  /** Null where the source is read with the configured AccessKey. */
  readonly sourceKey: SourceCredentials | null;
  /** Region of the migration service, whose jobs may still read the source. */
  readonly serviceRegion: string;
  /**
   * When they are revoked: at once, at the expiry that their mark holds, or at an ISO time, where the expiry is not
   * sooner.
   */
  readonly at: string;
  /** Milliseconds between the disabling of the keys and their removal; 0 for none. */
  readonly graceMs: number;
  /** Null if no name was given. */
  readonly requestedBy: string | null;
  readonly reason: string;
  /** Of what the worker shows about the run. */
  readonly language: Language;
}

/** Values of `Revocation.at` that are no time. */
export const AT_ONCE = 'now';
export const AT_EXPIRY = 'expiry';

/** AccessKeys that a worker disabled, and when. */
export interface DisabledKeys {
  readonly userName: string;
  readonly keys: readonly string[];
  /** Those of them that were disabled before, by somebody else: they are never enabled again. Absent for none. */
  readonly before?: readonly string[] | undefined;
  /** ISO time at which the cloud showed it. */
  readonly disabledAt: string;
}

/** What a run enables again where it does not go on: what it disabled itself. */
export function disabledByRun({ keys, before = [] }: Pick<DisabledKeys, 'keys' | 'before'>): string[] {
  return keys.filter((key) => !before.includes(key));
}

/** Something that was revoked. */
export interface Removed {
  readonly what: Said;
  /** ISO time at which it was seen to be gone. */
  readonly at: string;
}

/** What one part of a revocation did, proven by reading back. */
export interface RemovalReport {
  readonly removed: readonly Removed[];
  readonly kept: readonly { readonly what: Said; readonly why: Said }[];
  readonly proof: readonly Check[];
}

/** What `revokeCredentials` returns. */
export interface RevocationResult extends RemovalReport {
  /** `not revoked`: access is there that this revocation must leave alone; `kept` says why. */
  readonly outcome: 'revoked' | 'nothing to revoke' | 'not revoked';
  readonly summary: Said;
  readonly run: RunIdentity;
  readonly account: { readonly accountId: string; readonly userName: string };
  readonly preparation: string;
  /** Null if no name was given. */
  readonly requestedBy: string | null;
  readonly reason: string;
  /** ISO time at which the keys were disabled; null where they were not disabled before their removal. */
  readonly disabledAt: string | null;
  /** Over everything above. */
  readonly signature: WorkerSignature;
}

/** A rotation with every default filled in. */
export interface Rotation {
  readonly credentials: Credentials;
  /** age recipients of the new key: of the worker's configuration only, since nobody approves a rotation. */
  readonly recipients: readonly string[];
  /** The source that a new key of it is tried on; null where a RAM user's key is replaced. */
  readonly source: SourceRequest | null;
  /** The bucket that a RAM user's new key is tried on. */
  readonly destination: { readonly bucket: string; readonly region: string };
  readonly delivery: readonly DeliveryTarget[];
  /** Milliseconds in which the recipient has to confirm; after it the new key is removed and the old one stays. */
  readonly confirmWithinMs: number;
  /** Milliseconds between the disabling of the old key and its removal; 0 for none. Never less than configured. */
  readonly graceMs: number;
  /** Null if no name was given. */
  readonly requestedBy: string | null;
  /** Of what the worker shows about the run. */
  readonly language: Language;
}

/** The new key of a rotation for its recipients, in the shape of a preparation's. */
export interface SealedRotation {
  readonly key: RotatedKeyKind;
  readonly account: {
    /** Null where the cloud does not tell. */
    readonly accountId: string | null;
    readonly userName: string;
    readonly accessKeyId: string;
  };
  readonly sealedCredentials: SealedCredentials;
  readonly run: RunIdentity;
  /** Over everything above: a worker's word for it. */
  readonly signature: WorkerSignature;
}

/** The AccessKey of the RAM user, or the dedicated one of the source. */
export type RotatedKeyKind = 'oss' | 'source';

/** What `rotateCredentials` returns. */
export interface RotationResult {
  readonly outcome: 'rotated' | 'not confirmed';
  readonly summary: Said;
  readonly key: RotatedKeyKind;
  readonly run: RunIdentity;
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
  /** Over everything above. */
  readonly signature: WorkerSignature;
}

/** Tells the results of a revocation and of a rotation from that of a preparation. */
export type LifecycleResult = RevocationResult | RotationResult;

const LIFE_OUTCOMES: readonly string[] = [
  'revoked',
  'nothing to revoke',
  'not revoked',
  'rotated',
  'not confirmed',
] satisfies LifecycleResult['outcome'][];

export function isLifecycleResult(result: { readonly outcome: string }): result is LifecycleResult {
  return LIFE_OUTCOMES.includes(result.outcome);
}
