import type { Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
import type { ApprovalAudit, Decision } from '../approval/approval';
import type { WorkerSignature } from '../approval/attested';
import type { CountedInventory } from '../listing/inventory';
import type { JobProgress } from './job-progress';
import type { SourceKeyRequest, SourceRequest } from '../runs/preparation';
import type { UndoReport } from '../credentials/provisioning';
import type { RunIdentity } from '../runs/run-identity';
import type { VerificationResult } from './verification';
import type { VerificationInput } from '../inputs/verification-input';

/** Which objects a job writes that the destination has already. */
export const OVERWRITE_MODES = ['always', 'if newer', 'never'] as const;
export type OverwriteMode = (typeof OVERWRITE_MODES)[number];

/** The last round of a migration: each has a job and two addresses, of which the service keeps only so many. */
export const MAX_ROUND = 999;

/** How a job copies. */
export interface CopyTerms {
  readonly overwrite: OverwriteMode;
  /** Bits a second; null for the service's limit. */
  readonly maxBandwidth: number | null;
  /** Files a second; null for the service's limit. */
  readonly maxFilesPerSecond: number | null;
}

/** What a migration creates at the service. */
export interface MigrationNames {
  /** Address of the source. */
  readonly source: string;
  /** Address of the destination. */
  readonly destination: string;
  readonly job: string;
}

/**
 * A migration with every default filled in: what the signed result of its preparation, the input and the configuration
 * say together. It holds names, never a secret.
 */
export interface Migration {
  /** The key of ownership (`preparation-id.ts`). */
  readonly preparation: string;
  /** The run that it continues, and the plan that was approved there. */
  readonly prepared: RunIdentity & { readonly planDigest: string };
  readonly accountId: string;
  /** Region of the migration service, for example `cn-beijing`. */
  readonly region: string;
  /** Counts the times that the bucket is copied, from 1: every round has addresses and a job of its own. */
  readonly round: number;
  /** `accessKeyId` is the configured key; the service reads with it if there is no `reader`. */
  readonly source: SourceRequest;
  /** The Kingsoft IAM user that is created for the service, with an AccessKey of its own; null for none. */
  readonly reader: MigrationReader | null;
  /** `prefix` is where the service puts keys, for them to be as at the source. */
  readonly destination: { readonly bucket: string; readonly region: string; readonly prefix: string };
  /** RAM role that the service writes as. */
  readonly role: string;
  readonly names: MigrationNames;
  readonly copy: CopyTerms;
  readonly inventory: CountedInventory;
  readonly estimate: MigrationEstimateLine;
  /** Milliseconds between the launches of two rounds, until the cut-over; null for one round alone. */
  readonly everyMs: number | null;
  /** The input of the verification that follows the last round; null for none. */
  readonly verification: VerificationInput | null;
  readonly requestedBy: string | null;
  /** Milliseconds between two looks at the running job. */
  readonly watchEveryMs: number;
  readonly notify: boolean;
  /** Of what the worker shows about the run. */
  readonly language: Language;
}

/** What the first round takes, at least: decimal strings. */
export interface MigrationEstimateLine {
  readonly seconds: number;
  readonly sourceRequests: string;
  readonly destinationRequests: string;
  readonly bytes: string;
}

/** Who decided that a migration with rounds comes to its end. */
export interface CutOver {
  /** Who asked for it, as they said: four eyes let them not approve it. */
  readonly requestedBy: string;
  readonly decisions: readonly Decision[];
  readonly planDigest: string;
  /** ISO time. */
  readonly decidedAt: string;
}

/** A user that reads one bucket, and lives as long as the jobs that use its key. */
export type MigrationReader = Extract<SourceKeyRequest, { mode: 'create' }>;

/** What `migrateBucket` returns. */
export type MigrationResult = MigratedResult | NotMigratedResult;

export interface MigratedResult {
  /** `…with failures`, `…with differences`: somebody ended the run while objects had failed, or both sides differed. */
  readonly outcome: 'migrated' | 'migrated with failures' | 'migrated with differences';
  readonly summary: Said;
  readonly run: RunIdentity;
  readonly preparation: string;
  readonly prepared: Migration['prepared'];
  readonly accountId: string;
  readonly region: string;
  readonly source: Pick<SourceRequest, 'bucket' | 'prefix' | 'endpoint' | 'accessKeyId'> & {
    readonly address: string;
  };
  readonly destination: Migration['destination'] & { readonly address: string; readonly role: string };
  /** The jobs of all rounds, each followed by those that repaired it, as the service describes them. */
  readonly jobs: readonly JobProgress[];
  readonly cutOver: CutOver | null;
  /** Null if both sides were not compared. */
  readonly verification: VerificationResult | null;
  /** The user that was created for the service, with its key: what was removed. Null if there was none. */
  readonly reader: UndoReport | null;
  readonly inventory: CountedInventory;
  readonly launchedAt: string;
  readonly approvedBy: readonly Decision[];
  readonly planDigest: string;
  readonly nextSteps: readonly Said[];
  /** Over everything above: a worker's word for it. */
  readonly signature: WorkerSignature;
  /** As the workflow recorded it; no part of what is signed. */
  readonly audit: ApprovalAudit;
}

export interface NotMigratedResult {
  readonly outcome: 'launch rejected' | 'launch timed out';
  readonly summary: Said;
  readonly run: RunIdentity;
  readonly planDigest: string;
  /** What was removed, and what was left and why. */
  readonly undo: UndoReport;
  readonly signature: WorkerSignature;
  readonly decisions: readonly Decision[];
  readonly audit: ApprovalAudit;
}

const OUTCOMES: readonly string[] = [
  'migrated',
  'migrated with failures',
  'migrated with differences',
  'launch rejected',
  'launch timed out',
] satisfies MigrationResult['outcome'][];

/** Tells the result of a migration from that of another run. */
export function isMigrationResult(result: { readonly outcome: string }): result is MigrationResult {
  return OUTCOMES.includes(result.outcome);
}
