import type { Said } from '../../presentation/words/phrase';
import type { RunIdentity } from './run-identity';
import type { PreparationStatus } from './status';

/** The phases of a bucket in a fleet: first those in which it is open, then how it ended. */
export const MEMBER_PHASES = [
  'action required',
  'waiting for approval',
  'running',
  'pending',
  'prepared',
  'already prepared',
  'rejected',
  'approval timed out',
  'cancelled',
  'failed',
  'terminated',
  'timed out',
] as const;
export type MemberPhase = (typeof MEMBER_PHASES)[number];

/** The formats of the summary of a fleet. */
export const FLEET_REPORT_FORMATS = ['text', 'html', 'csv', 'json'] as const;
export type FleetReportFormat = (typeof FLEET_REPORT_FORMATS)[number];

/** The phases in which a bucket waits for people. */
export const WAIT_FOR_PEOPLE: readonly MemberPhase[] = ['action required', 'waiting for approval'];
/** The phases in which something is still to happen. */
export const OPEN_PHASES: readonly MemberPhase[] = [...WAIT_FOR_PEOPLE, 'running', 'pending'];

export function isOpen(phase: MemberPhase): boolean {
  return OPEN_PHASES.includes(phase);
}

/** One bucket of a fleet, as its preparation stands. Fields that nothing is known of are left out. */
export interface Member {
  readonly bucket: string;
  readonly phase: MemberPhase;
  /** Why it requires an action or failed: a type of the error table, or one of the server. */
  readonly problem?: string | undefined;
  /** Objects and bytes of the inventory, as decimal strings. */
  readonly objects?: string | undefined;
  readonly bytes?: string | undefined;
  /** How many kinds of objects would not migrate as they are. */
  readonly blockers?: number | undefined;
}

/** How many buckets are in each phase; phases without one are left out. */
export type PhaseCounts = Partial<Record<MemberPhase, number>>;

export function countPhases(phases: readonly MemberPhase[]): PhaseCounts {
  const counts: PhaseCounts = {};
  for (const phase of phases) {
    counts[phase] = (counts[phase] ?? 0) + 1;
  }
  return counts;
}

/** The answer to the query `fleet`: what needs a person first. */
export interface FleetPage {
  readonly counts: PhaseCounts;
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly members: readonly Member[];
  /** Of the fleet's own run, so that one query shows all. */
  readonly status: PreparationStatus;
}

/** What the query `fleet` may be asked. */
export interface FleetQuestion {
  readonly page?: number | undefined;
  readonly phase?: MemberPhase | undefined;
  readonly language?: string | undefined;
}

/** What a dry run found out about one bucket. */
export interface PlannedMember {
  readonly bucket: string;
  readonly prefix: string;
  /** Null if the input of the bucket is not valid any more. */
  readonly destination: { readonly bucket: string; readonly region: string } | null;
  readonly user: string | null;
  /** Index of its terms in `FleetResult.terms`. */
  readonly terms: number;
  /** What its preparation is now; null: it would be started. */
  readonly found: MemberPhase | null;
  /** Why that preparation requires an action or failed; of one that would be started, why its source cannot be read. */
  readonly problem?: string | undefined;
  /** Of that preparation, as far as they are known. */
  readonly objects?: string | undefined;
  readonly bytes?: string | undefined;
}

/** What the plans of many buckets have in common. */
export interface PlannedTerms {
  readonly profile: string;
  readonly storageClass: string;
  readonly redundancy: string;
  readonly encryption: string;
  readonly policies: readonly string[];
  readonly recipients: number;
  /** Milliseconds; null for credentials that do not expire. */
  readonly expireAfterMs: number | null;
  readonly approvers: readonly string[];
  readonly required: number;
  readonly sourceKey: 'use' | 'create';
}

/** What `prepareMigrations` returns. The results of the preparations are theirs; each is signed by a worker. */
export interface FleetResult {
  readonly outcome: 'complete' | 'dry run';
  readonly run: RunIdentity;
  readonly summary: Said;
  readonly counts: PhaseCounts;
  /** In the order of the input. */
  readonly members: readonly Member[];
  /** Of a dry run. */
  readonly planned?: readonly PlannedMember[] | undefined;
  readonly terms?: readonly PlannedTerms[] | undefined;
}

/** A bucket as an activity is asked about it: its place in the fleet, its name, and what is known of its run. */
export type MemberToSee = readonly [at: number, bucket: string, phase: MemberPhase, events: number];

/** What an activity saw of one bucket. */
export interface SeenMember extends Omit<Member, 'bucket'> {
  readonly at: number;
  /** Events in the history of its run: it need not be asked again as long as there are no more. */
  readonly events: number;
}
