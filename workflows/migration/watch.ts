import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import type { LaunchedRequest } from '../../activities/migration-activities';
import type { JobProgress } from '../../contracts/migration/job-progress';
import type { Migration } from '../../contracts/migration/migration';
import { phrase } from '../../presentation/words/words';
import { problemOf } from '../run/problem';
import { activitiesOf } from '../run/step-activities';
import { waitUntil } from '../run/wait-until';
import { progressInWords, type MigrationRun } from './migration-run';

/** Each look has about a dozen events, so that a run has about a thousand of them. */
const MAX_LOOKS = 100;

/**
 * Looks at a job again and again until it has finished, for months where need be.
 *
 * @returns how it finished; null if the history has grown long enough for a new run to go on with the watch
 */
export function watchJob(
  run: MigrationRun,
  migration: Migration,
  request: LaunchedRequest,
): Promise<JobProgress | null> {
  return run.step(
    'watch',
    async () => {
      let job: string | null = null;
      for (let looks = 1; ; looks++) {
        const seen = await lookAt(run, request, job);
        ({ job } = seen);
        run.progressed(seen);
        if (seen.state === 'finished') {
          return seen;
        }
        if (looks >= MAX_LOOKS || workflowInfo().continueAsNewSuggested) {
          return null;
        }
        await waitUntil(run, Date.now() + migration.watchEveryMs, shownOf(migration, seen), () => false);
      }
    },
    (seen) => (seen === null ? '' : progressInWords(seen)),
  );
}

/** @param job its name; null until it was looked at */
function lookAt(run: MigrationRun, request: LaunchedRequest, job: string | null): Promise<JobProgress> {
  const what = job === null ? run.title('watch') : run.say(phrase('migration.lookAtJob', { job }));
  return activitiesOf(what).watchMigration(request);
}

/** What is waited for, and who can do what about it meanwhile. */
function shownOf({ region }: Migration, { state, job, figures }: JobProgress) {
  const about = { job, region };
  switch (state) {
    case 'suspended':
      return {
        for: phrase('migration.suspendedJob'),
        nextAction: phrase('migration.resumeInConsole', about),
        person: true,
      };
    case 'unknown':
      return {
        for: phrase('migration.unknownStatus'),
        nextAction: phrase('migration.lookInConsole', about),
        person: true,
      };
    default:
      return {
        for: phrase('migration.jobWith', { progress: progressInWords({ figures }) }),
        nextAction: phrase('migration.stopInConsole', about),
        person: false,
      };
  }
}

/**
 * Says what a finished job left behind, and has it copied again when a person says `retry`.
 *
 * @returns the number of the job that does so; null if nothing is left
 */
export function handleFailures(run: MigrationRun, request: LaunchedRequest): Promise<number | null> {
  let listed = false;
  return run.step(
    'failures',
    async () => {
      if (!listed) {
        try {
          return await activitiesOf(run.title('failures')).checkFailures(request);
        } catch (error) {
          listed = problemOf(error)?.type === 'MgwObjectsFailed';
          throw error;
        }
      }
      const number = request.number + 1;
      // To its end: whether a job runs must be known, whatever is cancelled meanwhile.
      const launched = await CancellationScope.nonCancellable(() =>
        activitiesOf(run.say(phrase('migration.repair', { number }))).repairMigration({ ...request, number }),
      );
      return launched === null ? null : number;
    },
    (next) =>
      next === null ? phrase('migration.noneFailed') : phrase('migration.repairedBy', { number: next }),
  );
}
