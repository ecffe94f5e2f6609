import type { FoundJob, MigrationService } from '../../clouds/mgw/port';
import { PrepError } from '../../contracts/prep-error';
import type { UndoReport } from '../../contracts/provisioning';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { cleanUp } from '../identity/remove-identity';
import { isUnlaunched } from './ensure-job';
import type { SourceTools } from './ensure-source';
import { foreign } from './ownership-tags';
import { namesOfJob } from './repair-job';
import { hasReader, readerIdentity } from './reader-key';
import { runningJob } from './running-jobs';

/** What became of one thing: null if there was nothing. */
type Undone = { readonly removed: Said } | { readonly kept: { what: Said; why: Said } } | null;

/**
 * Removes the user that was created for the service, with its key, unless a job of the preparation still reads with it.
 * Repeatable at any point.
 *
 * @returns null if the migration has no such user
 * @throws PrepError what `cleanUp` throws
 */
export async function removeReader(
  { migration, ownership, service, clouds }: Omit<SourceTools, 'settings'>,
  signal: AbortSignal,
): Promise<UndoReport | null> {
  if (!hasReader(migration)) {
    return null;
  }
  const reader = readerIdentity(migration, ownership, clouds);
  const job = await runningJob(migration.preparation, service, signal);
  return job === null
    ? cleanUp({ delivered: 'keep' }, reader, signal)
    : { removed: [], kept: [{ what: reader.what, why: phrase('migration.readsWithIt', { job }) }] };
}

/**
 * Removes the job, the addresses and the reader of a migration that was never launched. What was launched stays, with its
 * addresses; what is somebody else's is not touched. Repeatable at any point.
 *
 * @param number of the job: every one but 0 is a repair, which has only an address of its source of its own
 * @throws PrepError `MgwNotVisibleYet` while something that was removed is still shown
 */
export async function undoMigration(
  { migration, ownership, service, clouds }: Omit<SourceTools, 'settings'>,
  signal: AbortSignal,
  number = 0,
): Promise<UndoReport> {
  const names = namesOfJob(migration, number);
  const found = await service.job(names.job, signal);
  const inUse = found !== null && !isUnlaunched(found);
  const done = [found === null ? null : await undoJob(found, migration.region, ownership, service, signal)];
  for (const name of number === 0 ? [names.source, names.destination] : [names.source]) {
    done.push(await undoAddress(name, inUse, ownership, service, signal));
  }
  const reader = number === 0 ? await removeReader({ migration, ownership, service, clouds }, signal) : null;
  return {
    removed: [
      ...done.flatMap((one) => (one !== null && 'removed' in one ? [one.removed] : [])),
      ...(reader?.removed ?? []),
    ],
    kept: [
      ...done.flatMap((one) => (one !== null && 'kept' in one ? [one.kept] : [])),
      ...(reader?.kept ?? []),
    ],
  };
}

/** Statuses in which a launched job copies nothing any more. */
const ENDED: readonly FoundJob['status'][] = ['finished', 'confirmed', 'interrupted', 'closing', 'deleting'];

async function undoJob(
  { name, tags, status }: FoundJob,
  region: string,
  ownership: Ownership,
  service: MigrationService,
  signal: AbortSignal,
): Promise<Undone> {
  const what = phrase('resource.mgwJob', { name });
  const why = foreign(ownership, 'mgw-job', { name, tags });
  if (why !== null) {
    return { kept: { what, why } };
  }
  if (!isUnlaunched({ status })) {
    const stopIn = ENDED.includes(status) ? null : region;
    return { kept: { what, why: phrase('migration.launched', { status, stopIn }) } };
  }
  await service.deleteJob(name, signal);
  if ((await service.job(name, signal)) !== null) {
    throw new PrepError('MgwNotVisibleYet', { resource: phrase('resource.removalOf', { of: [what] }) });
  }
  return { removed: what };
}

async function undoAddress(
  name: string,
  inUse: boolean,
  ownership: Ownership,
  service: MigrationService,
  signal: AbortSignal,
): Promise<Undone> {
  const what = phrase('resource.mgwAddress', { name });
  const found = await service.address(name, signal);
  if (found === null) {
    return null;
  }
  const why = foreign(ownership, 'mgw-address', { name, tags: found.tags });
  if (why !== null) {
    return { kept: { what, why } };
  }
  if (inUse || (await service.deleteAddress(name, signal)) === 'occupied') {
    return { kept: { what, why: phrase('migration.occupied') } };
  }
  if ((await service.address(name, signal)) !== null) {
    throw new PrepError('MgwNotVisibleYet', { resource: phrase('resource.removalOf', { of: [what] }) });
  }
  return { removed: what };
}
