import { CancellationScope } from '@temporalio/workflow';
import type { Preparation } from '../../contracts/preparation';
import type { Check, EnabledLogon, IssuedAccessKey, SignIn } from '../../contracts/provisioning';
import { problemOf } from './problem';
import type { PreparationRun } from './run';
import { activitiesOf } from './step-activities';
import { STEP_TITLES } from './wording';

/** After that many repairs somebody has to look why the user changes all the time. */
const MOST_REPAIRS = 3;

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

  const grant = () => activitiesOf(STEP_TITLES.grant).grantPolicies(preparation);
  await run.step('grant', grant, (policies) => policies.join(', '));

  const enable = () => activitiesOf(STEP_TITLES.logon).enableConsoleLogon({ preparation, signIn });
  let logon: EnabledLogon | null = null;
  if (consoleLogon) {
    logon = await run.step('logon', enable, () => signIn.userPrincipalName);
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
      for (let round = 1; ; round++) {
        try {
          const logonCreatedAt = logon?.createdAt;
          const granted = { preparation, accessKey, consoleLogon, logonCreatedAt };
          return await activitiesOf(STEP_TITLES.verify).verifyAccess(granted);
        } catch (error) {
          if (problemOf(error)?.type !== 'AccessChanged' || round > MOST_REPAIRS) {
            throw error;
          }
        }
        // A delayed attempt of an earlier step came in between. Nothing is delivered yet, so all of it is done again.
        await grant();
        logon = consoleLogon ? await enable() : null;
        accessKey = programmaticAccess ? await issue() : null;
      }
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
