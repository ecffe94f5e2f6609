import type { Principal } from '../../contracts/approval/principal';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/** So many runs with a result are looked at; those of others may be among them. */
const MAX_RESULTS = 20;

/** A signal as the server recorded it. */
export interface RecordedSignal {
  readonly eventId: string;
  /** Who sent it according to the server; null if it stamped nobody. */
  readonly principal: Principal | null;
  /** Its first argument, decoded; undefined if it has none, or it cannot be decoded here. */
  readonly argument: unknown;
}

/** How a run ended that completed. */
export interface RecordedResult {
  readonly run: RunIdentity;
  readonly result: unknown;
}

/** What activities read of the history of a run. */
export interface RunHistory {
  /**
   * The signals of a name that came to a run at a time (milliseconds since 1970) or after it, the newest first.
   *
   * Throws PrepError `HistoryUnreadable`.
   */
  signalsSince(
    run: RunIdentity,
    name: string,
    since: number,
    cancellation: AbortSignal,
  ): AsyncIterable<RecordedSignal>;
  /**
   * The workflow IDs of the preparations and migrations that run, as far as the server's index shows them: one that began a moment ago
   * may not be among them yet.
   *
   * Throws PrepError `HistoryUnreadable`.
   */
  runningPreparations(cancellation: AbortSignal): AsyncIterable<string>;
  /**
   * Whether the newest run of a workflow ID is open, as the server itself states it: its index is behind for a moment.
   *
   * Throws PrepError `HistoryUnreadable`.
   */
  isOpen(workflowId: string, cancellation: AbortSignal): Promise<boolean>;
  /**
   * The results of the runs of a type that completed under a workflow ID, or under it and the time of a Schedule, as
   * anybody may have given them; newest first. One that cannot be decoded is undefined.
   *
   * Throws PrepError `HistoryUnreadable`.
   */
  results(
    type: 'prepareMigration' | 'verifyMigration',
    workflowId: string,
    cancellation: AbortSignal,
  ): AsyncIterable<RecordedResult>;
  /**
   * How many firings of a Schedule started nothing, ever, because an earlier run was open.
   *
   * Throws PrepError `HistoryUnreadable`.
   */
  skippedFirings(scheduleId: string, cancellation: AbortSignal): Promise<number>;
}

/** The first that is wanted of the results of runs; null if none of those that are looked at is. */
export async function firstOf<T>(
  results: AsyncIterable<RecordedResult>,
  wanted: (recorded: RecordedResult) => T | null | Promise<T | null>,
): Promise<T | null> {
  let looked = 0;
  for await (const recorded of results) {
    const found = await wanted(recorded);
    if (found !== null) {
      return found;
    }
    if (++looked === MAX_RESULTS) {
      break;
    }
  }
  return null;
}
