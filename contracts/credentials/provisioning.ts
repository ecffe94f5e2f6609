import type { ErrorReport, Said } from '../../presentation/words/phrase';
import type { ErrorEffect, ErrorType } from '../error-table';

/** One finding of the preflight or of the verification. */
export interface Check {
  readonly name: Said;
  readonly outcome: 'ok' | 'warning' | 'problem';
  readonly message: Said;
  /** Set for a problem: which entry of the error table it is. */
  readonly errorType?: ErrorType | undefined;
  /** Set for a problem: the error as data. */
  readonly report?: ErrorReport | undefined;
}

/** What the read-only preflight found out. */
export interface PreflightReport {
  readonly checks: readonly Check[];
  readonly signIn: SignIn;
}

/** What the preflight found of a preparation whose credentials were delivered before: nothing is left to do. */
export interface DeliveredBefore {
  readonly checks: readonly Check[];
  /** ISO time of the delivery, as the mark of the user says. */
  readonly deliveredAt: string;
}

/** How the new RAM user signs in to the console. */
export interface SignIn {
  /** `name@domain`. */
  readonly userPrincipalName: string;
  readonly url: string;
}

/** What became of the destination bucket. */
export interface EnsuredBucket {
  readonly bucket: string;
  readonly region: string;
  /** Made by this preparation, as its mark says. */
  readonly ours: boolean;
}

/** Console logon that was enabled, with its password sealed. */
export interface EnabledLogon {
  /** age armor of `{ kind, account, userPrincipalName, password, signInUrl }`. */
  readonly sealedPassword: string;
  /** When RAM made the logon profile, by its own clock: a profile made later has another password. Null: RAM does not tell. */
  readonly createdAt: string | null;
}

/** The AccessKey that was issued, with its secret sealed, and what a try with it showed. */
export interface IssuedAccessKey {
  readonly accessKeyId: string;
  /** age armor of `{ kind, account, userName, accessKeyId, accessKeySecret }`. */
  readonly sealedSecret: string;
  /** Tried with the fresh key while its secret was at hand. */
  readonly checks: readonly Check[];
}

/** The dedicated AccessKey of the source that was made at Kingsoft Cloud, with its secret sealed. */
export interface IssuedSourceKey {
  readonly accessKeyId: string;
  /** The Kingsoft account that it is of; null if IAM does not say. */
  readonly accountId: string | null;
  /** age armor of `{ kind, accountId, userName, bucket, endpoint, accessKeyId, accessKeySecret }`. */
  readonly sealedSecret: string;
  /** Tried with the fresh key while its secret was at hand. */
  readonly checks: readonly Check[];
}

/** What was removed when a run ended without delivering, and what was left, with the reason. */
export interface UndoReport {
  readonly removed: readonly Said[];
  readonly kept: readonly { readonly what: Said; readonly why: Said }[];
}

/** A problem as the run shows it while it waits for somebody. */
export interface Problem {
  readonly type: ErrorType;
  readonly effect: ErrorEffect;
  /** In the language of the worker. */
  readonly message: string;
  /** The same as data, for readers of another language; absent if the failure carries none. */
  readonly report?: ErrorReport | undefined;
}
