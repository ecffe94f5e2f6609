import type { MigrationService } from '../../clouds/mgw/port';
import type { MigrationNames } from '../../contracts/migration';
import { PrepError } from '../../contracts/prep-error';
import type { UndoReport } from '../../contracts/provisioning';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { isUnlaunched } from './ensure-job';
import { foreign } from './ownership-tags';

/** What became of one thing: null if there was nothing. */
type Undone = { readonly removed: Said } | { readonly kept: { what: Said; why: Said } } | null;

/**
 * Removes the job and the addresses of a migration that was never launched. What was launched stays, with its
 * addresses; what is somebody else's is not touched. Repeatable at any point.
 *
 * @throws PrepError `MgwNotVisibleYet` while something that was removed is still shown
 */
export async function undoMigration(
  names: MigrationNames,
  ownership: Ownership,
  service: MigrationService,
  signal: AbortSignal,
): Promise<UndoReport> {
  const job = await undoJob(names.job, ownership, service, signal);
  const addresses: Undone[] = [];
  for (const name of [names.source, names.destination]) {
    addresses.push(await undoAddress(name, ownership, service, signal));
  }
  const done = [job, ...addresses].filter((one) => one !== null);
  return {
    removed: done.flatMap((one) => ('removed' in one ? [one.removed] : [])),
    kept: done.flatMap((one) => ('kept' in one ? [one.kept] : [])),
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
