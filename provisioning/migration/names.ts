import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contracts/canonical-json';
import type { Migration, MigrationNames } from '../../contracts/migration/migration';

/** What decides on the names of a migration. */
export type Named = Pick<Migration, 'preparation' | 'round' | 'source' | 'reader' | 'destination' | 'role'>;

/**
 * The names of what a migration creates: the same for every run of the same migration, so that what a lost answer left
 * behind is found again. An address cannot be changed, so another AccessKey (or user whose key it is), role or end gives
 * another name. The job's
 * name depends on the preparation and the round alone: a round has one job. At most 46 characters; the service takes 63.
 */
export function migrationNames({
  preparation,
  round,
  source,
  reader,
  destination,
  role,
}: Named): MigrationNames {
  const stem = `${jobsOf(preparation)}${round}`;
  const { endpoint, bucket, prefix, accessKeyId } = source;
  return {
    source: `${stem}-src-${short([endpoint, bucket, prefix, reader?.userName ?? accessKeyId])}`,
    destination: `${stem}-dst-${short([destination.region, destination.bucket, destination.prefix, role])}`,
    job: `${stem}-job`,
  };
}

/** How the names of all jobs of a preparation begin. */
export function jobsOf(preparation: string): string {
  return `prep-${preparation}-`;
}

/** How the names of an end begin, whatever its AccessKey or role: itself for the source of a repair. */
export function sameEndAs(name: string): string {
  return name.replace(/-[0-9a-f]{8}$/, '-');
}

/** The names of the job that repairs another one, and of its source. */
export function repairNames({ names }: Pick<Migration, 'names'>, number: number): MigrationNames {
  return {
    source: `${names.source}-f${number}`,
    destination: names.destination,
    job: `${names.job}-f${number}`,
  };
}

function short(parts: readonly string[]): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, 8);
}
