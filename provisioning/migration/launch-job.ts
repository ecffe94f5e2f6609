import { unhurried } from './unhurried';
import type { FoundJob, MigrationJobs } from '../../clouds/mgw/port';
import type { MigrationNames } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { isLaunched, isUnlaunched, readBackJob } from './ensure-job';
import { requireNoOtherJob } from './running-jobs';

/**
 * Launches a job of ours, once: one that was launched already, by an attempt whose answer was lost, stays as it is.
 *
 * @throws PrepError `MgwJobStillRuns` if another job of the preparation runs; `MgwJobNotOurs`, `MgwJobDiffers`,
 *   `MgwNotVisibleYet` if there is none; `MgwJobConflict` until it shows as launched
 */
export async function launchJob(
  names: MigrationNames,
  ownership: Ownership,
  service: MigrationJobs,
  signal: AbortSignal,
): Promise<FoundJob> {
  const before = await readBackJob(names, ownership, service, signal);
  if (isLaunched(before)) {
    return before;
  }
  await requireNoOtherJob(ownership.preparation, names.job, service, signal);
  await service.setJobStatus(names.job, 'launch', unhurried());
  const after = await readBackJob(names, ownership, service, signal);
  if (isUnlaunched(after)) {
    throw new PrepError('MgwJobConflict', { resource: phrase('resource.mgwJob', { name: names.job }) });
  }
  return after;
}
