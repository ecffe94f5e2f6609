/** One run of a workflow. Its ID alone names every run that ever had it. */
export interface RunIdentity {
  readonly workflowId: string;
  readonly runId: string;
}

/** How a run stands with the server. */
export type ExecutionState = 'running' | 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timed out';
