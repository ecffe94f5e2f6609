import type { Attested } from '../../contracts/attested';
import type { InventoryResult } from '../../contracts/inventory';
import type { Preparation } from '../../contracts/preparation';
import type { PreflightReport } from '../../contracts/provisioning';
import type { PreparedResult } from '../../contracts/result';
import type { GrantedAccess } from './grant-access';
import type { PreparationRun } from './run';
import { scheduleRevocation } from './schedule-revocation';
import { phrase } from '../../presentation/words/words';
import { activitiesOf } from './step-activities';

/** What has been delivered, and what the result is made of. */
export interface Delivered {
  readonly preparation: Preparation;
  readonly preflight: Attested<PreflightReport>;
  readonly inventory: Attested<InventoryResult>;
  readonly granted: GrantedAccess;
}

/**
 * Everything after the mark of delivery: the mark of the source's own key, the run that takes the credentials back at
 * their expiry, and the signed result. Nothing of it can be cancelled any more.
 */
export async function completeDelivery(
  run: PreparationRun,
  { preparation, preflight, inventory, granted }: Delivered,
): Promise<Omit<PreparedResult, 'audit'>> {
  const { access, checks, delivered, handedOver } = granted;
  if (access.sourceKey !== null) {
    await run.step(
      'result',
      () =>
        activitiesOf(run.say(phrase('run.markSourceKey'))).markSourceKeyDelivered({
          ...access.granted(),
          handedOver,
        }),
      () => '',
    );
  }
  await run.step(
    'result',
    () => scheduleRevocation(run, preparation, handedOver.value.takeBackBy),
    () => '',
  );
  return run.step(
    'result',
    () =>
      activitiesOf(run.say(phrase('run.signResult'))).concludePreparation({
        ...access.granted(),
        preflight,
        inventory,
        checks,
        delivered,
        handedOver,
      }),
    () => '',
  );
}
