import type { FoundJob } from '../../clouds/mgw/port';
import { PrepError } from '../../contracts/prep-error';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { cleanUp } from '../identity/remove-identity';
import { atWorkInWords } from '../lifecycle/delivered-user';
import { isUnlaunched } from './ensure-job';
import type { SourceTools } from './ensure-source';
import { heldByOpenRun, type OtherRuns } from './other-runs';
import { foreign, type Kind, type Tagged } from './ownership-tags';
import { namesOfJob } from './repair-job';
import { hasReader, readerIdentity } from './reader-key';
import { runningJob } from './running-jobs';

/** What became of one thing: null if there was nothing. */
type Undone = { readonly removed: Said } | { readonly kept: { what: Said; why: Said } } | null;

/** What undoing works with. */
type UndoTools = Omit<SourceTools, 'settings'> & Pick<OtherRuns, 'history'>;

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
 * addresses; what is somebody else's, or was created by another run that is open, is not touched. Repeatable at any point.
 *
 * @param number of the job: every one but 0 is a repair, which has only an address of its source of its own
 * @throws PrepError `MgwNotVisibleYet` while something that was removed is still shown
 */
export async function undoMigration(tools: UndoTools, signal: AbortSignal, number = 0): Promise<UndoReport> {
  const { migration, service } = tools;
  const names = namesOfJob(migration, number);
  const found = await service.job(names.job, signal);
  const inUse = found !== null && !isUnlaunched(found);
  const done = [found === null ? null : await undoJob(found, tools, signal)];
  for (const name of number === 0 ? [names.source, names.destination] : [names.source]) {
    done.push(await undoAddress(name, inUse, tools, signal));
  }
  const reader = number === 0 ? await removeReader(tools, signal) : null;
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
  tools: UndoTools,
  signal: AbortSignal,
): Promise<Undone> {
  const { service, migration } = tools;
  const what = phrase('resource.mgwJob', { name });
  const why = await whyKept('mgw-job', { name, tags }, tools, signal);
  if (why !== null) {
    return { kept: { what, why } };
  }
  if (!isUnlaunched({ status })) {
    const stopIn = ENDED.includes(status) ? null : migration.region;
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
  tools: UndoTools,
  signal: AbortSignal,
): Promise<Undone> {
  const { service } = tools;
  const what = phrase('resource.mgwAddress', { name });
  const found = await service.address(name, signal);
  if (found === null) {
    return null;
  }
  const why = await whyKept('mgw-address', found, tools, signal);
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

/** Why something must stay that this run would remove; null if nothing speaks against it. */
async function whyKept(
  kind: Kind,
  found: Tagged,
  { ownership, history }: UndoTools,
  signal: AbortSignal,
): Promise<Phrase | null> {
  const why = foreign(ownership, kind, found);
  if (why !== null) {
    return why;
  }
  const workflowId = await heldByOpenRun(kind, found, { ownership, history }, signal);
  return workflowId === null ? null : atWorkInWords(workflowId);
}
