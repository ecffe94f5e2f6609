import { setTimeout as pause } from 'node:timers/promises';
import type { MigrationService } from '../../clouds/mgw/port';
import type { OssBuckets } from '../../clouds/oss/port';
import type { Migration } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { shown } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { isBelievedGone, type Attempt } from '../trust/attempt';
import type { Ownership } from '../trust/mark';
import { isUnlaunched } from './ensure-job';
import { namesOfJob } from './repair-job';
import { newestRound, watchJob } from './watch-job';

/** Reports of many objects take the service longer than anybody should wait for this sentence. */
const REPORT_READS = 5;
const REPORT_EVERY_MS = 2000;
/** Of its rows, so many are shown, each up to so many characters. */
const [ROWS, ROW_LENGTH] = [10, 300];
const ROWS_BYTES = 16_384;

/** What a look for objects that were left behind takes. */
export interface FailureTools {
  readonly migration: Migration;
  readonly ownership: Ownership;
  readonly service: MigrationService;
  /** In the region of the destination. */
  readonly oss: Pick<OssBuckets, 'beginningOf'>;
  readonly attempt: Attempt;
}

/**
 * Whether a finished job left objects behind. Changes nothing.
 *
 * @param number which job of the migration: 0 is the first one
 * @returns the number of the job that repairs it already, as an earlier run launched it; null if nothing failed
 * @throws PrepError `MgwObjectsFailed` for a person to decide; `MgwFailuresNotListed` while there may still come figures
 */
export async function checkFailures(
  number: number,
  { migration, ownership, service, oss, attempt }: FailureTools,
  signal: AbortSignal,
): Promise<number | null> {
  const names = namesOfJob(migration, number);
  const { version, figures } = await watchJob(names, ownership, service, signal);
  if (figures === null && !isBelievedGone(attempt)) {
    throw new PrepError('MgwFailuresNotListed', {
      resource: phrase('resource.mgwJob', { name: names.job }),
    });
  }
  const failed = figures?.failedObjects ?? '0';
  if (failed === '0') {
    return null;
  }
  const repair = await service.job(namesOfJob(migration, number + 1).job, signal);
  if (repair !== null && !isUnlaunched(repair)) {
    return number + 1;
  }
  const { bucket } = migration.destination;
  const prefix = await unlessRefused(failedList({ name: names.job, version }, service, signal), signal);
  const rows = prefix === null ? [] : await unlessRefused(firstRows(bucket, prefix, oss, signal), signal);
  throw new PrepError('MgwObjectsFailed', {
    resource: phrase('resource.mgwJob', { name: names.job }),
    detail: [
      phrase('migration.failedJob', { job: names.job, count: failed }),
      prefix === null
        ? phrase('migration.failedInReport')
        : phrase('migration.failedList', { bucket, prefix }),
    ],
    findings: rows ?? [],
  });
}

/** Where the report lists what failed, once the service has written it; null if it says nothing of it in time. */
async function failedList(
  job: { readonly name: string; readonly version: string },
  service: MigrationService,
  signal: AbortSignal,
): Promise<string | null> {
  const round = newestRound(await service.jobHistory(job.name, signal));
  for (let asked = 1; ; asked++) {
    const report = await service.jobReport(job, round, signal);
    if (report.status !== 'running' || asked === REPORT_READS) {
      return report.status === 'finished' && report.failedObjects !== '' ? report.failedObjects : null;
    }
    await pause(REPORT_EVERY_MS, undefined, { signal });
  }
}

/**
 * The first rows of a list of what failed, with the reasons, as the service writes them: which columns there are, and in
 * which order, is not documented, only that keys are URL-encoded.
 */
async function firstRows(
  bucket: string,
  prefix: string,
  oss: Pick<OssBuckets, 'beginningOf'>,
  signal: AbortSignal,
): Promise<string[]> {
  const text = (await oss.beginningOf(bucket, prefix, ROWS_BYTES, signal)) ?? '';
  const whole = text.length < ROWS_BYTES ? text : text.slice(0, text.lastIndexOf('\n'));
  const rows = whole.split('\n').filter((row) => row.trim() !== '');
  return rows.slice(0, ROWS).map((row) => shown(decoded(row.trim()), ROW_LENGTH));
}

function decoded(row: string): string {
  try {
    return row.split(',').map(decodeURIComponent).join(', ');
  } catch {
    return row;
  }
}

/** How many objects failed matters more than which: null where the rest cannot be had. */
async function unlessRefused<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PrepError) {
      return null;
    }
    throw error;
  }
}
