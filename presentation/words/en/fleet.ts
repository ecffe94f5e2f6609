import type { ErrorReport, Say } from '../phrase';
import { named } from '../../text/foreign-text';

type Counts = Readonly<Record<string, number | undefined>>;

/** Sentences about fleets, the preparations of many buckets, that travel as data. */
export const fleet = {
  // The input
  bucketsOrMatch: 'must not be combined with "match": name the buckets, or patterns of their names',
  nothingNamed: 'is missing: name the buckets, or patterns of their names in "match"',
  duplicate: ({ bucket, first }: { bucket: string; first: string }) =>
    `names ${bucket} again, like ${first}; a fleet prepares a bucket once`,
  matched: ({ patterns, count, max }: { patterns: readonly string[]; count: number; max: number }) =>
    count === 0
      ? `matches no bucket of the source account: ${patterns.map((one) => named(one)).join(', ')}`
      : `matches ${count} buckets of the source account; a fleet has ${max} at most`,
  row: ({ bucket, problem }: { bucket: string; problem: ErrorReport }, say: Say) =>
    `${bucket === '' ? 'A bucket' : named(bucket)}: ${say({ ...problem, withoutRemedy: true })}`,
  notCarried: 'carried (the second argument) is only for runs that continue; leave it out',

  // What a run shows of itself
  buckets: ({ count }: { count: number }) => `${count} ${count === 1 ? 'bucket' : 'buckets'}`,
  counts: ({ counts }: { counts: Counts }) =>
    Object.entries(fleets.phases)
      .flatMap(([phase, text]) => (counts[phase] ? [`${counts[phase]} ${text}`] : []))
      .join(', '),
  planning: ({ count }: { count: number }) => `Plan ${count} ${count === 1 ? 'bucket' : 'buckets'}`,
  watching: ({ count }: { count: number }) =>
    `Watch ${count} ${count === 1 ? 'preparation' : 'preparations'}`,
  cancelling: 'the fleet was cancelled',

  // Commands
  summary: ({ name }: { name: string }) => `Prepare the migration of the buckets of ${name}`,
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
    phase: 'Phase',
    buckets: 'Buckets',
  },
  parked: (count: number, command: string) =>
    `**${count}** ${count === 1 ? 'preparation requires' : 'preparations require'} an action. Fix the problem, then ${command}, or send this run the \`retry\` signal.`,
  waiting: (count: number, command: string) =>
    `**${count}** ${count === 1 ? 'plan waits' : 'plans wait'} for an approval. Review: ${command}`,
};
