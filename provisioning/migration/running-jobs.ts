import type { FoundJob, MigrationJobs } from '../../clouds/mgw/port';
import type { Migration } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import { isUnlaunched } from './ensure-job';
import { jobsOf } from './names';

/** Whether a job copies nothing: it was never launched, or has ended. */
function isIdle({ status }: Pick<FoundJob, 'status'>): boolean {
  return status === 'begin' || status === 'finished' || status === 'confirmed';
}

/**
 * A job of a preparation that was launched and has not finished, whichever round or repair it is; null if there is none.
 *
 * @param except the name of a job that does not count
 */
export async function runningJob(
  preparation: string,
  service: Pick<MigrationJobs, 'jobsNamed'>,
  signal: AbortSignal,
  except = '',
): Promise<string | null> {
  const jobs = await service.jobsNamed(jobsOf(preparation), signal);
  return jobs.find((job) => job.name !== except && !isIdle(job))?.name ?? null;
}

/** The newest round of a migration whose job was launched; its own first one if there is none. */
export async function newestLaunched(
  { preparation, round }: Pick<Migration, 'preparation' | 'round'>,
  service: Pick<MigrationJobs, 'jobsNamed'>,
  signal: AbortSignal,
): Promise<number> {
  const beginning = jobsOf(preparation);
  const launched = (await service.jobsNamed(beginning, signal)).filter((job) => !isUnlaunched(job));
  const rounds = launched.map(({ name }) => /^(\d+)-job$/.exec(name.slice(beginning.length))?.[1]);
  return Math.max(round, ...rounds.map((found) => Number(found ?? 0)));
}

/**
 * Makes sure that no other job of the preparation runs: two would write to the same destination, and the key of one may
 * be replaced by that of the other.
 *
 * @param job the job that may run
 * @throws PrepError `MgwJobStillRuns`
 */
export async function requireNoOtherJob(
  preparation: string,
  job: string,
  service: Pick<MigrationJobs, 'jobsNamed'>,
  signal: AbortSignal,
): Promise<void> {
  const other = await runningJob(preparation, service, signal, job);
  if (other !== null) {
    throw new PrepError('MgwJobStillRuns', { resource: phrase('resource.mgwJob', { name: other }) });
  }
}
