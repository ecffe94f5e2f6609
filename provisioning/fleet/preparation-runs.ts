import type { ExecutionState, RunIdentity } from '../../contracts/runs/run-identity';
import type { PreparationStatus } from '../../contracts/runs/status';

/** The latest run under a workflow ID, as the server describes it. */
export interface DescribedRun {
  readonly runId: string;
  readonly type: string;
  readonly state: ExecutionState;
  /** Events in its history. */
  readonly events: number;
  /** Milliseconds since 1970; null while it runs. */
  readonly closedAt: number | null;
}

/** How a run ended: with a result, which is undefined if it cannot be decoded, or a failure of this type. */
export type Ending = { readonly result: unknown } | { readonly failure: string };

/**
 * The preparations of the namespace, as a fleet sees them. Each throws PrepError `HistoryUnreadable` if the server does not
 * answer.
 */
export interface PreparationRuns {
  /** Null if there is no such run. */
  describe(workflowId: string, cancellation: AbortSignal): Promise<DescribedRun | null>;
  /** The query `status`; null if no worker answers it now. */
  status(workflowId: string, runId: string, cancellation: AbortSignal): Promise<PreparationStatus | null>;
  /** What a run was started with. */
  input(workflowId: string, runId: string, cancellation: AbortSignal): Promise<unknown>;
  /** The open preparations that Schedules started, as far as the server's index shows them. */
  ofSchedules(cancellation: AbortSignal): Promise<readonly RunIdentity[]>;
  /** Of a run that has ended. */
  ending(workflowId: string, runId: string, cancellation: AbortSignal): Promise<Ending>;
}
