import { BUCKET_SETTINGS } from '../../contracts/inputs/bucket-settings';
import type { DeliveryReceipt } from '../../contracts/credentials/delivery';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { humanCount } from '../../presentation/text/human-units';
import type { InventoryResult } from '../../contracts/listing/inventory';
import {
  defaultUserName,
  preparationWorkflowId,
  revocationWorkflowId,
  withoutFiring,
} from '../../contracts/names';
import {
  deliveredOptions,
  migrateCommand,
  openCommand,
  runArgument,
  verifyCommand,
  type ComparedSource,
} from '../../contracts/runs/run-commands';
import { shellWord } from '../../presentation/text/shell-word';
import { settledBucket, type PlannedBucket } from '../../contracts/runs/plan';
import type { Preparation } from '../../contracts/runs/preparation';
import type { Check, PreflightReport } from '../../contracts/credentials/provisioning';
import type { PreparedResult, SourceKeyRecord } from '../../contracts/runs/result';
import type { Approved } from '../approval/approved';
import type { HandedOver } from '../identity/mark-delivered';
import { fillJobForm } from './job-form';
import type { Granted } from './grant-records';

/** The verified parts of a finished preparation. */
export interface Finished {
  readonly approved: Approved;
  readonly preflight: PreflightReport;
  readonly inventory: InventoryResult;
  readonly granted: Granted;
  readonly checks: readonly Check[];
  readonly delivered: readonly DeliveryReceipt[];
  readonly handedOver: HandedOver;
  /** The source, for the command that compares both sides. */
  readonly compared: ComparedSource;
}

/** The result of an approved preparation, to be signed. */
export function preparedResult(finished: Finished): Omit<PreparedResult, 'signature' | 'audit'> {
  const { approved, preflight, inventory, granted, delivered, handedOver } = finished;
  const { preparation, plan, approval, run } = approved;
  const { source, destination, ramUser, credentials, account } = preparation;
  const { logon, accessKey, sourceKey } = granted;
  const { expiresAt } = handedOver;
  const checks = [...preflight.checks, ...(sourceKey?.checks ?? []), ...finished.checks];
  const blockers = blockersInWords(plan.plan.blockers);
  return {
    outcome: 'prepared',
    summary:
      blockers.length === 0
        ? phrase('provisioning.ready', { from: source.bucket, to: destination.bucket })
        : phrase('provisioning.readyInPart', { from: source.bucket, to: destination.bucket, blockers }),
    run,
    preparation: preparation.id,
    jobForm: fillJobForm(preparation, inventory, {
      destination: accessKey?.accessKeyId ?? null,
      source: sourceKey?.accessKeyId ?? null,
    }),
    source,
    destination,
    bucket: settledBucket(plan.plan.bucket, destination),
    inventory,
    account: {
      accountId: account.id,
      userName: ramUser.name,
      signIn: logon === null ? null : preflight.signIn,
      accessKeyId: accessKey?.accessKeyId ?? null,
      policies: ramUser.policies.map(({ name }) => name),
    },
    sourceKey: sourceKeyRecord(preparation, granted),
    sealedCredentials: {
      password: logon?.sealedPassword ?? null,
      accessKey: accessKey?.sealedSecret ?? null,
      sourceAccessKey: sourceKey?.sealedSecret ?? null,
    },
    credentials: { ...credentials, expiresAt },
    delivered,
    approvedBy: approval.decisions,
    planDigest: plan.digest,
    checks,
    warnings: [
      ...blockers,
      ...checks.filter(({ outcome }) => outcome === 'warning').map(({ message }) => message),
      ...asItIs(plan.plan.bucket, preparation),
    ],
    nextSteps: nextSteps(finished, preflight.signIn.url, expiresAt, blockers.length > 0),
  };
}

/** What the migration would fail on, a sentence or two each. */
function blockersInWords(blockers: Approved['plan']['plan']['blockers']): Phrase[] {
  return blockers.map(({ objects, happens, remedy }) =>
    phrase('provisioning.blocker', { objects: humanCount(objects), happens, remedy }),
  );
}

/** In what an adopted bucket is not as the input or the configuration says. */
function asItIs(bucket: PlannedBucket, { destination }: Preparation): Phrase[] {
  if (bucket.origin === 'made') {
    return [];
  }
  return BUCKET_SETTINGS.filter((name) => name !== 'region')
    .filter((name) => bucket[name] !== destination[name])
    .map((name) =>
      phrase('provisioning.bucketKeptSetting', {
        bucket: destination.bucket,
        setting: name,
        found: String(bucket[name]),
        expected: String(destination[name]),
      }),
    );
}

function sourceKeyRecord(
  { source, sourceKey }: Preparation,
  { sourceKey: issued }: Granted,
): SourceKeyRecord {
  if (sourceKey.mode !== 'create' || issued === null) {
    return { mode: 'use', accessKeyId: source.accessKeyId };
  }
  const { accessKeyId, accountId } = issued;
  const { userName, policy } = sourceKey;
  return {
    mode: 'create',
    accessKeyId,
    accountId,
    userName,
    policyName: policy.name,
    profile: source.profile,
  };
}

function nextSteps(
  { approved: { preparation, run }, compared }: Finished,
  signInUrl: string,
  expiresAt: string | null,
  blocked: boolean,
): Phrase[] {
  const { source, sourceKey, ramUser, destination } = preparation;
  const { workflowId } = run;
  // A run under an ID of its own is named by that: the one of the bucket may have prepared something else.
  const about =
    withoutFiring(workflowId) === preparationWorkflowId(source.bucket)
      ? [
          source.bucket,
          ...(ramUser.name === defaultUserName(source.bucket) ? [] : ['--user', shellWord(ramUser.name)]),
          ...deliveredOptions(source, destination.bucket),
        ].join(' ')
      : runArgument(workflowId);
  return [
    ...(blocked ? [phrase('provisioning.firstBlockers')] : []),
    phrase('provisioning.openCredentials', { command: openCommand(workflowId) }),
    ...(ramUser.consoleLogon ? [phrase('provisioning.tryLogon', { url: signInUrl })] : []),
    ...(ramUser.policies.some(({ name }) => name === 'AliyunOSSImportFullAccess')
      ? [phrase('provisioning.authorizeRole', { bucket: destination.bucket })]
      : []),
    phrase('provisioning.migrateNext', { command: migrateCommand(workflowId, source.bucket) }),
    phrase('migration.verifyNext', { command: verifyCommand(compared, destination) }),
    phrase('provisioning.revokeWhenDone', { about, withSourceKey: sourceKey.mode === 'create' }),
    ...(expiresAt === null
      ? []
      : [
          phrase('provisioning.revokedAutomatically', {
            at: expiresAt,
            workflowId: revocationWorkflowId(ramUser.name),
          }),
        ]),
  ];
}
