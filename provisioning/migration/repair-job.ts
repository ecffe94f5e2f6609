import type { JobResult, MigrationJobs } from '../../clouds/mgw/port';
import type { Migration, MigrationNames } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import { sourceEnd } from './ends';
import { ensureJob, isUnlaunched, readBackJob } from './ensure-job';
import { ensureReadFrom, type SourceTools } from './ensure-source';
import { launchJob } from './launch-job';
import { repairNames } from './names';
import { requireNoOtherRun, type OtherRuns } from './other-runs';
import { takeOver } from './take-over';
import { verifyAddress } from './verify-address';
import { newestRound } from './watch-job';

/** The names of a job of a migration: 0 is the first one, every other one repairs the one before. */
export function namesOfJob(migration: Pick<Migration, 'names'>, number: number): MigrationNames {
  return number === 0 ? migration.names : repairNames(migration, number);
}

/** What came of the newest round of a job. */
async function resultOfJob(
  names: MigrationNames,
  service: MigrationJobs,
  signal: AbortSignal,
): Promise<JobResult> {
  const history = await service.jobHistory(names.job, signal);
  return service.jobResult(names.job, newestRound(history), signal);
}

/**
 * Launches a job that copies what failed in the job before it, from the list that the service keeps. Repeatable: an
 * address or a job of an attempt that was cut off is used again. The list holds a secret of the service's own, which
 * goes from one answer into one request and nowhere else.
 *
 * @param number counts the repairs of a migration, from 1: each copies what the one before left
 * @returns the ID of the job; null if nothing failed
 * @throws PrepError `MgwOfOpenRun` if another run repairs it; `MgwFailuresNotListed` until the service has the list; what `ensureReadFrom`, `verifyAddress`,
 *   `ensureJob` and `launchJob` throw
 */
export async function repairJob(
  number: number,
  tools: SourceTools & OtherRuns,
  signal: AbortSignal,
): Promise<string | null> {
  const { migration, ownership, service } = tools;
  const names = repairNames(migration, number);
  const existing = await service.job(names.job, signal);
  if (existing === null || isUnlaunched(existing)) {
    await requireNoOtherRun(names, service, tools, signal);
    await takeOver(names, ['source'], service, tools, signal);
    const before = namesOfJob(migration, number - 1);
    const failed = await readBackJob(before, ownership, service, signal);
    const { failed: list } = await resultOfJob(before, service, signal);
    if (list === 'none') {
      return null;
    }
    if (list === 'not listed yet') {
      throw new PrepError('MgwFailuresNotListed', {
        resource: phrase('resource.mgwJob', { name: before.job }),
      });
    }
    const end = { type: 'failed-objects', source: sourceEnd(migration), list } as const;
    await ensureReadFrom({ name: names.source, end, job: names.job }, tools, signal);
    await verifyAddress(names.source, service, signal);
    await ensureJob({ names, copy: migration.copy, repairs: failed.version }, ownership, service, signal);
    await requireNoOtherRun(names, service, tools, signal);
  }
  return (await launchJob(names, ownership, service, signal)).version;
}
