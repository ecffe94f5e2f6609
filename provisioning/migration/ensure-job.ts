import { unhurried } from './unhurried';
import type { FoundJob, MigrationJobs } from '../../clouds/mgw/port';
import type { CopyTerms, MigrationNames } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { foreign, ownershipTags } from './ownership-tags';

/** A job as it is to be. */
export interface WantedJob {
  readonly names: MigrationNames;
  readonly copy: CopyTerms;
  /** ID of the job whose failed objects it copies; null for a first job. */
  readonly repairs: string | null;
}

/**
 * Ensures that the job exists, and that it is ours and between the right addresses. A new one is not started. Repeatable
 * at any point, as `ensureAddress` is.
 *
 * @throws PrepError `MgwJobNotOurs`, `MgwJobDiffers`, `MgwNotVisibleYet`
 */
export async function ensureJob(
  { names, copy, repairs }: WantedJob,
  ownership: Ownership,
  service: MigrationJobs,
  signal: AbortSignal,
): Promise<FoundJob> {
  const before = await service.job(names.job, signal);
  if (before !== null) {
    return requireOurs(before, names, ownership);
  }
  await service.createJob(
    {
      name: names.job,
      source: names.source,
      destination: names.destination,
      ...copy,
      repairs,
      tags: ownershipTags(ownership, 'mgw-job', names.job),
    },
    unhurried(),
  );
  return readBackJob(names, ownership, service, signal);
}

/**
 * The job as the service has it, which must be ours.
 *
 * @throws PrepError `MgwNotVisibleYet` if there is none; `MgwJobNotOurs`, `MgwJobDiffers`
 */
export async function readBackJob(
  names: MigrationNames,
  ownership: Ownership,
  service: MigrationJobs,
  signal: AbortSignal,
): Promise<FoundJob> {
  const found = await service.job(names.job, signal);
  if (found === null) {
    throw new PrepError('MgwNotVisibleYet', { resource: phrase('resource.mgwJob', { name: names.job }) });
  }
  return requireOurs(found, names, ownership);
}

function requireOurs(found: FoundJob, names: MigrationNames, ownership: Ownership): FoundJob {
  const resource = phrase('resource.mgwJob', { name: names.job });
  const why = foreign(ownership, 'mgw-job', { name: names.job, tags: found.tags });
  if (why !== null) {
    throw new PrepError('MgwJobNotOurs', { resource, detail: why });
  }
  const findings = (['source', 'destination'] as const)
    .filter((end) => found[end] !== names[end])
    .map((end) => phrase('migration.differs', { what: end, found: found[end], wanted: names[end] }));
  if (findings.length > 0) {
    throw new PrepError('MgwJobDiffers', { resource, findings });
  }
  return found;
}

/**
 * Whether a job was launched: nothing is approved, or launched, that was.
 *
 * @throws PrepError `MgwJobConflict` while its status does not say so
 */
export function isLaunched({ name, status }: Pick<FoundJob, 'name' | 'status'>): boolean {
  if (status === 'unknown' || status === 'deleting') {
    throw new PrepError('MgwJobConflict', { resource: phrase('resource.mgwJob', { name }) });
  }
  return !isUnlaunched({ status });
}

/** Whether a job was never launched: it has copied nothing, and can be removed. */
export function isUnlaunched({ status }: Pick<FoundJob, 'status'>): boolean {
  return status === 'begin';
}
