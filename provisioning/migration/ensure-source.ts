import type { FailedObjects, MigrationService, SourceEnd } from '../../clouds/mgw/port';
import type { Migration } from '../../contracts/migration/migration';
import type { Settings } from '../../contracts/settings';
import type { Clouds } from '../clouds';
import type { Ownership } from '../trust/mark';
import { sourceAccess, sourceEnd } from './ends';
import { ensureAddress, readBackAddress } from './ensure-address';
import { isUnlaunched, readBackJob } from './ensure-job';
import { ensureAddressWithKey, hasReader, keyIn } from './reader-key';

/** What the source end of a job is created with. */
export interface SourceTools {
  readonly migration: Migration;
  readonly ownership: Ownership;
  readonly service: MigrationService;
  readonly clouds: Clouds;
  readonly settings: Settings;
}

/**
 * Ensures the address of the source, with the AccessKey that the service reads with. One that a launched job reads from
 * stays as it is, and where that job reads from another one, none is created.
 *
 * @throws PrepError `MgwJobDiffers`; what `ensureAddress`, `ensureAddressWithKey` and `sourceAccess` throw
 */
export async function ensureSource(tools: SourceTools, signal: AbortSignal): Promise<void> {
  const { migration, ownership, service } = tools;
  const { source: name, job } = migration.names;
  const end = sourceEnd(migration);
  const before = await service.job(job, signal);
  if (before !== null && !isUnlaunched(before)) {
    await readBackJob(migration.names, ownership, service, signal);
    const accessKeyId = await readsWith(migration, service, signal);
    await readBackAddress({ name, end, access: { accessKeyId } }, ownership, service, signal);
    return;
  }
  await ensureReadFrom({ name, end, job }, tools, signal);
}

/** Ensures an address that a job which was not launched reads from: of the source, or of a list of failed objects. */
export async function ensureReadFrom(
  wanted: { readonly name: string; readonly end: SourceEnd | FailedObjects; readonly job: string },
  { migration, ownership, service, clouds, settings }: SourceTools,
  signal: AbortSignal,
): Promise<void> {
  const { name, end, job } = wanted;
  if (hasReader(migration)) {
    await ensureAddressWithKey({ name, end }, { migration, job, ownership, service, clouds }, signal);
    return;
  }
  const access = sourceAccess(migration, settings);
  await ensureAddress({ name, end, access }, ownership, service, signal);
}

/** The AccessKey that the service reads with: the configured one, or that of the reader, by the tag of the address. */
export async function readsWith(
  { reader, source, names }: Migration,
  service: MigrationService,
  signal: AbortSignal,
): Promise<string> {
  return reader === null ? source.accessKeyId : readersKey(names.source, service, signal);
}

async function readersKey(name: string, service: MigrationService, signal: AbortSignal): Promise<string> {
  const found = await service.address(name, signal);
  return found === null ? '' : keyIn(found);
}
