/**
 * Every error that this product reports, and its effect on the run. What to tell a person about it stands in
 * `presentation/words`, in each language; docs/errors.md is generated from both.
 *
 * - `transient`: time may fix it. Temporal retries with backoff; when the retries run out, the run parks.
 * - `parked`: a person must fix it. The run waits in "action required" until a `retry` signal.
 * - `restart`: only a new run can fix it. The run waits to be cancelled. A `retry` repeats the step all the same, in case
 *   the cause went away, but nobody is asked to send one.
 * - `fatal`: the run cannot continue with this input. It fails at once, and nothing is retried.
 */
import type { ErrorTexts } from '../presentation/words/en/errors';

export type ErrorEffect = 'transient' | 'parked' | 'restart' | 'fatal';

export interface ErrorRule {
  readonly effect: ErrorEffect;
  /** The fix is in the worker configuration, which is read when the worker starts. */
  readonly restartWorker?: true;
  /** A new run is the other way out. */
  readonly orNewRun?: true;
  /** The run continues by itself. */
  readonly continues?: true;
}

const transient: ErrorRule = { effect: 'transient' };
const parked: ErrorRule = { effect: 'parked' };
const restart: ErrorRule = { effect: 'restart' };
const fatal: ErrorRule = { effect: 'fatal' };

export const errorTable = {
  // The input and the run itself
  InvalidInput: fatal,
  UnknownWorkflowType: fatal,
  AlreadyPrepared: fatal,
  PreflightFailed: { ...parked, orNewRun: true },
  PreflightNeedsNewRun: restart,
  ConfigurationChanged: { ...parked, restartWorker: true, orNewRun: true },
  NotAuthentic: { ...parked, restartWorker: true, orNewRun: true },
  ApprovalVoid: { ...parked, continues: true },
  ChildRunEnded: parked,
  OtherRunOpen: fatal,
  ActionTimedOut: fatal,
  UserOfOpenRun: parked,
  TakenOver: restart,
  UnreadableResult: parked,
  UnexpectedError: transient,
  SignalNotRecorded: transient,
  HistoryUnreadable: transient,

  // KS3, the source
  Ks3InvalidAccessKey: { ...parked, restartWorker: true },
  Ks3SignatureMismatch: { ...parked, restartWorker: true },
  Ks3AccessDenied: parked,
  Ks3NoSuchBucket: { ...parked, orNewRun: true },
  Ks3WrongRegion: restart,
  Ks3WrongEndpoint: restart,
  Ks3PathStyle: { ...parked, restartWorker: true },
  Ks3CertificateRefused: { ...parked, restartWorker: true },
  Ks3ClockSkew: parked,
  Ks3AccountProblem: parked,
  Ks3SlowDown: transient,
  Ks3Unavailable: transient,
  Ks3UntrustworthyPage: transient,

  // Kingsoft Cloud's IAM, the source's identities
  IamNotConfigured: { ...parked, restartWorker: true },
  IamInvalidAccessKey: { ...parked, restartWorker: true },
  IamNoPermission: { ...parked, restartWorker: true },
  IamUserNotOurs: { ...parked, orNewRun: true },
  IamLimitReached: parked,
  IamRequestRefused: parked,
  IamClockSkew: parked,
  IamThrottled: transient,
  IamUnavailable: transient,
  IamNotVisibleYet: transient,
  SourceKeyRefused: parked,

  // OSS, the destination
  OssNameTaken: restart,
  OssWrongRegion: { ...parked, restartWorker: true, orNewRun: true },
  OssOtherRegion: restart,
  OssBucketNotOurs: restart,
  OssBucketDiffers: restart,
  OssBucketChanged: { ...parked, orNewRun: true },
  OssTooManyBuckets: parked,
  OssInvalidAccessKey: { ...parked, restartWorker: true },
  OssAccessDenied: parked,
  OssAccountProblem: parked,
  OssPublicEndpointRefused: { ...parked, restartWorker: true, orNewRun: true },
  OssClockSkew: parked,
  OssRequestRefused: parked,
  OssNoSuchBucket: { ...parked, orNewRun: true },
  OssThrottled: transient,
  OssNotVisibleYet: transient,
  OssUnavailable: transient,
  OssUntrustworthyPage: transient,

  // RAM and STS, the identities
  RamUserNotOurs: restart,
  RamUserLimit: parked,
  RamAccessKeyLimit: parked,
  RamPolicyMissing: { ...parked, orNewRun: true },
  RamPolicyLimit: parked,
  RamNoPermission: parked,
  RamInactive: parked,
  RamInvalidAccessKey: { ...parked, restartWorker: true },
  RamPasswordRefused: parked,
  RamRequestRefused: parked,
  RamClockSkew: parked,
  RamThrottled: transient,
  RamUnavailable: transient,
  RamNotVisibleYet: transient,
  PasswordPolicyImpossible: parked,
  EndpointRefused: { ...parked, restartWorker: true },
  IdentityUnexpected: { ...parked, restartWorker: true, orNewRun: true },
  NewKeyRefused: parked,

  // The migration service
  MgwInvalidAccessKey: { ...parked, restartWorker: true },
  MgwAccessDenied: parked,
  MgwClockSkew: parked,
  MgwWrongRegion: { ...parked, restartWorker: true, orNewRun: true },
  MgwLimitReached: parked,
  MgwJobRepeated: parked,
  MgwRequestRefused: parked,
  MgwJobConflict: transient,
  MgwNotVisibleYet: transient,
  MgwThrottled: transient,
  MgwUnavailable: transient,
  MgwGone: restart,
  MgwOfOpenRun: parked,
  MgwAddressNotOurs: parked,
  MgwAddressDiffers: { ...parked, orNewRun: true },
  MgwAddressPending: transient,
  MgwAddressRefused: { ...parked, orNewRun: true },
  MgwJobNotOurs: parked,
  MgwJobDiffers: { ...parked, orNewRun: true },
  MgwJobStillRuns: parked,
  MgwJobInterrupted: parked,
  MgwObjectsFailed: parked,
  MgwFailuresNotListed: transient,
  MigrationDiffers: parked,
  PreparationNotFinished: { ...parked, orNewRun: true },
  MigrationNotConfigured: { ...parked, restartWorker: true },

  // The access that was granted
  AccessChanged: parked,
  AccessBeyondPlan: { ...parked, orNewRun: true },
  GraceNotOver: transient,
  ConfirmationRefused: parked,
  CredentialsGone: fatal,
  SecondAccessKey: parked,

  // Delivery
  DeliveryUnavailable: transient,
  DeliveryRefused: { ...parked, restartWorker: true },
  DeliveryOccupied: parked,

  // Sealing
  RecipientRefused: restart,
  SealedTextUnreadable: fatal,
} as const satisfies Record<keyof ErrorTexts, ErrorRule>;

export type ErrorType = keyof ErrorTexts;

/** Whether a failure type, as Temporal carries it, is one of the table's. */
export function isErrorType(type: string | null | undefined): type is ErrorType {
  return typeof type === 'string' && Object.hasOwn(errorTable, type);
}

export function ruleOf(type: ErrorType): ErrorRule {
  return errorTable[type];
}

/** What can be asked of a run that a problem stopped. */
export type WayOut = 'retry' | 'cancel';

/** What helps a run that an error stopped, the first choice first: it is cancelled to start one with another input. */
export function waysOut({
  type,
  effect,
}: {
  readonly type: string;
  readonly effect?: ErrorEffect;
}): readonly WayOut[] {
  const rule: Partial<ErrorRule> = isErrorType(type) ? ruleOf(type) : {};
  if ((effect ?? rule.effect) === 'restart') {
    return ['cancel'];
  }
  return rule.orNewRun ? ['retry', 'cancel'] : ['retry'];
}
