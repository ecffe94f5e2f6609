import type { FoundJob, MigrationService } from '../../clouds/mgw/port';
import type { MigrationNames } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import { isUnlaunched } from './ensure-job';
import { sameEndAs } from './names';
import { heldByOpenRun, type OtherRuns } from './other-runs';
import { createdByOther, foreign, type Kind, type Tagged } from './ownership-tags';

/**
 * Makes room for what this run creates, where an earlier one left something unlaunched. The service lets nothing be
 * changed, so that is removed and created again:
 *
 * - What another run created that has ended. This run creates it with its own mark: as a name exists once, exactly one of
 *   several runs that do so has it, and every other one finds it held by an open run.
 * - What an earlier run created with another AccessKey or role: no key stays behind that nobody uses.
 *
 * A launched job stays, with its addresses. So does an address that another job uses, which nobody can remove. Repeatable
 * at any point.
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
  const { ownership } = others;
  /** Whether it is this preparation's, and neither what this run wants nor what another one works with. */
  const isLeft = async (kind: Kind, found: Tagged | null, wanted: boolean): Promise<boolean> =>
    found !== null &&
    foreign(ownership, kind, found) === null &&
    (!wanted || createdByOther(ownership, kind, found) !== null) &&
    (await heldByOpenRun(kind, found, others, signal)) === null;
  const isLeftJob = async (job: FoundJob | null): Promise<boolean> =>
    isLeft('mgw-job', job, job?.source === names.source && job.destination === names.destination);

  const job = await service.job(names.job, signal);
  if (job !== null && !isUnlaunched(job)) {
    return;
  }
  if (await isLeftJob(job)) {
    await service.deleteJob(names.job, signal);
    if (await isLeftJob(await service.job(names.job, signal))) {
      throw stillShown(phrase('resource.mgwJob', { name: names.job }));
    }
  }
  for (const wanted of ends.map((end) => names[end])) {
    for (const { name } of await service.addressesNamed(sameEndAs(wanted), signal)) {
      const isLeftNow = async (): Promise<boolean> =>
        isLeft('mgw-address', await service.address(name, signal), name === wanted);
      if (
        (await isLeftNow()) &&
        (await service.deleteAddress(name, signal)) !== 'occupied' &&
        (await isLeftNow())
      ) {
        throw stillShown(phrase('resource.mgwAddress', { name }));
      }
    }
  }
}

function stillShown(what: ReturnType<typeof phrase>): PrepError {
  return new PrepError('MgwNotVisibleYet', { resource: phrase('resource.removalOf', { of: [what] }) });
}
