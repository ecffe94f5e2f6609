import { destinationEnd } from './ends';
import { ensureAddress } from './ensure-address';
import { ensureJob, isLaunched, readBackJob } from './ensure-job';
import { ensureSource, type SourceTools } from './ensure-source';
import { launchJob } from './launch-job';
import { requireNoOtherRun, type OtherRuns } from './other-runs';
import { requireNoOtherJob } from './running-jobs';
import { takeOver } from './take-over';
import { verifyAddress } from './verify-address';

/**
 * Creates addresses and job of a later round, which need no decision of their own, and launches the job. Repeatable at
 * any point: what an attempt left behind is used, and a job that was launched stays as it is.
 *
 * @param tools with the migration at that round
 * @returns ISO time at which a worker saw that it was launched
 * @throws PrepError `MgwOfOpenRun` if another run has it; `MgwJobStillRuns` while the round before copies; what
 *   `ensureSource`, `ensureAddress`, `verifyAddress`, `ensureJob` and `launchJob` throw
 */
export async function launchRound(tools: SourceTools & OtherRuns, signal: AbortSignal): Promise<string> {
  const { migration, ownership, service } = tools;
  const { names, copy, preparation } = migration;
  await requireNoOtherRun(names, service, tools, signal);
  const before = await service.job(names.job, signal);
  if (before !== null && isLaunched(before)) {
    await readBackJob(names, ownership, service, signal);
    return new Date().toISOString();
  }
  await requireNoOtherJob(preparation, names.job, service, signal);
  await takeOver(names, ['source', 'destination'], service, tools, signal);
  await ensureSource(tools, signal);
  await ensureDestination(tools, signal);
  await verifyAddress(names.source, service, signal);
  await verifyAddress(names.destination, service, signal);
  await ensureJob({ names, copy, repairs: null }, ownership, service, signal);
  await requireNoOtherRun(names, service, tools, signal);
  await launchJob(names, ownership, service, signal);
  return new Date().toISOString();
}

/** Ensures the address of the destination, which the service writes to as the role. */
export async function ensureDestination(
  { migration, ownership, service }: Pick<SourceTools, 'migration' | 'ownership' | 'service'>,
  signal: AbortSignal,
): Promise<void> {
  const { names, role } = migration;
  const wanted = { name: names.destination, end: destinationEnd(migration), access: { role } };
  await ensureAddress(wanted, ownership, service, signal);
}
