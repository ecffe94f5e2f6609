import type { MigrationService } from '../../clouds/mgw/port';
import type { JobProgress } from '../../contracts/job-progress';
import type { MigratedResult, Migration, NotMigratedResult } from '../../contracts/migration';
import type { UndoReport } from '../../contracts/provisioning';
import { verifyCommand } from '../../contracts/run-commands';
import type { RunIdentity } from '../../contracts/run-identity';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { readsWith } from './ensure-source';
import type { Launch } from './launch-approval';
import { namesOfJob } from './repair-job';
import { watchJob } from './watch-job';

/** What a result is made of. */
export interface MigratedAbout {
  readonly migration: Migration;
  readonly launch: Launch;
  /** Number of the last job; 0 for a migration without repairs. */
  readonly last: number;
  /** What was removed of the user that was created for the service; null if there was none. */
  readonly reader: UndoReport | null;
}

/**
 * The result of a migration, to be signed: every job is read back.
 *
 * @throws PrepError what `watchJob` throws
 */
export async function migratedResult(
  { migration, launch, last, reader }: MigratedAbout,
  run: RunIdentity,
  ownership: Ownership,
  service: MigrationService,
  signal: AbortSignal,
): Promise<Omit<MigratedResult, 'signature' | 'audit'>> {
  const jobs: JobProgress[] = [];
  for (let number = 0; number <= last; number++) {
    jobs.push(await watchJob(namesOfJob(migration, number), ownership, service, signal));
  }
  const { source, destination, names, role, inventory } = migration;
  const { bucket, prefix, endpoint } = source;
  const accessKeyId = await readsWith(migration, service, signal);
  const copied = sum(jobs, 'copiedObjects');
  const failed = jobs.at(-1)?.figures?.failedObjects ?? '0';
  return {
    outcome: failed === '0' ? 'migrated' : 'migrated with failures',
    summary: phrase('migration.whatMigrated', {
      copied,
      bytes: sum(jobs, 'copiedBytes'),
      source: phrase('resource.ks3Bucket', { name: bucket }),
      destination: phrase('resource.ossBucket', { name: destination.bucket }),
      failed,
    }),
    run,
    preparation: migration.preparation,
    prepared: migration.prepared,
    accountId: migration.accountId,
    region: migration.region,
    source: { bucket, prefix, endpoint, accessKeyId, address: names.source },
    destination: { ...destination, address: names.destination, role },
    jobs,
    reader,
    inventory,
    launchedAt: launch.launchedAt,
    approvedBy: launch.decisions,
    planDigest: launch.planDigest,
    nextSteps: [
      phrase('migration.verifyNext', { command: verifyCommand({ bucket, prefix }, destination) }),
      phrase('migration.keepSource'),
      ...(failed === '0' ? [] : [phrase('migration.retryLater', { bucket, round: migration.round + 1 })]),
    ],
  };
}

function sum(jobs: readonly JobProgress[], what: 'copiedObjects' | 'copiedBytes'): string {
  return String(jobs.reduce((total, { figures }) => total + BigInt(figures?.[what] ?? '0'), 0n));
}

/** The result of a migration whose launch was not approved, to be signed. */
export function notMigratedResult(
  about: {
    outcome: NotMigratedResult['outcome'];
    because: Said;
    planDigest: string;
    undo: UndoReport;
  },
  run: RunIdentity,
): Omit<NotMigratedResult, 'signature' | 'audit' | 'decisions'> {
  const { outcome, because, planDigest, undo } = about;
  return {
    outcome,
    summary: phrase('migration.whatNotMigrated', { because, removed: undo.removed.length }),
    run,
    planDigest,
    undo,
  };
}
