import type { WorkflowType } from '../../contracts/names';
import type { Said } from '../../presentation/words/phrase';

/** What happens to a firing while an earlier run of the same Schedule is open. */
export const OVERLAPS = [
  'skip',
  'buffer-one',
  'buffer-all',
  'cancel-other',
  'terminate-other',
  'allow-all',
] as const;
export type Overlap = (typeof OVERLAPS)[number];

/** When a Schedule starts runs. */
export interface Timing {
  /** Expressions of five to seven fields. */
  readonly cron: readonly string[];
  /** Milliseconds. */
  readonly everyMs: readonly number[];
  /** IANA name; empty for UTC. */
  readonly timeZone: string;
  /** Each firing is delayed by a random time up to this one, in milliseconds. */
  readonly jitterMs: number;
  readonly overlap: Overlap;
  /** How late a firing may be, in milliseconds, if the server was down when it was due. */
  readonly catchUpMs: number;
}

export interface ScheduleRequest extends Timing {
  readonly scheduleId: string;
  readonly workflowType: ScheduledType;
  /** Of the runs; the server appends the time. */
  readonly workflowId: string;
  readonly input: unknown;
  /** Shown with each run in the Web UI. */
  readonly summary: string;
  readonly paused: boolean;
}

/** Workflow types that Schedules are created for here; with other tools, for any. */
export type ScheduledType = Extract<WorkflowType, 'prepareMigration' | 'verifyMigration'>;

/** A run that a Schedule started. */
export interface Firing {
  readonly workflowId: string;
  readonly runId: string;
}

/** The newest of them. */
export interface LastFiring extends Firing {
  readonly at: Date;
  /** How it ended, or the phase that it is in; null if the server has it no more. */
  readonly phase: string | null;
}

/** A Schedule as the server describes it. */
export interface ScheduleState extends Timing {
  readonly scheduleId: string;
  readonly workflowId: string | null;
  readonly input: unknown;
  /** Why the input is missing: it cannot be decoded here. Null if it can. */
  readonly unreadable: Said | null;
  readonly paused: boolean;
  readonly note: string;
  /** The next times, soonest first; empty if it will not fire any more. A paused one lists when it would. */
  readonly next: readonly Date[];
  readonly last: LastFiring | null;
  readonly running: readonly Firing[];
  /** How many runs it has started. */
  readonly started: number;
  /** How many firings came while an earlier run was open, and started nothing. */
  readonly skipped: number;
  /** How many firings were missed because the server was down for longer than the catch-up window. */
  readonly missed: number;
}

/**
 * The Schedules of this product's workflows in one Temporal namespace. Every method throws CommandError: `NotFound` if there is no
 * such Schedule, `InvalidInput` if the server refuses what it is asked for, `TemporalUnreachable`.
 */
export interface Schedules {
  create(request: ScheduleRequest): Promise<void>;
  /** All that start a workflow of this product, such as fleets that other tools scheduled, by ID. */
  list(): Promise<readonly ScheduleState[]>;
  describe(scheduleId: string): Promise<ScheduleState>;
  /** @param note not empty; the server takes an empty one for no request at all */
  pause(scheduleId: string, note: string): Promise<void>;
  resume(scheduleId: string, note: string): Promise<void>;
  /**
   * Fires now, also if it is paused; the overlap policy decides whether a run starts.
   *
   * @returns the open run because of which the policy skips this firing; null if it starts one
   */
  trigger(scheduleId: string): Promise<Firing | null>;
  /** Runs that it started continue. */
  remove(scheduleId: string): Promise<void>;
}
