import type { InventoryResult } from '../../contracts/inventory';
import type { Preparation } from '../../contracts/preparation';
import type {
  EnsuredBucket,
  IssuedSourceKey,
  PreflightReport,
  UndoReport,
} from '../../contracts/provisioning';
import type { NotPreparedResult, PreparedResult } from '../../contracts/result';
import type { ApprovalGate } from './approval-gate';
import type { GrantedAccess } from './grant-access';
import { fillJobForm } from './job-form';
import { sourceKeyOf } from './source-key';

/** What a finished preparation is made of. */
export interface Finished {
  readonly preparation: Preparation;
  readonly preflight: PreflightReport;
  readonly inventory: InventoryResult;
  readonly bucket: EnsuredBucket;
  readonly gate: ApprovalGate;
  readonly granted: GrantedAccess;
  /** Null where the configured AccessKey is used. */
  readonly sourceKey: IssuedSourceKey | null;
}

/** The result of an approved preparation. */
export function preparedResult(finished: Finished): PreparedResult {
  const { preparation, preflight, inventory, bucket, gate, granted, sourceKey } = finished;
  const { source, destination, ramUser, credentials, account } = preparation;
  const expiry = credentials.expireAfterMs;
  const takeBackBy = expiry === null ? null : new Date(Date.now() + expiry).toISOString();
  const checks = [...preflight.checks, ...(sourceKey?.checks ?? []), ...granted.checks];
  return {
    outcome: 'prepared',
    summary: `KS3 bucket ${source.bucket} is ready to be migrated to OSS bucket ${destination.bucket}.`,
    jobForm: fillJobForm(preparation, inventory, {
      destination: granted.accessKey?.accessKeyId ?? null,
      source: sourceKey?.accessKeyId ?? null,
    }),
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
    sourceKey: sourceKeyOf(preparation, sourceKey),
    sealedCredentials: {
      password: granted.logon?.sealedPassword ?? null,
      accessKey: granted.accessKey?.sealedSecret ?? null,
      sourceAccessKey: sourceKey?.sealedSecret ?? null,
    },
    credentials: { ...credentials, takeBackBy },
    approvedBy: gate.decisions,
    planDigest: gate.frozen.digest,
    checks,
    warnings: [
      ...checks.filter(({ outcome }) => outcome === 'warning').map(({ message }) => message),
      ...bucket.warnings,
    ],
    nextSteps: nextSteps(preparation, preflight.signIn.url, takeBackBy),
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
  { source, ramUser, sourceKey }: Preparation,
  signInUrl: string,
  takeBackBy: string | null,
): string[] {
  return [
    `Open the sealed credentials: npx prep open ${source.bucket} --identity <age identity file>`,
    ...(ramUser.consoleLogon ? [`Try the console logon, which no program can verify: ${signInUrl}`] : []),
    'Create the two data addresses and the migration job with the values of the job form.',
    ...(takeBackBy === null
      ? []
      : [`Delete the RAM user ${ramUser.name} when the migration is done, at the latest on ${takeBackBy}.`]),
    ...(sourceKey?.mode === 'create'
      ? [`Then delete the Kingsoft IAM user ${sourceKey.userName} and its policy too.`]
      : []),
  ];
}
