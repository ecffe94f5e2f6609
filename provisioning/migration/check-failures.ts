import type { MigrationService } from '../../clouds/mgw/port';
import type { Migration } from '../../contracts/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { isUnlaunched } from './ensure-job';
import { namesOfJob } from './repair-job';
import { watchJob } from './watch-job';

/**
 * Whether a finished job left objects behind. Changes nothing.
 *
 * @param number which job of the migration: 0 is the first one
 * @returns the number of the job that repairs it already, as an earlier run launched it; null if nothing failed
 * @throws PrepError `MgwObjectsFailed` for a person to decide
 */
export async function checkFailures(
  migration: Migration,
  number: number,
  ownership: Ownership,
  service: MigrationService,
  signal: AbortSignal,
): Promise<number | null> {
  const names = namesOfJob(migration, number);
  const { figures } = await watchJob(names, ownership, service, signal);
  const failed = figures?.failedObjects ?? '0';
  if (failed === '0') {
    return null;
  }
  const repair = await service.job(namesOfJob(migration, number + 1).job, signal);
  if (repair !== null && !isUnlaunched(repair)) {
    return number + 1;
  }
  throw new PrepError('MgwObjectsFailed', {
    resource: phrase('resource.mgwJob', { name: names.job }),
    detail: phrase('migration.failedJob', { job: names.job, count: failed }),
  });
}
