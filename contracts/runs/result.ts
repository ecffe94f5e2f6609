import type { Decision } from '../approval/approval';
import type { Said } from '../../presentation/words/phrase';
import type { ApprovalAudit } from '../approval/approval';
import type { StorageClass } from '../inputs/bucket-settings';
import type { WorkerSignature } from '../approval/attested';
import type { DeliveryReceipt } from '../credentials/delivery';
import type { FitnessFinding, InventoryResult } from '../listing/inventory';
import type { FrozenPlan, PlannedBucket } from './plan';
import type { CredentialTerms, DestinationRequest, SourceRequest } from './preparation';
import type { Check, SignIn, UndoReport } from '../credentials/provisioning';
import type { RunIdentity } from './run-identity';

/** What `prepareMigration` returns: the filled job form and sealed credentials, or why there are none (any more). */
export type PreparationResult = DecidedResult | AlreadyPreparedResult;

/** The result of a run that people decided about, or did not. */
export type DecidedResult = PreparedResult | NotPreparedResult;

const OUTCOMES: readonly unknown[] = [
  'prepared',
  'rejected',
  'approval timed out',
  'already prepared',
] satisfies PreparationResult['outcome'][];

/** Tells the result of a preparation from that of another run: workers sign those of every kind. */
export function isPreparationResult<T extends { readonly outcome?: unknown }>(
  result: T,
): result is T & PreparationResult {
  return OUTCOMES.includes(result.outcome);
}

export interface PreparedResult {
  readonly outcome: 'prepared';
  readonly summary: Said;
  readonly run: RunIdentity;
  /** The key of ownership. */
  readonly preparation: string;
  readonly jobForm: JobForm;
  readonly source: SourceRequest;
  readonly destination: DestinationRequest;
  /** The bucket as the approved plan says. */
  readonly bucket: PlannedBucket;
  readonly inventory: InventoryResult;
  readonly account: IssuedAccount;
  /** The AccessKey that the source is read with. */
  readonly sourceKey: SourceKeyRecord;
  /** age armor by credential; `prep open` decrypts them with an identity file. */
  readonly sealedCredentials: SealedCredentials;
  readonly credentials: CredentialTerms & {
    readonly expiresAt: string | null;
  };
  /** Where the sealed credentials were put beside this result. */
  readonly delivered: readonly DeliveryReceipt[];
  readonly approvedBy: readonly Decision[];
  readonly planDigest: string;
  readonly checks: readonly Check[];
  readonly warnings: readonly Said[];
  readonly nextSteps: readonly Said[];
  /** Over everything above: a worker's word for it. */
  readonly signature: WorkerSignature;
  /** As the workflow recorded it; no part of what is signed. */
  readonly audit: ApprovalAudit;
}

export interface NotPreparedResult {
  readonly outcome: 'rejected' | 'approval timed out';
  readonly summary: Said;
  readonly run: RunIdentity;
  /** The key of ownership. */
  readonly preparation: string;
  readonly planDigest: string;
  readonly inventory: InventoryResult;
  /** What was removed, and what was left and why. */
  readonly undo: UndoReport;
  /** The run whose approvers rejected it, if this one did not ask them again. */
  readonly askedIn?: RunIdentity | undefined;
  /** Over everything above: a worker's word for it. */
  readonly signature: WorkerSignature;
  /** What was decided, as the workflow recorded it; no part of what is signed, as a rejection needs no proof. */
  readonly decisions: readonly Decision[];
  readonly audit: ApprovalAudit;
}

/**
 * What there is of a preparation that has not ended, once its source is counted: the answer to the query `draft`. It is
 * not signed, and nothing in it was granted.
 */
export interface DraftResult {
  readonly outcome: 'draft';
  readonly summary: Said;
  readonly run: RunIdentity;
  readonly inventory: InventoryResult;
  /** Of the bucket that is migrated into. */
  readonly storageClass: StorageClass;
  /** The plan that waits for a decision or was approved; null before there is one. */
  readonly frozen: FrozenPlan | null;
  readonly decisions: readonly Decision[];
  readonly audit: ApprovalAudit;
}

/** What a report is rendered of. */
export type ReportedResult = PreparationResult | DraftResult;

/**
 * What a run returns whose preparation was delivered before: nothing was issued or changed. The source was counted
 * again, and the clouds were compared with the approved plan.
 */
export interface AlreadyPreparedResult {
  readonly outcome: 'already prepared';
  readonly summary: Said;
  readonly run: RunIdentity;
  /** The key of ownership. */
  readonly preparation: string;
  readonly source: Pick<SourceRequest, 'bucket' | 'prefix'>;
  readonly destination: Pick<DestinationRequest, 'bucket' | 'region'>;
  /** ISO times; when the credentials are revoked is null for never. */
  readonly delivered: { readonly at: string; readonly until: string | null };
  readonly inventory: InventoryResult;
  readonly comparison: Comparison;
  /** What was approved and delivered; null if the Temporal server no longer has the run that says it. */
  readonly approved: ApprovedState | null;
  /** Over everything above: a worker's word for it. */
  readonly signature: WorkerSignature;
}

/** What differs from the last run, and from the approved plan. */
export interface Comparison {
  /** The last run with a result, and when it counted; null if the Temporal server no longer has one. */
  readonly with: (RunIdentity & { readonly countedAt: string }) | null;
  /** Objects and bytes more than then (`-` for fewer), as decimal strings; null without a run to compare with. */
  readonly growth: { readonly objects: string; readonly bytes: string } | null;
  /** Kinds of findings that the last run did not have. */
  readonly newFindings: readonly FitnessFinding[];
  /** Where bucket, user, policies and keys differ from the approved plan. */
  readonly drift: readonly Said[];
  /** Whether anything differs from what the last run found. */
  readonly changed: boolean;
}

/** What of an approved plan later runs compare the clouds with. */
export interface ApprovedState {
  /** The run that delivered it. */
  readonly run: RunIdentity;
  readonly planDigest: string;
  readonly bucket: PlannedBucket;
  readonly policies: readonly string[];
  readonly consoleLogon: boolean;
  readonly programmaticAccess: boolean;
}

/** The RAM user that the migration works with. */
export interface IssuedAccount {
  readonly accountId: string;
  readonly userName: string;
  /** Null where console logon was not asked for. */
  readonly signIn: SignIn | null;
  /** Null where programmatic access was not asked for. */
  readonly accessKeyId: string | null;
  readonly policies: readonly string[];
}

/** With which AccessKey the source is read, and what was made for it. */
export type SourceKeyRecord =
  | { readonly mode: 'use'; readonly accessKeyId: string }
  | {
      readonly mode: 'create';
      readonly accessKeyId: string;
      /** Null where IAM does not tell. */
      readonly accountId: string | null;
      readonly userName: string;
      readonly policyName: string;
      /** Source profile of the worker's configuration, whose IAM made it. */
      readonly profile: string;
    };

export interface SealedCredentials {
  readonly password: string | null;
  readonly accessKey: string | null;
  /** Of the dedicated source AccessKey. */
  readonly sourceAccessKey: string | null;
}

/** The values that the migration job form asks for, in its order. */
export interface JobForm {
  readonly source: {
    readonly dataType: 'Kingsoft KS3';
    readonly dataName: string;
    readonly endpoint: string;
    readonly bucket: string;
    readonly prefix: string;
    readonly accessKeyId: string;
    readonly secretKey: Said;
  };
  readonly destination: {
    readonly dataType: 'OSS';
    readonly dataRegion: string;
    readonly dataName: string;
    readonly endpoint: string;
    readonly bucket: string;
    /** The ID, or that none was requested. */
    readonly accessKeyId: Said;
    readonly accessKeySecret: Said;
  };
  readonly job: {
    readonly jobName: string;
    /** Bytes, as a decimal string. */
    readonly dataSizeBytes: string;
    /** The same for people, for example `1.2 TiB`. */
    readonly dataSize: string;
    /** Objects, as a decimal string. */
    readonly fileCount: string;
  };
}
