import { CancellationScope, patched } from '@temporalio/workflow';
import type { Preparation } from '../../contracts/preparation';
import type { DeliveryReceipt } from '../../contracts/delivery';
import type {
  Check,
  EnabledLogon,
  IssuedAccessKey,
  IssuedSourceKey,
  SignIn,
} from '../../contracts/provisioning';
import { Access } from './access';
import { problemOf } from './problem';
import type { PreparationRun } from './run';
import { scheduleRevocation } from './schedule-revocation';
import { keepSourceKey } from './source-key';

/** After that many repairs somebody has to look why the user changes all the time. */
const MOST_REPAIRS = 3;

/** What the approved plan gave its recipients. */
export interface GrantedAccess {
  readonly logon: EnabledLogon | null;
  readonly accessKey: IssuedAccessKey | null;
  readonly checks: readonly Check[];
  /** ISO time at which the credentials are taken back; null for no date. */
  readonly takeBackBy: string | null;
  /** The run that takes them back; null for none. */
  readonly revokedBy: string | null;
  readonly delivered: readonly DeliveryReceipt[];
}

/**
 * Everything after the approval: policies, console logon, AccessKey, verification, and the mark of delivery.
 *
 * @param sourceKey the dedicated AccessKey of the source, which is delivered with the rest; null for none
 */
export async function grantAccess(
  run: PreparationRun,
  preparation: Preparation,
  signIn: SignIn,
  sourceKey: IssuedSourceKey | null,
): Promise<GrantedAccess> {
  const { consoleLogon, programmaticAccess } = preparation.ramUser;
  const access = new Access(preparation, signIn, sourceKey);
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

  const handedOver = await handOver(run, access);
  const { logon, accessKey, checks } = access;
  return { logon, accessKey, checks, ...handedOver };
}

/**
 * Puts the sealed credentials where they are to be beside the result, marks them as delivered, and has them taken back
 * at their expiry. From the mark on a later run issues none again, and cancelling takes none of it away.
 */
async function handOver(
  run: PreparationRun,
  access: Access,
): Promise<Pick<GrantedAccess, 'takeBackBy' | 'revokedBy' | 'delivered'>> {
  const { preparation, sourceKey } = access;
  const { expireAfterMs } = preparation.credentials;
  const now = Date.now();
  const when = {
    deliveredAt: new Date(now).toISOString(),
    takeBackBy: expireAfterMs === null ? null : new Date(now + expireAfterMs).toISOString(),
  };
  const first = access.edition;
  let delivered = await run.step(
    'result',
    () => access.deliver(1),
    () => '',
  );
  let handedOver = first;
  const mark = () =>
    renewedUntil(access, async () => {
      // Also where an earlier try granted it anew and came no further.
      if (access.edition !== handedOver) {
        await access.verify();
        delivered = await access.deliver(access.edition - first + 1);
        handedOver = access.edition;
      }
      await access.markDelivered(when);
    });
  const revokedBy = await CancellationScope.nonCancellable(async () => {
    await run.step('result', mark, () => '');
    // Before there is a run that takes it back: it knows by the mark what was delivered.
    const early = sourceKey !== null && patched('source-key-marked-with-the-rest');
    const keep = () => keepSourceKey(run, preparation, sourceKey, when.deliveredAt);
    await (early ? keep() : undefined);
    const scheduled = await run.step(
      'result',
      () => scheduleRevocation(preparation, when),
      () => '',
    );
    await (early ? undefined : keep());
    return scheduled;
  });
  return { takeBackBy: when.takeBackBy, revokedBy, delivered };
}

/**
 * Does something with the access; where a delayed attempt of an earlier step came in between, all of it is granted
 * anew, which nobody notices since nothing is delivered yet.
 */
async function renewedUntil<T>(access: Access, work: () => Promise<T>): Promise<T> {
  for (let repairs = 0; ; repairs++) {
    try {
      return await work();
    } catch (error) {
      if (problemOf(error)?.type !== 'AccessChanged' || repairs === MOST_REPAIRS) {
        throw error;
      }
    }
    await access.renew();
  }
}
