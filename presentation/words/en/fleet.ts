import type { Said, Say } from '../phrase';
import { named } from '../../text/foreign-text';
import { minute } from '../../text/minute';
import { counted } from './counted';

type Counts = Readonly<Record<string, number | undefined>>;

/** A reviewed list: of a file, or of standard input. */
interface Listed {
  readonly file: string | null;
}

/** Sentences about fleets, the preparations of many buckets, which users call batches, that travel as data. */
export const fleet = {
  // The input
  bucketsOrMatch: 'must not be combined with "match": name the buckets, or patterns of their names',
  nothingNamed: 'is missing: name the buckets, or patterns of their names in "match"',
  duplicate: ({ bucket, first }: { bucket: string; first: Said }, say: Say) =>
    `names ${named(bucket)} again, like ${say(first)}; a batch prepares a bucket once`,
  shared: (
    { what, name, first }: { what: 'bucket' | 'user'; name: string; first: Said | null },
    say: Say,
  ) => {
    const whose = `${what === 'bucket' ? 'the OSS bucket' : 'the RAM user'} ${named(name)}`;
    const alone =
      what === 'bucket'
        ? 'each preparation takes an OSS bucket of its own, or adopts one that exists ("adopt": true)'
        : 'each preparation takes a RAM user of its own';
    return `names ${whose} ${first === null ? 'for more than one bucket' : `again, like ${say(first)}`}; ${alone}`;
  },
  matched: ({ patterns, count, max }: { patterns: readonly string[]; count: number; max: number }) =>
    count === 0
      ? `matches no bucket of the source account: ${patterns.map((one) => named(one)).join(', ')}`
      : `matches ${counted(count, 'bucket')} of the source account; a batch has ${max} at most`,
  row: ({ bucket, problem }: { bucket: string; problem: Said }, say: Say) =>
    `${bucket === '' ? 'A bucket' : named(bucket)}: ${say(problem)}`,
  notCarried: 'the second and the third argument are only for runs that continue; leave them out',

  // What a run shows of itself
  buckets: ({ count }: { count: number }) => `${count} ${count === 1 ? 'bucket' : 'buckets'}`,
  counts: ({ counts }: { counts: Counts }) =>
    Object.entries(fleets.phases)
      .flatMap(([phase, text]) => (counts[phase] ? [`${counts[phase]} ${text}`] : []))
      .join(', '),
  planning: ({ count }: { count: number }) => `Plan ${count} ${count === 1 ? 'bucket' : 'buckets'}`,
  watching: ({ count }: { count: number }) =>
    `Watch ${count} ${count === 1 ? 'preparation' : 'preparations'}`,
  cancelling: 'the batch was cancelled',

  // The file of the buckets
  fileOrMatch: 'Name the buckets with --file FILE, or with --match PATTERN, not both.',
  invalidFile: ({ file, lines }: Listed & { lines: readonly Said[] }, say: Say) =>
    `The batch in ${file ?? 'standard input'} is not valid; nothing was started.\n${lines.map((line) => `- ${say(line)}`).join('\n')}`,
  quotes: ({ file, line }: Listed & { line: number }) =>
    `Line ${line} of ${file ?? 'standard input'} has a quotation mark that is not closed, or text behind a closed one.`,
  noRows: ({ file, columns }: Listed & { columns: readonly string[] }) =>
    `${file ?? 'Standard input'} names no bucket. Its first line names the columns, and each further line is a bucket. Columns: ${columns.join(', ')}.`,
  unknownColumn: ({
    line,
    column,
    near,
    known,
  }: {
    line: number;
    column: string;
    near: string | null;
    known: readonly string[];
  }) =>
    `line ${line}: ${column} is not a known column; ${near === null ? `columns: ${known.join(', ')}` : `did you mean "${near}"?`}`,
  columnTwice: ({ line, column }: { line: number; column: string }) =>
    `line ${line}: the column "${column}" is there more than once`,
  noBucketColumn: ({ line, alone }: { line: number; alone: boolean }) =>
    `line ${line}: the column "bucket" is missing${alone ? '; columns are separated by commas, semicolons or tabs' : ''}`,
  cells: ({ line, count, expected }: { line: number; count: number; expected: number }) =>
    `line ${line} has ${counted(count, 'cell')}, but there are ${expected} columns`,
  cell: ({ line, column, problem }: { line: number; column: string | null; problem: Said }, say: Say) =>
    column === null ? `line ${line} ${say(problem)}` : `line ${line}, column "${column}": ${say(problem)}`,
  lineNumber: ({ line }: { line: number }) => `line ${line}`,

  // Commands
  summary: ({ name }: { name: string }) => `Prepare the migration of the buckets of ${name}`,
  drySummary: ({ name }: { name: string }) => `Dry run of ${name}: nothing is created`,
  dryRunTooLong: 'The dry run took longer than --timeout and was cancelled; nothing was created.',
  badName: ({ name }: { name: string }) =>
    `${name} is not a name of a batch: it takes up to 100 letters, digits, dots, hyphens and underscores. Name it: npx prep batch start NAME …`,
  otherRun: ({ type }: { type: string }) => `The run of that name is of type ${type}, and not a batch.`,
  noneYet: 'its buckets are not known yet',
  noFleets: 'No batch runs. Those that have ended: npx prep batch list --all',
  nameOrId:
    'Name the batch, or its workflow ID with --id, not both. What there is: npx prep batch list --all',
  noPlans: ({ name, see }: { name: string; see: string }) =>
    `No plan of ${name} waits for an approval. See: ${see}`,
  nothingToRetry: ({ name, see }: { name: string; see: string }) =>
    `No preparation of ${name} requires an action. See: ${see}`,
  retrySent: ({ count, see }: { count: number; see: string }) =>
    `Sent retry to ${counted(count, 'preparation')}. See: ${see}`,
  cancelSent: ({ name }: { name: string }) =>
    `Cancelling ${name}: it starts no more, and what it started cleans up. Preparations that others started continue.`,
  plansOrDigest: 'Say what is decided: --plans FILE with the reviewed plans, or --digest over all of them.',
  noPlanList: ({ file }: Listed) =>
    `${file ?? 'Standard input'} is not a list of plans, which is the JSON of "npx prep batch plans --out", or lines of BUCKET DIGEST.`,
  planLine: ({ file, line }: Listed & { line: number }) =>
    `${file ?? 'Standard input'}, line ${line}: it is not BUCKET DIGEST.`,
  planTwice: ({ file, bucket }: Listed & { bucket: string }) =>
    `${file ?? 'Standard input'} names ${bucket} twice.`,
  planDiffers: ({ file, bucket }: Listed & { bucket: string }) =>
    `The plan of ${bucket} in ${file ?? 'standard input'} does not have the digest beside it. Nothing was decided; get the plans again with "npx prep batch plans".`,
  notOfFleet: ({ name, buckets }: { name: string; buckets: readonly string[] }) =>
    `These buckets of the list are not of ${name}: ${buckets.join(', ')}. Nothing was decided.`,
  otherPlans: ({
    count,
    found,
    digest,
    see,
  }: {
    count: number;
    found: string;
    digest: string;
    see: string;
  }) =>
    `The ${counted(count, 'plan that waits has', 'plans that wait have')} the digest ${found}, not ${digest}: some changed, came or went since the review. Nothing was decided; see them again: ${see}`,
  planNotShown: ({ bucket, why }: { bucket: string; why: string }) =>
    `The plan of ${bucket} cannot be shown, and is left out: ${why}`,
  notWaiting: 'its plan does not wait for an approval',
  changed: 'its plan changed since the review',
  dryRun: ({ total, start, unreadable, found }: DryRunCounts) =>
    `Of ${counted(total, 'bucket')}, ${start} would be started, the source of ${unreadable} cannot be read, and ${found} ${found === 1 ? 'has' : 'have'} a preparation already. Nothing was started or created.`,
  countedBefore: ({ decision, at }: { decision: 'approve' | 'reject'; at: string }) =>
    `${decision === 'approve' ? 'approved' : 'rejected'} by the same person at ${minute(at)}`,
  decided: ({
    decision,
    count,
    before,
    of,
  }: {
    decision: 'approve' | 'reject';
    count: number;
    before: number;
    of: number;
  }) => {
    const one = decision === 'approve' ? 'approval' : 'rejection';
    const earlier = before === 0 ? '' : `, and ${before} did before`;
    return `${count} of ${of} ${of === 1 ? one : `${one}s`} counted${earlier}.`;
  },
};

/** Labels of what is shown about fleets. */
export const fleets = {
  phases: {
    'action required': 'action required',
    'waiting for approval': 'waiting for approval',
    running: 'running',
    pending: 'not started yet',
    prepared: 'prepared',
    'already prepared': 'already prepared',
    rejected: 'rejected',
    'approval timed out': 'approval timed out',
    cancelled: 'cancelled',
    failed: 'failed',
    terminated: 'terminated',
    'timed out': 'timed out',
  },
  columns: {
    fleet: 'Batch',
    state: 'State',
    started: 'Started',
    phase: 'Phase',
    buckets: 'Buckets',
    bucket: 'KS3 bucket',
    objects: 'Objects',
    size: 'Size',
    bytes: 'Bytes',
    blockers: 'Blockers',
    problem: 'Problem',
    link: 'Web UI',
    prefix: 'Prefix',
    destination: 'OSS bucket',
    region: 'OSS region',
    user: 'RAM user',
    terms: 'Terms',
  },
  labels: {
    profile: 'Source profile',
    storage: 'Storage',
    policies: 'Policies',
    recipients: 'Recipients',
    expiry: 'Credentials expire after',
    approval: 'Approval',
    sourceKey: 'Source AccessKey',
  },
  sourceKeys: { use: 'the configured one', create: 'a dedicated one' },
  outcomes: {
    counted: 'counted',
    'counted before': 'counted before',
    changed: 'asked again',
    'not waiting': 'not waiting',
    'not answered': 'not answered',
    refused: 'refused',
  },
  heading: (name: string) => `Batch ${name}`,
  total: (buckets: string, objects: string, size: string) =>
    `${counted(buckets, 'bucket')}, ${counted(objects, 'object')}, ${size}`,
  urgent: 'Needs somebody',
  reportedAt: (at: string) => `As of ${at}`,
  wouldStart: 'would be started',
  wouldPark: (problem: string) => `would require an action: ${problem}`,
  resultHasAll: (shown: number, total: number) =>
    `${shown < total ? `The first ${shown} are below; ` : ''}_Result_ has every plan.`,
  nothingMade: 'This was a dry run: nothing was started or created.',
  termsHeading: (number: number) => `Terms ${number}`,
  never: 'never',
  approvalBy: (required: number, approvers: string) =>
    `${required} of ${approvers === '' ? 'anybody who may send messages to the run' : approvers}`,
  others: (count: number) =>
    count === 1
      ? '1 other needs no attention; --all shows it.'
      : `${count} others need no attention; --all shows them.`,
  seeEach: (command: string) => `What happened, and what to do about it: ${command}`,
  otherRunOpen: (bucket: string, command: string) =>
    `${bucket} has an open run for another prefix or OSS bucket, or of a Schedule, so nothing was started for it. Wait until that has ended, or cancel it; then start the batch again. See: ${command}`,
  retryWith: (command: string) => `Fix what requires an action, then: ${command}`,
  reviewWith: (command: string) => `Review the plans that wait: ${command}`,
  allPlans: (count: number, digest: string) =>
    `${counted(count, 'plan waits', 'plans wait')}. Digest over all of them: ${digest}`,
  approveWith: (approve: string, reject: string) => `Approve them: ${approve}\nReject them:  ${reject}`,
  parked: (count: number, command: string) =>
    `**${count}** ${count === 1 ? 'preparation requires' : 'preparations require'} an action. Fix the problem, then ${command}, or send this run the \`retry\` signal.`,
  waiting: (count: number, command: string) =>
    `**${count}** ${count === 1 ? 'plan waits' : 'plans wait'} for an approval. Review and decide all at once with ${command}, or each on its page below.`,
};

/** What a dry run found out, by number of buckets. */
interface DryRunCounts {
  readonly total: number;
  readonly start: number;
  readonly unreadable: number;
  readonly found: number;
}
