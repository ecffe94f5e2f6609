import type { MigrationService } from '../../clouds/mgw/port';
import type { MigrationNames } from '../../contracts/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import { isUnlaunched } from './ensure-job';
import { heldByOpenRun, type OtherRuns } from './other-runs';
import { createdByOther, type Kind, type Tagged } from './ownership-tags';

/**
 * Makes room where a run that has ended left something unlaunched. The service lets no mark be changed, so what that run
 * created is removed, and this run creates it with its own mark: as a name exists once, exactly one of several runs that
 * do so has it, and every other one finds it held by an open run. A launched job stays, with its addresses. So does an
 * address that another job uses, which nobody can remove. Repeatable at any point.
 *
 * @param ends the addresses that are this job's alone
 * @throws PrepError `MgwNotVisibleYet` while something that was removed is still shown
 */
export async function takeOver(
  names: MigrationNames,
  ends: readonly ('source' | 'destination')[],
  service: MigrationService,
  others: OtherRuns,
  signal: AbortSignal,
): Promise<void> {
  const isLeft = async (kind: Kind, found: Tagged | null): Promise<boolean> =>
    found !== null &&
    createdByOther(others.ownership, kind, found) !== null &&
    (await heldByOpenRun(kind, found, others, signal)) === null;

  const job = await service.job(names.job, signal);
  if (job !== null && !isUnlaunched(job)) {
    return;
  }
  if (await isLeft('mgw-job', job)) {
    await service.deleteJob(names.job, signal);
    if (await isLeft('mgw-job', await service.job(names.job, signal))) {
      throw stillShown(phrase('resource.mgwJob', { name: names.job }));
    }
  }
  for (const name of ends.map((end) => names[end])) {
    if (
      (await isLeft('mgw-address', await service.address(name, signal))) &&
      (await service.deleteAddress(name, signal)) !== 'occupied' &&
      (await isLeft('mgw-address', await service.address(name, signal)))
    ) {
      throw stillShown(phrase('resource.mgwAddress', { name }));
    }
  }
}

function stillShown(what: ReturnType<typeof phrase>): PrepError {
  return new PrepError('MgwNotVisibleYet', { resource: phrase('resource.removalOf', { of: [what] }) });
}
