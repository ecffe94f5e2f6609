import type { MigrationRequest } from '../../activities/migration-activities';
import type { MigrationPlan } from '../../contracts/migration/migration-plan';
import { phrase } from '../../presentation/words/words';
import type { ToApprove } from '../approval/ask-for-approval';
import { activitiesOf } from '../run/step-activities';
import type { MigrationRun } from './migration-run';

/** What the launch, or the cut-over after a round, would do, for those who decide. */
export function toApprove(
  run: MigrationRun,
  asked: MigrationRequest & { readonly input: unknown; readonly askedBy?: string },
  decision: MigrationPlan['decision'],
): ToApprove<MigrationPlan> {
  return {
    present: (earlier) =>
      activitiesOf(run.say(phrase('migration.freezePlan'))).presentLaunch({ ...asked, decision, earlier }),
    confirm: (plan, taken) =>
      activitiesOf(run.say(phrase('run.confirmApproval'))).confirmLaunch({ ...asked, plan, taken }),
  };
}
