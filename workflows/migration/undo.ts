import { CancellationScope } from '@temporalio/workflow';
import type { Attested } from '../../contracts/approval/attested';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { activitiesOf } from '../run/step-activities';
import type { MigrationRun } from './migration-run';
import type { Launched } from './resumed';

/**
 * Removes what was never launched of a job and its addresses, whatever is cancelled meanwhile. What was launched stays; the
 * run then says what it removed and what it kept.
 *
 * @param job which one; without a round, the first one of the migration
 */
export function undoOf(
  run: MigrationRun,
  { migration, round, number }: Pick<Launched, 'migration'> & Partial<Pick<Launched, 'round' | 'number'>>,
  because: Said,
): Promise<Attested<UndoReport>> {
  return CancellationScope.nonCancellable(async () => {
    const [undone] = await run.cleanUp(because, [
      () =>
        activitiesOf(run.say(phrase('migration.undo'))).undoMigration({
          migration,
          ...(round === undefined ? {} : { round }),
          ...(number === undefined ? {} : { number }),
        }),
    ]);
    const report = undone as Attested<UndoReport>;
    run.undone(report.value);
    return report;
  });
}
