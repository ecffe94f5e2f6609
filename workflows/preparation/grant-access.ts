import { CancellationScope } from '@temporalio/workflow';
import type { Preparation } from '../../contracts/preparation';
import type { Check, EnabledLogon, IssuedAccessKey, SignIn } from '../../contracts/provisioning';
import type { PreparationRun } from './run';
import { activitiesOf } from './step-activities';
import { STEP_TITLES } from './wording';

/** What the approved plan gave its recipients. */
export interface GrantedAccess {
  readonly logon: EnabledLogon | null;
  readonly accessKey: IssuedAccessKey | null;
  readonly checks: readonly Check[];
}

/** Everything after the approval: policies, console logon, AccessKey, verification, and the mark of delivery. */
export async function grantAccess(
  run: PreparationRun,
  preparation: Preparation,
  signIn: SignIn,
): Promise<GrantedAccess> {
  const { consoleLogon, programmaticAccess } = preparation.ramUser;

  await run.step(
    'grant',
    () => activitiesOf(STEP_TITLES.grant).grantPolicies(preparation),
    (policies) => policies.join(', '),
  );

  let logon: EnabledLogon | null = null;
  if (consoleLogon) {
    logon = await run.step(
      'logon',
      () => activitiesOf(STEP_TITLES.logon).enableConsoleLogon({ preparation, signIn }),
      () => signIn.userPrincipalName,
    );
  } else {
    run.skip('logon', 'not asked for');
  }

  const issue = () => activitiesOf(STEP_TITLES.accessKey).issueAccessKey(preparation);
  let accessKey: IssuedAccessKey | null = null;
  if (programmaticAccess) {
    accessKey = await run.step('accessKey', issue, ({ accessKeyId }) => accessKeyId);
  } else {
    run.skip('accessKey', 'not asked for');
  }

  // The secret is known only while its key is made, so a key that did not work is replaced rather than tried again.
  let verifiedBefore = false;
  const checks = await run.step(
    'verify',
    async () => {
      if (verifiedBefore && accessKey !== null) {
        accessKey = await issue();
      }
      verifiedBefore = true;
      return activitiesOf(STEP_TITLES.verify).verifyAccess({ preparation, accessKey, consoleLogon });
    },
    (found) => `${found.length} checks`,
  );

  // From here on the credentials count as delivered: a later run finds the mark and issues none again.
  await CancellationScope.nonCancellable(() =>
    run.step(
      'result',
      () => activitiesOf('Mark as delivered').markDelivered(preparation),
      () => '',
    ),
  );
  return { logon, accessKey, checks };
}
