import { CancellationScope } from '@temporalio/workflow';
import type { Preparation } from '../../contracts/preparation';
import type { Check, EnabledLogon, IssuedAccessKey, SignIn } from '../../contracts/provisioning';
import { Access } from './access';
import { problemOf } from './problem';
import type { PreparationRun } from './run';

/** After that many repairs somebody has to look why the user changes all the time. */
const MOST_REPAIRS = 3;

/** What the approved plan gave its recipients. */
export interface GrantedAccess {
  readonly logon: EnabledLogon | null;
  readonly accessKey: IssuedAccessKey | null;
  readonly checks: readonly Check[];
  /** ISO time at which the credentials are taken back; null for no date. */
  readonly takeBackBy: string | null;
}

/** Everything after the approval: policies, console logon, AccessKey, verification, and the mark of delivery. */
export async function grantAccess(
  run: PreparationRun,
  preparation: Preparation,
  signIn: SignIn,
): Promise<GrantedAccess> {
  const { consoleLogon, programmaticAccess } = preparation.ramUser;
  const access = new Access(preparation, signIn);
  await run.step(
    'grant',
    () => access.grant(),
    (policies) => policies.join(', '),
  );
  if (consoleLogon) {
    await run.step(
      'logon',
      () => access.enableLogon(),
      () => signIn.userPrincipalName,
    );
  } else {
    run.skip('logon', 'not asked for');
  }
  if (programmaticAccess) {
    await run.step(
      'accessKey',
      () => access.issueKey(),
      ({ accessKeyId }) => accessKeyId,
    );
  } else {
    run.skip('accessKey', 'not asked for');
  }

  // The secret is known only while its key is made, so a key that did not work is replaced rather than tried again.
  let verifiedBefore = false;
  await run.step(
    'verify',
    async () => {
      if (verifiedBefore && access.accessKey !== null) {
        await access.issueKey();
      }
      verifiedBefore = true;
      return renewedUntil(access, () => access.verify());
    },
    (found) => `${found.length} checks`,
  );

  const takeBackBy = await handOver(run, access);
  const { logon, accessKey, checks } = access;
  return { logon, accessKey, checks, takeBackBy };
}

/**
 * From here on the credentials count as delivered: a later run finds the mark and issues none again.
 *
 * @returns when they are taken back
 */
function handOver(run: PreparationRun, access: Access): Promise<string | null> {
  const { expireAfterMs } = access.preparation.credentials;
  const now = Date.now();
  const when = {
    deliveredAt: new Date(now).toISOString(),
    takeBackBy: expireAfterMs === null ? null : new Date(now + expireAfterMs).toISOString(),
  };
  return CancellationScope.nonCancellable(() =>
    run.step(
      'result',
      async () => {
        await renewedUntil(access, async (renewed) => {
          if (renewed) {
            await access.verify();
          }
          await access.markDelivered(when);
        });
        return when.takeBackBy;
      },
      () => '',
    ),
  );
}

/**
 * Does something with the access; where a delayed attempt of an earlier step came in between, all of it is granted
 * anew, which nobody notices since nothing is delivered yet.
 */
async function renewedUntil<T>(access: Access, work: (renewed: boolean) => Promise<T>): Promise<T> {
  for (let repairs = 0; ; repairs++) {
    try {
      return await work(repairs > 0);
    } catch (error) {
      if (problemOf(error)?.type !== 'AccessChanged' || repairs === MOST_REPAIRS) {
        throw error;
      }
    }
    await access.renew();
  }
}
