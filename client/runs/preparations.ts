import type { ApprovalAudit } from '../../contracts/approval/approval';
import type { SealedRotation } from '../../contracts/credentials/credential-lifecycle';
import type { AttestedAbout } from '../../contracts/approval/attested';
import type { InventoryResult, SliceProgress } from '../../contracts/listing/inventory';
import type { FleetPage, FleetQuestion } from '../../contracts/runs/fleet';
import type { UpdateReceipt } from '../../contracts/messages';
import type { WorkflowType } from '../../contracts/names';
import type { AnyPlan, FrozenPlan } from '../../contracts/runs/plan';
import type { InventoryInput } from '../../contracts/inputs/preparation-input';
import type { DraftResult, PreparedResult } from '../../contracts/runs/result';
import type { ExecutionState, RunIdentity } from '../../contracts/runs/run-identity';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { Said } from '../../presentation/words/phrase';
import { SaidError } from '../../presentation/words/said-error';
import type { Schedules } from '../schedules/schedules';
import type { VerificationResult } from '../../contracts/migration/verification';
import type { VerificationInput } from '../../contracts/inputs/verification-input';
import type { Verified } from './verify-result';
import type { PendingStep } from './pending-steps';

/** A run of a preparation, and the input that it was started with. */
export interface EarlierRun {
  readonly run: RunState;
  readonly input: unknown;
}

/** How a run stands with the server. */
export interface RunState {
  readonly workflowId: string;
  readonly runId: string;
  /** Its workflow type; another product's, if somebody names a run of that. */
  readonly type: string;
  readonly state: ExecutionState;
  readonly startedAt: Date;
  readonly closedAt: Date | null;
  /** When the server ends it, whatever it does then, because of a timeout it was started with; absent without one. */
  readonly endsAt?: Date;
}

/** A run as the server lists it. */
export interface ListedRun extends RunState {
  readonly type: WorkflowType;
  /** Its search attributes; null where it has none. */
  readonly indexed: {
    readonly phase: string | null;
    readonly bucket: string | null;
    readonly requester: string | null;
    readonly actionRequired: boolean;
  };
}

/** A run that ended with delivered credentials. */
export interface DeliveredRun {
  readonly run: RunState;
  readonly result: PreparedResult;
  readonly verified: Verified;
}

export interface StartRequest {
  readonly type: WorkflowType;
  readonly workflowId: string;
  readonly input: unknown;
  /** Shown with the run in the Web UI. */
  readonly summary: string;
}

export interface StartedRun {
  readonly runId: string;
  /** The run was there before; its own input stands. */
  readonly attached: boolean;
  /** As in `RunState`. */
  readonly endsAt?: Date;
}

export type SignalName = 'approve' | 'reject' | 'retry' | 'look';

/** What the clean-up of a run removed, what it kept and why, and the AccessKeys that it enabled again. */
export interface CleanedUp {
  readonly removed: readonly Said[];
  readonly kept: readonly { readonly what: Said; readonly why: Said }[];
  /** AccessKey IDs. */
  readonly enabled: readonly string[];
}

/** The answer to an update that a revocation or rotation takes. */
export type UpdateName = 'revokeNow' | 'confirmNow' | 'requestCutOver';

/** A decision as the messages of a preparation take it. */
export interface DecisionMessage {
  readonly decision: 'approve' | 'reject';
  readonly approver: string;
  /** Empty where there is none. */
  readonly comment: string;
  readonly planDigest?: string | undefined;
  readonly runId: string;
  readonly from?: string | undefined;
  readonly signedAt?: string | undefined;
  readonly signature?: string | undefined;
}

/** A run that ended with a failure. */
export class RunFailedError extends SaidError {
  override readonly name = 'RunFailedError';

  /** @param type of the error table, or `Cancelled`, `Terminated`, `TimedOut`, `Failed` */
  constructor(
    readonly type: string,
    said: Said,
  ) {
    super(said);
  }
}

/**
 * The runs of one Temporal namespace, as commands see them. Every method throws CommandError: `NotFound` where there
 * is no such run; `NoWorker`, `NoAnswer` or `WorkflowTaskFailed` where only a worker could answer and none does;
 * `TemporalUnreachable`.
 */
export interface Preparations {
  readonly namespace: string;
  readonly schedules: Schedules;
  /** Where the Web UI shows a run; null where nobody said where the Web UI is. */
  readonly linkOf: (workflowId: string) => string | null;
  /** Where the Web UI lists the runs that a query finds; null if nobody said where the Web UI is. */
  readonly viewOf: (query: string) => string | null;
  /** Whether the namespace has the search attributes. */
  searchable(): Promise<boolean>;
  /** The runs that a query of the server finds, at most so many. */
  list(query: string, limit: number): Promise<ListedRun[]>;
  /** Starts a run, or attaches to the running one of that ID. Throws CommandError `OtherRunOpen` if that is of another type. */
  start(request: StartRequest): Promise<StartedRun>;
  describe(workflowId: string): Promise<RunState>;
  /** The query `status`. */
  status(workflowId: string): Promise<PreparationStatus>;
  /** The query `plan`. */
  plan(workflowId: string): Promise<FrozenPlan<AnyPlan> | null>;
  /** The query `draft` of a preparation; null before its source is counted. */
  draft(workflowId: string): Promise<DraftResult | null>;
  /** The query `fleet`: a page of the buckets of a fleet. */
  fleet(workflowId: string, asked: FleetQuestion): Promise<FleetPage>;
  /** The query `audit`. */
  audit(workflowId: string): Promise<ApprovalAudit>;
  /** What of a run is retried or paused, as the server says. */
  pending(workflowId: string): Promise<readonly PendingStep[]>;
  /** The last heartbeat of a listing that runs now; null where none does. */
  listingProgress(inventoryWorkflowId: string): Promise<SliceProgress | null>;
  /** The update `decide`. Throws CommandError `DecisionRefused` with the workflow's reason. */
  decide(workflowId: string, decision: DecisionMessage): Promise<UpdateReceipt>;
  signal(workflowId: string, name: SignalName, payload: object): Promise<void>;
  /** Asks a run to end, which then cleans up. Throws CommandError `AlreadyFinished`. */
  cancel(workflowId: string, reason: string): Promise<void>;
  /** The input that a run was started with, from its history. */
  inputOf(workflowId: string): Promise<unknown>;
  /** Whether a worker ever worked on the latest run of that ID. */
  workedOn(workflowId: string): Promise<boolean>;
  /** What the steps of a run cleaned up, from its history. */
  cleanedUp(workflowId: string): Promise<CleanedUp>;
  /** Throws CommandError `DecisionRefused` with the workflow's reason, `NotFound` where the run has ended. */
  update(workflowId: string, name: UpdateName, payload: object): Promise<UpdateReceipt>;
  /** The query `sealed` of a rotation: its new AccessKey, sealed; null before it exists. */
  sealed(workflowId: string): Promise<SealedRotation | null>;
  /** The newest run of that ID, or of it and the time of a Schedule, that delivered credentials; null if the server knows of none. */
  delivered(workflowId: string): Promise<DeliveredRun | null>;
  /** The runs under a workflow ID, or under it and the time of a Schedule; newest first. */
  earlierRuns(workflowId: string): Promise<readonly EarlierRun[]>;
  /** Waits for the end; of the latest run if none is named. Throws RunFailedError where the run ended without a result. */
  result(workflowId: string, runId?: string): Promise<unknown>;
  /** Verifies a result, of a run or of a file. Throws CommandError `ResultNotAuthentic`. */
  verify(result: object, run: RunIdentity): Verified;
  /** The same for an inventory, which is signed for a source and not for a run: for one that was started at a time. */
  verifyInventory(inventory: AttestedAbout<InventoryResult>, input: InventoryInput, since: Date): Verified;
  /** The same for a verification, which is signed for what was compared. */
  verifyVerification(
    verification: AttestedAbout<VerificationResult>,
    input: VerificationInput,
    since: Date,
  ): Verified;
  /** When a worker asked for work last; null if none has for five minutes, longer than which the server knows nothing. */
  lastPoll(): Promise<Date | null>;
  /** Ends what is still being asked. */
  close(): Promise<void>;
}
