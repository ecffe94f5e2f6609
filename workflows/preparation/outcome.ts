import type { InventoryResult } from '../../contracts/inventory';
import { defaultUserName } from '../../contracts/names';
import type { Preparation } from '../../contracts/preparation';
import type { EnsuredBucket, PreflightReport, UndoReport } from '../../contracts/provisioning';
import type { NotPreparedResult, PreparedResult } from '../../contracts/result';
import type { ApprovalGate } from './approval-gate';
import type { GrantedAccess } from './grant-access';
import type { Granted } from './grant-once-approved';
import { fillJobForm } from './job-form';
import type { PreparationRun } from './run';
import { sourceKeyOf } from './source-key';

/** What a finished preparation is made of. */
export interface Finished {
  readonly run: PreparationRun;
  readonly preflight: PreflightReport;
  readonly inventory: InventoryResult;
  readonly bucket: EnsuredBucket;
  readonly granted: Extract<Granted, { verdict: 'approved' }>;
}

/** What a preparation that was not approved is made of. */
export interface NotApproved {
  readonly outcome: NotPreparedResult['outcome'];
  readonly run: PreparationRun;
  readonly gate: ApprovalGate;
  readonly inventory: InventoryResult;
  readonly undo: UndoReport;
}

/** The result of an approved preparation. */
export function preparedResult(finished: Finished): PreparedResult {
  const { run, preflight, inventory, bucket, granted } = finished;
  const { preparation, gate, access, sourceKey } = granted;
  const { source, destination, ramUser, credentials, account } = preparation;
  const { takeBackBy, revokedBy, delivered } = access;
  const checks = [...preflight.checks, ...(sourceKey?.checks ?? []), ...access.checks];
  return {
    outcome: 'prepared',
    summary: `KS3 bucket ${source.bucket} is ready to be migrated to OSS bucket ${destination.bucket}.`,
    jobForm: fillJobForm(preparation, inventory, {
      destination: access.accessKey?.accessKeyId ?? null,
      source: sourceKey?.accessKeyId ?? null,
    }),
    source,
    destination: { ...destination, region: bucket.region },
    inventory,
    account: {
      accountId: account.id,
      userName: ramUser.name,
      signIn: access.logon === null ? null : preflight.signIn,
      accessKeyId: access.accessKey?.accessKeyId ?? null,
      policies: ramUser.policies.map(({ name }) => name),
    },
    sourceKey: sourceKeyOf(preparation, sourceKey),
    sealedCredentials: {
      password: access.logon?.sealedPassword ?? null,
      accessKey: access.accessKey?.sealedSecret ?? null,
      sourceAccessKey: sourceKey?.sealedSecret ?? null,
    },
    credentials: { ...credentials, takeBackBy, ...(revokedBy === null ? {} : { revokedBy }) },
    ...(delivered.length === 0 ? {} : { delivered }),
    approvedBy: gate.decisions,
    planDigest: gate.frozen.digest,
    audit: run.trail.audit(),
    checks,
    warnings: [
      ...checks.filter(({ outcome }) => outcome === 'warning').map(({ message }) => message),
      ...bucket.warnings,
    ],
    nextSteps: nextSteps(preparation, preflight.signIn.url, access),
  };
}

/** The result of a preparation that was not approved. */
export function notPreparedResult({ outcome, run, gate, inventory, undo }: NotApproved): NotPreparedResult {
  const who = gate.decisions.find(({ decision }) => decision === 'reject');
  const because =
    who === undefined
      ? 'nobody decided in time'
      : `${who.approver} rejected it (${who.comment || 'no reason given'})`;
  return {
    outcome,
    summary: `No credentials were issued: ${because}. Removed: ${undo.removed.join(', ') || 'nothing'}.`,
    decisions: gate.decisions,
    planDigest: gate.frozen.digest,
    audit: run.trail.audit(),
    inventory,
    undo,
  };
}

function nextSteps(
  { source, sourceKey, ramUser }: Preparation,
  signInUrl: string,
  { takeBackBy, revokedBy }: GrantedAccess,
): string[] {
  const about = `${source.bucket}${named(ramUser.name, source.bucket)}`;
  const made = sourceKey?.mode === 'create';
  return [
    `Open the sealed credentials: npx prep open ${source.bucket} --identity <age identity file>`,
    ...(ramUser.consoleLogon ? [`Try the console logon, which no program can verify: ${signInUrl}`] : []),
    'Create the two data addresses and the migration job with the values of the job form.',
    `When the migration is done, take the credentials back${made ? ', the source AccessKey with its Kingsoft IAM user included' : ''}: npx prep revoke ${about}`,
    ...(takeBackBy === null
      ? []
      : [
          revokedBy === null
            ? `Do so on ${takeBackBy} at the latest: no run does it by itself.`
            : `If nobody does before, they are taken back by themselves on ${takeBackBy} (${revokedBy}).`,
        ]),
  ];
}

/** The user as an argument, where it is not the one that the bucket stands for. */
function named(userName: string, bucket: string): string {
  return userName === defaultUserName(bucket) ? '' : ` --user ${userName}`;
}
