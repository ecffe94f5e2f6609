import type { InventoryResult } from '../../contracts/inventory';
import { defaultUserName } from '../../contracts/names';
import type { Preparation } from '../../contracts/preparation';
import type { EnsuredBucket, PreflightReport, UndoReport } from '../../contracts/provisioning';
import type { NotPreparedResult, PreparedResult } from '../../contracts/result';
import type { ApprovalGate } from './approval-gate';
import type { GrantedAccess } from './grant-access';
import { fillJobForm } from './job-form';

/** What a finished preparation is made of. */
export interface Finished {
  readonly preparation: Preparation;
  readonly preflight: PreflightReport;
  readonly inventory: InventoryResult;
  readonly bucket: EnsuredBucket;
  readonly gate: ApprovalGate;
  readonly granted: GrantedAccess;
}

/** The result of an approved preparation. */
export function preparedResult(finished: Finished): PreparedResult {
  const { preparation, preflight, inventory, bucket, gate, granted } = finished;
  const { source, destination, ramUser, credentials, account } = preparation;
  const { takeBackBy, revokedBy } = granted;
  const checks = [...preflight.checks, ...granted.checks];
  return {
    outcome: 'prepared',
    summary: `KS3 bucket ${source.bucket} is ready to be migrated to OSS bucket ${destination.bucket}.`,
    jobForm: fillJobForm(preparation, inventory, granted.accessKey?.accessKeyId ?? null),
    source,
    destination: { ...destination, region: bucket.region },
    inventory,
    account: {
      accountId: account.id,
      userName: ramUser.name,
      signIn: granted.logon === null ? null : preflight.signIn,
      accessKeyId: granted.accessKey?.accessKeyId ?? null,
      policies: ramUser.policies.map(({ name }) => name),
    },
    sealedCredentials: {
      password: granted.logon?.sealedPassword ?? null,
      accessKey: granted.accessKey?.sealedSecret ?? null,
    },
    credentials: { ...credentials, takeBackBy, ...(revokedBy === null ? {} : { revokedBy }) },
    ...(granted.delivered.length === 0 ? {} : { delivered: granted.delivered }),
    approvedBy: gate.decisions,
    planDigest: gate.frozen.digest,
    checks,
    warnings: [
      ...checks.filter(({ outcome }) => outcome === 'warning').map(({ message }) => message),
      ...bucket.warnings,
    ],
    nextSteps: nextSteps(preparation, preflight.signIn.url, granted),
  };
}

/** The result of a preparation that was not approved. */
export function notPreparedResult(
  outcome: NotPreparedResult['outcome'],
  gate: ApprovalGate,
  inventory: InventoryResult,
  undo: UndoReport,
): NotPreparedResult {
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
    inventory,
    undo,
  };
}

function nextSteps(
  { source, ramUser }: Preparation,
  signInUrl: string,
  { takeBackBy, revokedBy }: GrantedAccess,
): string[] {
  return [
    `Open the sealed credentials: npx prep open ${source.bucket} --identity <age identity file>`,
    ...(ramUser.consoleLogon ? [`Try the console logon, which no program can verify: ${signInUrl}`] : []),
    'Create the two data addresses and the migration job with the values of the job form.',
    `When the migration is done, take the credentials back: npx prep revoke ${source.bucket}${named(ramUser.name, source.bucket)}`,
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
