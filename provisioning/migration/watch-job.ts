import type { JobFigures, JobHistoryEntry, JobStatus, MigrationJobs } from '../../clouds/mgw/port';
import type { JobCounts, JobProgress } from '../../contracts/migration/job-progress';
import type { MigrationNames } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { readBackJob } from './ensure-job';

/**
 * How far a job of ours is, as the service says now. Changes nothing.
 *
 * @throws PrepError `MgwJobInterrupted` with the words of the service; `MgwJobNotOurs`, `MgwJobDiffers`,
 *   `MgwNotVisibleYet` if there is none
 */
export async function watchJob(
  names: MigrationNames,
  ownership: Ownership,
  service: MigrationJobs,
  signal: AbortSignal,
): Promise<JobProgress> {
  const { version, status } = await readBackJob(names, ownership, service, signal);
  const history = await service.jobHistory(names.job, signal);
  if (status === 'interrupted') {
    const said = history.find(({ message }) => message !== '')?.message;
    throw new PrepError('MgwJobInterrupted', {
      resource: phrase('resource.mgwJob', { name: names.job }),
      detail: said,
    });
  }
  const finished = status === 'finished' || status === 'confirmed';
  return {
    job: names.job,
    version,
    state: finished ? 'finished' : (OTHER_STATES[status] ?? 'running'),
    figures: finished ? await figuresOfResult(names, history, service, signal) : newestFigures(history),
  };
}

/** A job of a status that a later version of the service may have is neither taken for finished nor for running. */
const OTHER_STATES: Partial<Record<JobStatus, JobProgress['state']>> = {
  suspend: 'suspended',
  unknown: 'unknown',
};

/** The last row of a history may be without figures, or have older ones: the result has those that count. */
async function figuresOfResult(
  { job }: MigrationNames,
  history: readonly JobHistoryEntry[],
  service: MigrationJobs,
  signal: AbortSignal,
): Promise<JobCounts | null> {
  const { figures } = await service.jobResult(job, newestRound(history), signal);
  return figures === null ? newestFigures(history) : counts(figures, true);
}

/** The newest round of a job, as results are asked for; 1 for a job without a history. */
export function newestRound(history: readonly JobHistoryEntry[]): number {
  return Math.max(1, ...history.map(({ round }) => round));
}

/** Rows may come without figures: the newest with some counts. */
function newestFigures(history: readonly JobHistoryEntry[]): JobCounts | null {
  const row = history.find(({ figures }) => figures !== null);
  return row?.figures === null || row === undefined ? null : counts(row.figures, row.listed);
}

/** Figures as they travel: decimal strings. */
function counts(figures: JobFigures, listed: boolean): JobCounts {
  return {
    listed,
    totalObjects: String(figures.totalObjects),
    totalBytes: String(figures.totalBytes),
    copiedObjects: String(figures.copiedObjects),
    copiedBytes: String(figures.copiedBytes),
    skippedObjects: String(figures.skippedObjects),
    failedObjects: String(figures.failedObjects),
  };
}
