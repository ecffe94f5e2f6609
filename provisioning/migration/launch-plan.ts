import type { MigrationService } from '../../clouds/mgw/port';
import type { Migration } from '../../contracts/migration/migration';
import type { MigrationPlan } from '../../contracts/migration/migration-plan';
import { planDigest, type FrozenPlan } from '../../contracts/runs/plan';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { destinationEnd, sourceEnd } from './ends';
import { readBackAddress } from './ensure-address';
import { readBackJob } from './ensure-job';
import { readsWith } from './ensure-source';

/**
 * What launching would do, or has done before a cut-over, as the service has it now: both addresses and the job are read back, and must be ours and as
 * this migration wants them. Changes nothing.
 *
 * @throws PrepError `MgwAddressNotOurs`, `MgwAddressDiffers`, `MgwJobNotOurs`, `MgwJobDiffers`, `MgwNotVisibleYet`
 */
export async function launchPlan(
  migration: Migration,
  ownership: Ownership,
  service: MigrationService,
  signal: AbortSignal,
  decision: MigrationPlan['decision'] = 'launch',
): Promise<FrozenPlan<MigrationPlan>> {
  const { names, reader, destination, role, copy } = migration;
  const accessKeyId = await readsWith(migration, service, signal);
  const from = { name: names.source, end: sourceEnd(migration), access: { accessKeyId } };
  const to = { name: names.destination, end: destinationEnd(migration), access: { role } };
  await readBackAddress(from, ownership, service, signal);
  await readBackAddress(to, ownership, service, signal);
  const job = await readBackJob(names, ownership, service, signal);
  const { overwrite, maxBandwidth, maxFilesPerSecond, version } = job;
  const limits = { maxBandwidth, maxFilesPerSecond };
  const is = { overwrite, ...limits };
  // Without a limit, the service's own holds, which it may name: the plan then says so.
  const findings = (Object.keys(copy) as (keyof typeof copy)[])
    .filter((what) => copy[what] !== null && is[what] !== copy[what])
    .map((what) =>
      phrase('migration.differs', {
        what,
        found: String(is[what] ?? ''),
        wanted: String(copy[what]),
      }),
    );
  if (findings.length > 0) {
    throw new PrepError('MgwJobDiffers', {
      resource: phrase('resource.mgwJob', { name: names.job }),
      findings,
    });
  }
  const { domain, bucket, prefix } = from.end;
  const plan: MigrationPlan = {
    kind: 'migration',
    decision,
    workflowId: ownership.workflowId,
    preparation: migration.preparation,
    prepared: migration.prepared,
    requestedBy: migration.requestedBy ?? undefined,
    accountId: migration.accountId,
    region: migration.region,
    inventory: migration.inventory,
    estimate: migration.estimate,
    everyMs: migration.everyMs,
    source: {
      address: names.source,
      domain,
      bucket,
      prefix,
      accessKeyId,
      ...(reader === null ? {} : { iamUser: reader.userName }),
    },
    destination: { address: names.destination, ...destination, role },
    job: { name: names.job, version, ...copy, ...limits },
  };
  return { plan, digest: planDigest(plan) };
}
