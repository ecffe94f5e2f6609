import type { MigrationService } from '../../clouds/mgw/port';
import type { JobProgress } from '../../contracts/migration/job-progress';
import type {
  CutOver,
  MigratedResult,
  Migration,
  NotMigratedResult,
} from '../../contracts/migration/migration';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import {
  migrateAgainCommand,
  revokeCommand,
  verifyCommand,
  type ComparedSource,
} from '../../contracts/runs/run-commands';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import type { VerificationResult } from '../../contracts/migration/verification';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { isBelievedGone, type Attempt } from '../trust/attempt';
import type { Ownership } from '../trust/mark';
import { atRound } from './at-round';
import { comparedPhrase } from './check-compared';
import { readsWith } from './ensure-source';
import type { Launch } from './launch-approval';
import { namesOfJob } from './repair-job';
import { watchJob } from './watch-job';

/** What a result is made of. */
export interface MigratedAbout {
  readonly migration: Migration;
  readonly launch: Launch;
  /** The last round, and the number of its last job: 0 for a round without repairs. */
  readonly last: { readonly round: number; readonly number: number };
  /** What was removed of the user that was created for the service; null if there was none. */
  readonly reader: UndoReport | null;
  readonly cutOver: CutOver | null;
  readonly verification: VerificationResult | null;
  /** The source, for the command that compares both sides. */
  readonly compared: ComparedSource;
  readonly attempt: Attempt;
}

/**
 * The result of a migration, to be signed: every job is read back. One that somebody deleted once it had finished, as the
 * service keeps only so many, has no figures any more.
 *
 * @throws PrepError what `watchJob` throws
 */
export async function migratedResult(
  about: MigratedAbout,
  run: RunIdentity,
  ownership: Ownership,
  service: MigrationService,
  signal: AbortSignal,
): Promise<Omit<MigratedResult, 'signature' | 'audit'>> {
  const { migration, launch, last, reader, cutOver, verification, attempt } = about;
  const tools = { migration, ownership, service, attempt };
  const jobs = await jobsUntil(last, tools, signal);
  const deleted = jobs.filter(({ state }) => state === 'deleted').map(({ job }) => job);
  const { source, destination, role, inventory, prepared } = migration;
  const { bucket, prefix, endpoint } = source;
  const latest = atRound(migration, last.round);
  const accessKeyId = await readsWith(latest, service, signal);
  const failed = jobs.at(-1)?.figures?.failedObjects ?? '0';
  const ended = verification === null ? jobs.at(-1) : undefined;
  // No run of ours ends before its jobs have: what still copies is not migrated, whoever says that it is over.
  const isOver = jobs.every(({ state }) => state === 'finished' || state === 'deleted');
  const incomplete = failed === '0' && ended !== undefined && isIncomplete(ended) ? ended.job : null;
  const unknown = ended?.figures === null && ended.state !== 'deleted' ? ended.job : null;
  return {
    outcome:
      failed !== '0' || incomplete !== null || ended?.figures === null || !isOver
        ? 'migrated with failures'
        : verification?.identical === false
          ? 'migrated with differences'
          : 'migrated',
    summary: [
      phrase('migration.whatMigrated', {
        ...copiedBy(jobs),
        source: phrase('resource.ks3Bucket', { name: bucket }),
        destination: phrase('resource.ossBucket', { name: destination.bucket }),
        failed,
      }),
      ...(deleted.length === 0 ? [] : [phrase('migration.jobsDeleted', { jobs: deleted })]),
      ...(incomplete === null ? [] : [phrase('migration.endedEarly', { job: incomplete })]),
      ...(unknown === null ? [] : [phrase('migration.withoutFigures', { job: unknown })]),
      ...(verification === null ? [] : [comparedPhrase(migration, verification)]),
    ],
    run,
    preparation: migration.preparation,
    prepared,
    accountId: migration.accountId,
    region: migration.region,
    source: { bucket, prefix, endpoint, accessKeyId, address: latest.names.source },
    destination: { ...destination, address: latest.names.destination, role },
    jobs,
    cutOver,
    verification,
    reader,
    inventory,
    launchedAt: launch.launchedAt,
    approvedBy: launch.decisions,
    planDigest: launch.planDigest,
    nextSteps: nextSteps(failed, about, run),
  };
}

/** @param failed objects that the last job could not copy */
function nextSteps(
  failed: string,
  { migration, last, verification, compared }: MigratedAbout,
  { workflowId }: RunIdentity,
): Phrase[] {
  const { source, destination, inventory, prepared } = migration;
  if (failed === '0' && verification?.identical === true && !isEmptied(verification, inventory)) {
    return [phrase('migration.revokeNext', { command: revokeCommand(prepared.workflowId) })];
  }
  const again = migrateAgainCommand(workflowId, prepared.workflowId, source.bucket, last.round + 1);
  return [
    phrase('migration.verifyNext', { command: verifyCommand(compared, destination) }),
    phrase('migration.keepSource'),
    ...(failed === '0' && verification === null ? [] : [phrase('migration.retryLater', { command: again })]),
  ];
}

/** Whether a job ended before it had copied everything, as one does that somebody stops; false without figures. */
function isIncomplete({ figures }: JobProgress): boolean {
  return figures !== null && BigInt(figures.copiedObjects) < BigInt(figures.totalObjects);
}

/** Both sides are alike because neither holds anything, though the inventory had counted objects. */
function isEmptied({ source }: VerificationResult, inventory: Migration['inventory']): boolean {
  return source.objects === '0' && inventory.objects !== '0';
}

/** Rounds that are read at the same time: one after the other, hundreds of them take longer than a step may. */
const ROUNDS_AT_ONCE = 8;

interface JobTools extends Pick<MigratedAbout, 'migration' | 'attempt'> {
  readonly ownership: Ownership;
  readonly service: MigrationService;
}

/** The jobs of all rounds until the last, each followed by those that repaired it. */
async function jobsUntil(
  last: MigratedAbout['last'],
  tools: JobTools,
  signal: AbortSignal,
): Promise<JobProgress[]> {
  const jobs: JobProgress[] = [];
  for (let { round } = tools.migration; round <= last.round; round += ROUNDS_AT_ONCE) {
    const rounds = Math.min(ROUNDS_AT_ONCE, last.round - round + 1);
    const found = await Promise.all(
      Array.from({ length: rounds }, (_, at) => jobsOfRound(round + at, last, tools, signal)),
    );
    jobs.push(...found.flat());
  }
  return jobs;
}

async function jobsOfRound(
  round: number,
  last: MigratedAbout['last'],
  { migration, ownership, service, attempt }: JobTools,
  signal: AbortSignal,
): Promise<JobProgress[]> {
  const jobs: JobProgress[] = [];
  const at = atRound(migration, round);
  for (let number = 0; ; number++) {
    const names = namesOfJob(at, number);
    const known = number === 0 || (round === last.round && number <= last.number);
    if (!known && round === last.round) {
      return jobs;
    }
    const mayBeMissing = !known || isBelievedGone(attempt);
    const missing = mayBeMissing && (await service.job(names.job, signal)) === null;
    if (missing && !known) {
      return jobs;
    }
    jobs.push(
      missing
        ? { job: names.job, version: '', state: 'deleted', figures: null }
        : await watchJob(names, ownership, service, signal),
    );
  }
}

/** What jobs copied, without what they skipped, of which the service counts only the objects. */
function copiedBy(jobs: readonly JobProgress[]): { readonly copied: string; readonly bytes: string | null } {
  const sum = (what: 'copiedObjects' | 'copiedBytes' | 'skippedObjects') =>
    jobs.reduce((total, { figures }) => total + BigInt(figures?.[what] ?? '0'), 0n);
  const skipped = sum('skippedObjects');
  return {
    copied: String(sum('copiedObjects') - skipped),
    bytes: skipped === 0n ? String(sum('copiedBytes')) : null,
  };
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
