/** The names by which clients, workers and the Web UI find this product. Renaming one breaks running workflows. */
export const TASK_QUEUE = 'migration-prep';

export const WORKFLOW_TYPES = ['prepareMigration', 'inventoryBucket'] as const;
export type WorkflowType = (typeof WORKFLOW_TYPES)[number];

/** Workflow ID of the preparation of a KS3 bucket: starting the same bucket again finds the running one. */
export function preparationWorkflowId(ks3Bucket: string): string {
  return `prepare/${ks3Bucket}`;
}

/** Workflow ID of the inventory that a preparation runs as its child. */
export function inventoryWorkflowId(parentWorkflowId: string): string {
  return `${parentWorkflowId}/inventory`;
}
