import { ks3BucketProblem } from './inputs/bucket-names';

/** The names by which clients, workers and the Web UI find this product. Renaming one breaks running workflows. */
export const TASK_QUEUE = 'migration-prep';

export const WORKFLOW_TYPES = [
  'prepareMigration',
  'prepareMigrations',
  'migrateBucket',
  'inventoryBucket',
  'verifyMigration',
  'revokeCredentials',
  'rotateCredentials',
] as const;
export type WorkflowType = (typeof WORKFLOW_TYPES)[number];

/** Workflow ID of the preparation of a KS3 bucket: starting the same bucket again finds the running one. */
export function preparationWorkflowId(ks3Bucket: string): string {
  return `${PREPARATION}${ks3Bucket}`;
}

const PREPARATION = 'prepare/';

/** Workflow ID of a fleet: the preparations of many buckets. */
export function fleetWorkflowId(name: string): string {
  return `${FLEET}${name}`;
}

const FLEET = 'batch/';

/** The name of the fleet that a workflow ID names; null for any other ID. */
export function fleetNameIn(workflowId: string): string | null {
  return workflowId.startsWith(FLEET) ? workflowId.slice(FLEET.length) : null;
}

/** What a fleet is called: its name or, where it was started under another ID, all of that. */
export const fleetNameOf = (workflowId: string): string => fleetNameIn(workflowId) ?? workflowId;

/** Workflow ID of the migration of a KS3 bucket: at most one copies it at a time. */
export function migrationWorkflowId(ks3Bucket: string): string {
  return `${MIGRATION}${ks3Bucket}`;
}

const MIGRATION = 'migrate/';

/** Whether a workflow ID is another one, or the same with the time that a Schedule appends: `-2026-05-01T08:00:00Z`. */
export function isRunOf(workflowId: string, found: string): boolean {
  return (
    found === workflowId || (found.startsWith(workflowId) && FIRING.test(found.slice(workflowId.length)))
  );
}

/**
 * The query of the server's index for the runs of a type under a workflow ID, and under it and the time of a Schedule. It
 * finds a few more, which `isRunOf` tells apart; those that closed last come first.
 *
 * @param status of the server; any without it
 */
export function runsUnderQuery(type: WorkflowType, workflowId: string, status?: 'Completed'): string {
  const [named, fired] = [workflowId, `${workflowId}-2`].map((text) => JSON.stringify(text));
  const ended = status === undefined ? '' : ` AND ExecutionStatus = "${status}"`;
  return `WorkflowType = "${type}"${ended} AND (WorkflowId = ${named} OR WorkflowId STARTS_WITH ${fired})`;
}

/** A workflow ID without the time that a Schedule appended. */
export function withoutFiring(workflowId: string): string {
  return workflowId.replace(APPENDED, '');
}

const TIME = String.raw`-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`;
const FIRING = new RegExp(`^${TIME}`);
const APPENDED = new RegExp(TIME);

/** The RAM user of a preparation whose input names none. */
export function defaultUserName(ks3Bucket: string): string {
  return `mgw-${ks3Bucket}`.slice(0, 64);
}

/** Workflow ID under which the credentials of a RAM user are revoked: at most one waits or works at a time. */
export function revocationWorkflowId(ramUser: string): string {
  return `${REVOCATION}${ramUser}`;
}

const REVOCATION = 'revoke/';

/** Workflow ID under which the AccessKey of a RAM user is replaced: at most one at a time. */
export function rotationWorkflowId(ramUser: string): string {
  return `${ROTATION}${ramUser}`;
}

const ROTATION = 'rotate/';

/** The same for the dedicated AccessKey of a source, whose rotation goes on beside that of the RAM user. */
export function sourceRotationWorkflowId(iamUser: string): string {
  return `${SOURCE_ROTATION}${iamUser}`;
}

/** RAM user names hold no slash, so that the two kinds of IDs never meet. */
const SOURCE_ROTATION = `${ROTATION}source/`;

/** The Kingsoft IAM user whose key a run replaces; null for every other run. */
export function sourceRotationOf(workflowId: string): string | null {
  return workflowId.startsWith(SOURCE_ROTATION) ? workflowId.slice(SOURCE_ROTATION.length) : null;
}

/** Workflow ID of an inventory that is taken by itself: at most one of a bucket at a time. */
export function bucketInventoryWorkflowId(ks3Bucket: string): string {
  return `${INVENTORY}${ks3Bucket}`;
}

/** Workflow ID of the verification of a KS3 bucket's migration. */
export function verificationWorkflowId(ks3Bucket: string): string {
  return `${VERIFICATION}${ks3Bucket}`;
}

/** Workflow ID of the verification that a migration runs as its child. */
export function verificationChildId(parentWorkflowId: string): string {
  return `${parentWorkflowId}/verification`;
}

const VERIFICATION = 'verify/';
const INVENTORY = 'inventory/';

/** The bucket of a preparation, if its workflow ID says nothing else; null for any other ID. */
export function preparationBucketIn(workflowId: string): string | null {
  return bucketBehind(PREPARATION, workflowId);
}

/** The same for a migration. */
export function migratedBucketIn(workflowId: string): string | null {
  return bucketBehind(MIGRATION, workflowId);
}

function bucketBehind(prefix: string, workflowId: string): string | null {
  const rest = workflowId.slice(prefix.length);
  return workflowId.startsWith(prefix) && ks3BucketProblem(rest) === null ? rest : null;
}

/** The preparation that an inventory is a part of, by its workflow ID; null for an inventory of its own. */
export function parentOfInventory(workflowId: string): string | null {
  return /^(prepare\/.+)\/inventory$/.exec(workflowId)?.[1] ?? null;
}

/** Workflow ID of the inventory that a preparation runs as its child. */
export function inventoryWorkflowId(parentWorkflowId: string): string {
  return `${parentWorkflowId}/inventory`;
}

/** What the workflow IDs of each type begin with. What follows names the bucket, the user or the fleet. */
const BEGINNINGS: Readonly<Record<WorkflowType, string>> = {
  prepareMigration: PREPARATION,
  prepareMigrations: FLEET,
  migrateBucket: MIGRATION,
  inventoryBucket: INVENTORY,
  verifyMigration: VERIFICATION,
  revokeCredentials: REVOCATION,
  rotateCredentials: ROTATION,
};

/** What a workflow ID in a form of ours says about its run; null for any other ID. */
export interface NamedRun {
  readonly type: WorkflowType;
  /** Bucket, user or fleet, and whatever the ID has behind it. */
  readonly name: string;
}

/** Reads the IDs made above, those of children included. */
export function namedRun(workflowId: string): NamedRun | null {
  const [, bucket, inventory] =
    /^(?:prepare|migrate)\/(.+)\/(?:(inventory)|verification)$/.exec(workflowId) ?? [];
  if (bucket !== undefined) {
    return { type: inventory === undefined ? 'verifyMigration' : 'inventoryBucket', name: bucket };
  }
  const type = WORKFLOW_TYPES.find((one) => workflowId.startsWith(BEGINNINGS[one]));
  return type === undefined ? null : { type, name: workflowId.slice(BEGINNINGS[type].length) };
}
