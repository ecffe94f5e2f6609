import { minute } from '../../text/minute';
import { counted } from './counted';
import { switched } from './switched';

/** The reports of a preparation and of a migration, the job form and the table of the approval gate. */
export const report = {
  prepared: ({ bucket }: { bucket: string }) => `Preparation of KS3 bucket ${bucket}`,
  notPrepared: 'Preparation that ended without credentials',
  draft: 'Draft report of a preparation that has not ended',
  plan: 'Plan',
  effort: 'What the migration takes',
  firstCopy: 'The first copy, in requests and bytes',
  outcome: ({ outcome, summary }: { outcome: string; summary: string }) =>
    `**Outcome:** ${outcome}. ${summary}`,
  what: 'What',
  value: 'Value',

  // Migration job form
  jobForm: 'Migration job form',
  jobFormOf: ({ from, to }: { from: string; to: string }) =>
    `Migration job form: KS3 bucket ${from} to OSS bucket ${to}`,
  form: {
    source: 'Source data address',
    destination: 'Destination data address',
    job: 'Migration job',
    dataType: 'Data type',
    dataName: 'Data name',
    dataRegion: 'Data region',
    endpoint: 'Endpoint',
    bucket: 'Bucket',
    prefix: 'Prefix',
    accessKeyId: 'AccessKey ID',
    secretKey: 'Secret key',
    accessKeySecret: 'AccessKey secret',
    jobName: 'Job name',
    dataSize: 'Data size',
    fileCount: 'File count',
    remark: ({ text }: { text: string }) => `(${text})`,
    wholeBucket: '(empty: the whole bucket)',
    escapedPrefix: ({ prefix }: { prefix: string }) =>
      `${prefix} (with escapes: copy it from the result as JSON)`,
    size: ({ bytes, human }: { bytes: string; human: string }) => `${counted(bytes, 'byte')} (${human})`,
  },
  field: 'Field',
  whyNotPrepared: ({ summary }: { summary: string }) => `Not prepared: ${summary}`,
  outcomeName: 'Outcome',
  changes: 'Since the last run',
  drift: 'Differences from the approved plan',
  noDrift: 'None: bucket, user, policies and AccessKey are as approved.',
  removed: 'Removed',
  kept: 'Kept',

  // Inventory
  inventory: 'Inventory',
  found: 'Found',
  objects: 'Objects',
  bytes: 'Bytes',
  size: 'Size',
  key: 'Key',
  pages: 'Pages, all valid',
  requests: 'Requests, including retries',
  listingTime: 'Listing time',
  digest: 'Digest over (key, size)',
  atLeast: 'Migration takes at least',
  complete:
    'The totals are complete: every page was a valid answer, and no part of the keyspace is left out.',
  byBandwidth: ({ time, gigabits, ofNetwork }: { time: string; gigabits: number; ofNetwork: boolean }) =>
    `${time}, limited by ${ofNetwork ? `a network of ${gigabits} Gbit/s` : `${gigabits} Gbit/s per job`}`,
  byFiles: ({ time, files }: { time: string; files: string }) =>
    `${time}, limited by ${files} files/s per job`,
  fitness: 'Fitness for the migration',
  severities: { blocker: 'blocker', notice: 'notice' },
  finding: ({ severity, happens, tally, remedy, keys }: ReportedFinding) =>
    `**${severity}**: ${happens}${tally === null ? '' : ` ${counted(tally.objects, 'object')}, ${tally.bytes}.`} ${remedy}${keys.length === 0 ? '' : ` For example ${keys.join(', ')}.`}`,
  byStorageClass: 'By storage class',
  byPrefix: 'By top-level prefix',
  bySize: 'By size',
  byMonth: 'By month of last change',
  largest: 'Largest objects',
  noPrefix: '(no prefix)',
  inexact: ({ count }: { count: string }) => `at least ${count}`,
  other: 'other',
  sizeBands: {
    '0 B': '0 B',
    'up to 200 KiB': 'up to 200 KiB',
    '200 KiB to 1 MiB': '200 KiB to 1 MiB',
    '1 to 10 MiB': '1 to 10 MiB',
    '10 to 100 MiB': '10 to 100 MiB',
    '100 MiB to 1 GiB': '100 MiB to 1 GiB',
    '1 to 10 GiB': '1 to 10 GiB',
    '10 to 100 GiB': '10 to 100 GiB',
    '100 GiB to 1 TiB': '100 GiB to 1 TiB',
    '1 TiB and more': '1 TiB and more',
  },

  // What was created
  destination: 'Destination',
  ossBucket: 'OSS bucket',
  region: 'Region',
  storageClass: 'Storage class',
  access: 'Access',
  publicAccessBlocked: ({ acl }: { acl: string }) => `${acl}, public access blocked`,
  encryption: 'Encryption',
  versioning: 'Versioning',
  switched,
  tags: 'Tags',
  adopted: 'Adopted',
  adoptedAsIs: 'an existing bucket is used as it is',
  ramUser: 'RAM user',
  iamUser: 'Kingsoft IAM user',
  account: 'Account',
  user: 'User',
  signInName: 'Sign-in name',
  signInLink: 'Sign-in link',
  noLogon: 'no console logon',
  noAccessKey: 'no AccessKey',
  policies: 'Policies',
  policy: 'Policy',
  sourceAccessKey: 'Source AccessKey',
  unknownAccount: 'not reported by IAM',
  revokedTogether: 'User, AccessKey and policy are revoked with the other credentials.',

  // Credentials
  credentials: 'Credentials',
  noCredentials: 'None were requested.',
  password: 'the console password',
  secret: 'the AccessKey secret',
  sourceSecret: 'the secret of the source AccessKey',
  sealed: ({ what }: { what: readonly string[] }) =>
    `Sealed with age: ${what.join(' and ')}. Whoever holds the identity of one of these recipients can open them:`,
  offline: 'Without access to the Temporal server, save the result as JSON and run:',
  neverRevoked: 'No date is set to revoke them.',
  revokeBy: ({ at }: { at: string }) => `They are revoked automatically on ${minute(at)}.`,
  checks: 'Checks',
  check: 'Check',
  checkOutcomes: { ok: 'ok', warning: 'warning', problem: 'problem' },
  warnings: 'Warnings',
  nextSteps: 'Next steps',

  // Approval
  approval: 'Approval',
  decisions: 'Decisions',
  noPlanYet: 'There is no plan yet: the run is still at work, or an action is required.',
  nobodyDecided: 'Nobody decided.',
  decisionColumns: ['Decision', 'By', 'At', 'Comment', 'Sent as', 'Proof'] as readonly string[],
  verbs: { approve: 'approve', reject: 'reject' },
  planDigest: ({ digest }: { digest: string }) => `Plan digest (SHA-256): ${digest}`,
  events: 'Events at the approval gate',
  at: 'At',
  requestedBy: ({ who }: { who: string }) => `Requested by ${who} (unverified, from the input).`,
  omitted: ({ count }: { count: number }) => `${count} more events, each similar to one above, are left out.`,
  signedWith: ({ fingerprint, at }: { fingerprint: string; at: string }) =>
    `signed with ${fingerprint} at ${at}`,
  sentBy: ({ principal, event }: { principal: string; event: string }) =>
    `sent by ${principal} according to the Temporal server (event ${event})`,
  notSigned: 'not signed',
  claimedOrigin: ({ from }: { from: string }) => `claims to come from ${from}`,
  waits: ({ until, required, who, digest }: ReportedWait) =>
    `waits until ${until} for ${required} of ${who === '' ? 'anybody' : who}; plan ${digest}`,
  reminder: ({ number, missing }: { number: number; missing: number }) =>
    `reminder ${number}: ${missing} missing`,
  escalated: ({ who }: { who: string }) => `the second group counts from now on: ${who}`,
  decided: ({ decision, approver, details, comment }: ReportedDecision) =>
    `${decision} by ${approver} (${details})${comment === '' ? '' : `: ${comment}`}`,
  refused: ({ decision, approver, details, why }: ReportedRefusal) =>
    `refused: ${decision} by ${approver ?? 'an unreadable message'} (${details}): ${why}`,
  askedAgain: ({ changes }: { changes: readonly string[] }) =>
    `requested again because settings changed: ${changes.join('; ')}`,
  closed: {
    approved: 'approved',
    rejected: 'rejected',
    'timed out': 'timed out',
    cancelled: 'cancelled',
  },
  names: ', ',
  details: '; ',

  migration: {
    title: ({ bucket }: { bucket: string }) => `Migration of KS3 bucket ${bucket}`,
    notLaunched: 'Migration that was not launched',
    jobs: 'Jobs',
    jobColumns: ['Job', 'State', 'Listed', 'Copied', 'Size copied', 'Skipped', 'Failed'] as readonly string[],
    jobStates: {
      running: 'running',
      suspended: 'suspended',
      unknown: 'unknown',
      finished: 'finished',
      deleted: 'deleted',
    },
    failed: 'Objects that failed',
    failedOf: ({ job, count, bucket, folder, version }: FailedOf) =>
      `${count} of job ${job}. The service lists them, with the reasons, below ${folder} of OSS bucket ${bucket} (report of ${version}).`,
    address: 'Address',
    role: 'RAM role',
    counted: 'Counted by the preparation',
    planDigest: 'Plan digest (SHA-256)',
  },

  // The HTML page and the CSV file
  page: {
    contents: 'Contents',
    run: ({ workflowId, runId }: { workflowId: string; runId: string }) =>
      `Workflow ID ${workflowId}, run ID ${runId}`,
    workflowId: 'Workflow ID',
    runId: 'Run ID',
    blockers: ({ count }: { count: number }) =>
      count === 1
        ? '1 blocker was found in the bucket: see what to do.'
        : `${count} blockers were found in the bucket: see what to do.`,
    toCopy: 'In the order of the form in the console. One click selects a whole value.',
    provisioned: 'What was provisioned',
    totals: 'Totals',
    group: 'Group',
    share: ({ percent }: { percent: string }) => `${percent}% of all bytes`,
    shareOfBytes: 'Share of bytes',
    more: ({ count }: { count: number }) => `${count} more`,
    earlier: ({ count }: { count: number }) => counted(count, 'earlier month'),
    noFindings: 'Nothing was found that gets in the way of the migration.',
    affected: ({ objects, bytes }: { objects: string; bytes: string }) =>
      `Affected: ${counted(objects, 'object')}, ${bytes}`,
    whatToDo: ({ remedy }: { remedy: string }) => `What to do: ${remedy}`,
    sampleKeys: 'Sample keys:',
    cleanUp: 'Clean-up',
    section: 'Section',
    item: 'Item',
    sampleKey: 'Sample key',
  },

  // Why the worker serves no report
  refusals: {
    tooMany: 'Too many reports were requested. Try again in ten seconds.',
    format: ({ format, known }: { format: string; known: string }) =>
      `There is no format "${format}". The formats are ${known}.`,
    language: ({ language, known }: { language: string; known: string }) =>
      `There is no language "${language}". The languages are ${known}.`,
    notConnected: 'The worker is not connected to the Temporal server yet. Try again in a few seconds.',
    unreadable: 'The result could not be read from the Temporal server. Try again in a few seconds.',
    unknownRun: ({ workflowId }: { workflowId: string }) =>
      `There is no run ${workflowId} in this namespace. Check the workflow ID, and the run ID if the address has one.`,
    open: ({ workflowId }: { workflowId: string }) =>
      `${workflowId} has not ended, so there is no report yet. Follow it with "npx prep status".`,
    noResult: ({ workflowId }: { workflowId: string }) =>
      `${workflowId} is no preparation or migration that ended with a result. For an earlier run, add run=RUN-ID to the address.`,
    notAuthentic: ({ workflowId }: { workflowId: string }) =>
      `No known worker signed the result of ${workflowId}, so it is not shown. Check trust.keys and trust.public_keys of this worker.`,
  },
};

interface FailedOf {
  readonly job: string;
  /** Decimal. */
  readonly count: string;
  readonly bucket: string;
  readonly folder: string;
  readonly version: string;
}

interface ReportedFinding {
  readonly severity: string;
  readonly happens: string;
  /** Null if it is not about objects that were counted. */
  readonly tally: { readonly objects: string; readonly bytes: string } | null;
  readonly remedy: string;
  readonly keys: readonly string[];
}

interface ReportedWait {
  readonly until: string;
  readonly required: number;
  /** Empty for anybody. */
  readonly who: string;
  readonly digest: string;
}

interface ReportedDecision {
  readonly decision: string;
  readonly approver: string;
  readonly details: string;
  readonly comment: string;
}

interface ReportedRefusal {
  readonly decision: string;
  /** Null if the message could not be read. */
  readonly approver: string | null;
  readonly details: string;
  readonly why: string;
}
