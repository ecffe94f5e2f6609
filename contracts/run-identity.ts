/** One run of a workflow. Its ID alone names every run that ever had it. */
export interface RunIdentity {
  readonly workflowId: string;
  readonly runId: string;
}
