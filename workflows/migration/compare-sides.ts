import { executeChild, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { AttestedAbout } from '../../contracts/approval/attested';
import type { Migration } from '../../contracts/migration/migration';
import { verificationChildId } from '../../contracts/names';
import { isCopyable, type VerificationResult } from '../../contracts/migration/verification';
import { failureOf } from '../run/failure';
import { phrase } from '../../presentation/words/words';
import { problemOf } from '../run/problem';
import { activitiesOf } from '../run/step-activities';
import { verifyMigration } from '../verify-migration';
import type { MigrationRun } from './migration-run';
import type { Launched } from './resumed';

/** What both sides came to. */
export interface Compared {
  /** Null if they were not compared. */
  readonly found: AttestedAbout<VerificationResult> | null;
  /** Whether somebody wants what differs to be copied again. */
  readonly again: boolean;
}

/**
 * Compares both sides in a child workflow. If they differ, the run waits for a person: `retry` has it copied again, or
 * only compared again if no job can change what differs. Cancelled, the run ends with what was found until then.
 */
export async function compareSides(
  run: MigrationRun,
  { verification, source, destination, copy }: Migration,
  { migration }: Launched,
): Promise<Compared> {
  if (verification === null) {
    run.skip('compare', phrase('migration.notCompared'));
    return { found: null, again: false };
  }
  const buckets = { source: source.bucket, destination: destination.bucket };
  let found: Compared['found'] = null;
  try {
    return await run.step(
      'compare',
      async () => {
        if (found !== null && isCopyable(found.value, copy.overwrite !== 'never')) {
          return { found, again: true };
        }
        const seen = await executeChild(verifyMigration, {
          workflowId: verificationChildId(workflowInfo().workflowId),
          args: [verification],
          staticSummary: run.say(phrase('migration.compareSides', buckets)),
        }).catch((error: unknown) => {
          throw asConfigured(error, run);
        });
        try {
          await activitiesOf(run.say(phrase('migration.checkCompared'))).checkCompared({
            migration,
            found: seen,
          });
        } catch (error) {
          found = problemOf(error)?.type === 'MigrationDiffers' ? seen : null;
          throw error;
        }
        return { found: seen, again: false };
      },
      ({ again, found: { value } }) =>
        again
          ? ''
          : phrase('migration.identical', {
              ...buckets,
              objects: value.source.objects,
              bytes: value.source.bytes,
            }),
    );
  } catch (error) {
    if (isCancellation(error)) {
      return { found, again: false };
    }
    throw error;
  }
}

/** What the worker took when the migration began, and takes no more, waits until its configuration is as it was. */
function asConfigured(error: unknown, run: MigrationRun): unknown {
  const problem = problemOf(error);
  if (problem?.type !== 'InvalidInput') {
    return error;
  }
  const about = { resource: phrase('resource.thisMigration'), findings: problem.report?.about.findings };
  return failureOf('ConfigurationChanged', about, run.language);
}
