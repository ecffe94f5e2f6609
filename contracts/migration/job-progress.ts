/** How far a job is. Objects and bytes as decimal strings; copied ones include skipped ones. */
export interface JobProgress {
  readonly job: string;
  /** The service's ID of the job. */
  readonly version: string;
  /** `unknown`: a status that this product does not know. `deleted`: only in a result, if somebody deleted the job at the service before that was made. */
  readonly state: 'running' | 'suspended' | 'unknown' | 'finished' | 'deleted';
  /** Null until the service gives figures. */
  readonly figures: JobCounts | null;
}

export interface JobCounts {
  /** Whether the service has listed the whole source: until then the totals grow. */
  readonly listed: boolean;
  readonly totalObjects: string;
  readonly totalBytes: string;
  /** With what was skipped, as the service counts. */
  readonly copiedObjects: string;
  readonly copiedBytes: string;
  readonly skippedObjects: string;
  readonly failedObjects: string;
}

/** What a job copied. */
export interface RoundCount {
  readonly round: number;
  /** 0 for the round itself, from 1 for its repairs. */
  readonly number: number;
  /** Decimal strings, without what was skipped. */
  readonly copied: string;
  readonly failed: string;
}

/** How far the cut-over of a migration with rounds is. */
export interface CutOverState {
  readonly state: 'requested' | 'waiting for approval' | 'approved';
  /** Who asked for it, as they said. */
  readonly by: string;
}

/** What a line about the progress of a job says. */
export function progressOf({
  copiedObjects: done,
  totalObjects: total,
  copiedBytes,
  skippedObjects: skipped,
  failedObjects: failed,
  listed,
}: JobCounts) {
  return { done, total, copiedBytes, skipped, failed, listed };
}

/** Objects that a job copied itself. */
export function copiedOf({ copiedObjects, skippedObjects }: JobCounts): string {
  return String(BigInt(copiedObjects) - BigInt(skippedObjects));
}
