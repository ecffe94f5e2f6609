import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { HandedOver } from '../../provisioning/identity/mark-delivered';
import type { Attested } from '../../contracts/approval/attested';
import type { DeliveryReceipt } from '../../contracts/credentials/delivery';
import type { Check } from '../../contracts/credentials/provisioning';
import { phrase } from '../../presentation/words/words';
import { isActionTimedOut } from '../run/failure';
import { problemOf } from '../run/problem';
import type { Access } from './access';
import type { PreparationRun } from './preparation-run';

/** After that many repairs somebody has to look why the user changes all the time. */
const MAX_REPAIRS = 3;

/** What the approved plan gave its recipients. */
export interface GrantedAccess {
  readonly access: Access;
  readonly checks: Attested<readonly Check[]>;
  readonly delivered: Attested<readonly DeliveryReceipt[]>;
  readonly handedOver: Attested<HandedOver>;
}

/**
 * Verifies the access. The secret is known only while its key is made, so a key that did not work is replaced rather
 * than tried again.
 */
export function verification(access: Access): () => Promise<Attested<readonly Check[]>> {
  let verifiedBefore = false;
  return async () => {
    if (verifiedBefore && access.accessKey !== null) {
      await access.issueKey();
    }
    verifiedBefore = true;
    return renewedUntil(access, () => access.verify());
  };
}

/**
 * Puts the sealed credentials where they are to be beside the result, and marks them as delivered. Until the mark is
 * written, cancelling takes everything back; from the mark on the run ends as prepared.
 */
export async function handOver(
  run: PreparationRun,
  access: Access,
  verified: Attested<readonly Check[]>,
): Promise<GrantedAccess> {
  const first = access.edition;
  let checks = verified;
  let delivered = await run.step('result', () => access.deliver(1));
  let handedOverEdition = first;
  let tries = 0;
  const mark = async () => {
    if (tries++ > 0) {
      await untilCancellationArrived(run);
    }
    return renewedUntil(access, async () => {
      // Also where an earlier try granted it again and came no further.
      if (access.edition !== handedOverEdition) {
        checks = await access.verify();
        delivered = await access.deliver(access.edition - first + 1);
        handedOverEdition = access.edition;
      }
      return CancellationScope.nonCancellable(() => access.markDelivered());
    });
  };
  try {
    const handedOver = await run.step('result', mark);
    return { access, checks, delivered, handedOver };
  } catch (error) {
    // What was cancelled, or given up, while the answer was lost, or while it needed attention, may be marked all the same.
    const marked = isCancellation(error) || isActionTimedOut(error) ? await deliveryOf(run, access) : null;
    if (marked === null) {
      throw error;
    }
    return { access, checks, delivered, handedOver: marked };
  }
}

/**
 * Of what came while no worker looked, a signal is handed out before a cancellation, whichever was sent first. One
 * workflow task later both have arrived, so that `retry` does not take a run on that was cancelled.
 */
function untilCancellationArrived(run: PreparationRun): Promise<void> {
  return sleep(1, { summary: run.say(phrase('run.checkCancelled')) });
}

function deliveryOf(run: PreparationRun, access: Access): Promise<Attested<HandedOver> | null> {
  return CancellationScope.nonCancellable(() => run.step('result', () => access.findDelivery()));
}

/**
 * Does something with the access; where a delayed attempt of an earlier step came in between, all of it is granted
 * again, which nobody notices since nothing is delivered yet.
 */
async function renewedUntil<T>(access: Access, work: () => Promise<T>): Promise<T> {
  for (let repairs = 0; ; repairs++) {
    try {
      return await work();
    } catch (error) {
      if (problemOf(error)?.type !== 'AccessChanged' || repairs === MAX_REPAIRS) {
        throw error;
      }
    }
    await access.renew();
  }
}
