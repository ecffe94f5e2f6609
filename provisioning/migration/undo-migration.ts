import type { MigrationService } from '../../clouds/mgw/port';
import { PrepError } from '../../contracts/prep-error';
import type { UndoReport } from '../../contracts/provisioning';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { cleanUp } from '../identity/remove-identity';
import { isUnlaunched } from './ensure-job';
import type { SourceTools } from './ensure-source';
import { foreign } from './ownership-tags';
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
 * @throws PrepError `MgwNotVisibleYet` while something that was removed is still shown
 */
export async function undoMigration(
  { migration, ownership, service, clouds }: Omit<SourceTools, 'settings'>,
  signal: AbortSignal,
): Promise<UndoReport> {
  const { names } = migration;
  const job = await undoJob(names.job, ownership, service, signal);
  const addresses: Undone[] = [];
  for (const name of [names.source, names.destination]) {
    addresses.push(await undoAddress(name, ownership, service, signal));
  }
  const done = [job, ...addresses].filter((one) => one !== null);
  const reader = await removeReader({ migration, ownership, service, clouds }, signal);
  return {
    removed: [...done.flatMap((one) => ('removed' in one ? [one.removed] : [])), ...(reader?.removed ?? [])],
    kept: [...done.flatMap((one) => ('kept' in one ? [one.kept] : [])), ...(reader?.kept ?? [])],
  };
}

async function undoJob(
  name: string,
  ownership: Ownership,
  service: MigrationService,
  signal: AbortSignal,
): Promise<Undone> {
  const what = phrase('resource.mgwJob', { name });
  const found = await service.job(name, signal);
  if (found === null) {
    return null;
  }
  const why = foreign(ownership, 'mgw-job', { name, tags: found.tags });
  if (why !== null) {
    return { kept: { what, why } };
  }
  if (!isUnlaunched(found)) {
    return { kept: { what, why: phrase('migration.launched', { status: found.status }) } };
  }
  await service.deleteJob(name, signal);
  if ((await service.job(name, signal)) !== null) {
    throw new PrepError('MgwNotVisibleYet', { resource: phrase('resource.removalOf', { of: [what] }) });
  }
  return { removed: what };
}

async function undoAddress(
  name: string,
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
  if ((await service.deleteAddress(name, signal)) === 'occupied') {
    return { kept: { what, why: phrase('migration.occupied') } };
  }
  if ((await service.address(name, signal)) !== null) {
    throw new PrepError('MgwNotVisibleYet', { resource: phrase('resource.removalOf', { of: [what] }) });
  }
  return { removed: what };
}
