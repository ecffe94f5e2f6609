import { CancellationScope } from '@temporalio/workflow';
import type { ReplaceableKey } from '../activities/life/find-replaceable-key';
import type { RemovalReport, Rotation, RotationResult } from '../contracts/credential-life';
import type { DeliveryReceipt } from '../contracts/delivery';
import { deliver } from './credentials/deliver';
import { disableAndWait } from './credentials/disable-and-wait';
import { rotatedKeyOf, type FreshKey } from './credentials/rotated-key';
import { RotationOrders } from './credentials/rotation-orders';
import { rotationResult, sealedFor } from './credentials/rotation-result';
import { toItsEnd } from './credentials/to-its-end';
import { waitUntil } from './credentials/wait-until';
import { CONFIRM, ROTATION_STEPS, type RotationStep } from './credentials/wording';
import { bucketNamedIn } from './preparation/bucket-named-in';
import { PreparationRun } from './preparation/run';
import { activitiesOf } from './preparation/step-activities';

type Run = PreparationRun<RotationStep>;

/**
 * Replaces the AccessKey of a preparation, that of the RAM user or the dedicated one of the source: issues a new one,
 * seals it, and waits until its recipient says that it is in use; only then is the old one disabled and, after a grace
 * period, removed. Not confirmed in time, or cancelled, the new one is removed and the old one stays. There is always a
 * key that works, and never are there three.
 *
 * @param input one JSON object (`contracts/life-input.ts`); only `source.bucket` is required
 */
export async function rotateCredentials(input: unknown): Promise<RotationResult> {
  const run: Run = new PreparationRun(bucketNamedIn(input), ROTATION_STEPS);
  const orders = new RotationOrders(run);
  orders.listen();
  return toItsEnd(run, async () => {
    const rotation = await run.step(
      'validate',
      () => activitiesOf(ROTATION_STEPS.validate).validateRotation(input),
      (checked) => rotatedKeyOf(checked).holder,
    );
    const old = await run.step(
      'inspect',
      () => activitiesOf(ROTATION_STEPS.inspect).findReplaceableKey(rotation.credentials),
      ({ key }) => `${key.accessKeyId}, made ${key.createdAt}`,
    );
    const { deliveredAt } = old;
    return replace(run, orders, { ...rotation, credentials: { ...rotation.credentials, deliveredAt } }, old);
  });
}

/** Issues the new key and retires the old one, or takes the new one away again. */
async function replace(
  run: Run,
  orders: RotationOrders,
  rotation: Rotation,
  old: ReplaceableKey,
): Promise<RotationResult> {
  const oldKey = old.key.accessKeyId;
  const issued: FreshKey[] = [];
  try {
    const fresh = await run.step(
      'issue',
      () => issue(rotation, old, issued),
      ({ accessKeyId }) => accessKeyId,
    );
    const delivered = await run.step(
      'deliver',
      () => deliverKey(rotation, fresh),
      (receipts) => receipts.map(({ where }) => where).join(', ') || 'in the result only',
    );
    orders.sealed = sealedFor(rotation, fresh);
    const confirmed = await run.step(
      'confirm',
      () => waitForConfirmation(run, orders, rotation),
      (came) => (came ? `by ${orders.confirmedBy}` : 'nobody confirmed in time'),
    );
    const removal = confirmed
      ? await retire(run, rotation, oldKey, fresh.accessKeyId)
      : await withdraw(run, rotation, old, issued);
    return rotationResult({
      rotation,
      oldKey,
      issued: fresh,
      delivered,
      confirmedBy: orders.confirmedBy,
      removal,
    });
  } catch (error) {
    if (orders.confirmedBy === null) {
      await withdraw(run, rotation, old, issued);
    }
    throw error;
  }
}

async function issue(
  rotation: Rotation,
  { key, policies }: ReplaceableKey,
  issued: FreshKey[],
): Promise<FreshKey> {
  const request = { rotation, oldKey: key.accessKeyId, policies };
  const fresh = await activitiesOf(ROTATION_STEPS.issue).issueReplacementKey(request);
  issued.push(fresh);
  return fresh;
}

function deliverKey(rotation: Rotation, fresh: FreshKey): Promise<readonly DeliveryReceipt[]> {
  const { owner, entry } = rotatedKeyOf(rotation);
  return deliver({ targets: rotation.delivery, owner: owner(fresh), entries: [entry(fresh)] });
}

function waitForConfirmation(
  run: Run,
  orders: RotationOrders,
  { confirmWithinMs }: Rotation,
): Promise<boolean> {
  const shown = { for: 'the confirmation of the new AccessKey', nextAction: CONFIRM, person: true };
  return waitUntil(run, Date.now() + confirmWithinMs, shown, () => orders.confirmedBy !== null);
}

/** Takes away whatever key this rotation made, recorded or not: the old one stays. */
function withdraw(
  run: Run,
  { credentials }: Rotation,
  { key }: ReplaceableKey,
  issued: readonly FreshKey[],
): Promise<RemovalReport> {
  const request = {
    credentials,
    keep: key.accessKeyId,
    mustWork: key.status === 'Active',
    known: issued.map(({ accessKeyId }) => accessKeyId),
  };
  return CancellationScope.nonCancellable(() =>
    run.step(
      'remove',
      () => activitiesOf('Remove the new AccessKey, which nobody uses').removeOtherKeys(request),
      () => `the new one; ${key.accessKeyId} stays`,
    ),
  );
}

/** Disables the old key, and removes it after the grace period; cancelling in between enables it again. */
async function retire(
  run: Run,
  { credentials, graceMs }: Rotation,
  oldKey: string,
  newKey: string,
): Promise<RemovalReport> {
  const shown = { for: 'the end of the grace period', nextAction: null, person: false };
  await disableAndWait(run, [{ credentials, keys: [oldKey], mustWork: newKey }], () =>
    waitUntil(run, Date.now() + graceMs, shown, () => false),
  );
  const request = { credentials, keep: newKey, mustWork: true, known: [oldKey] };
  return CancellationScope.nonCancellable(() =>
    run.step(
      'remove',
      () => activitiesOf('Remove the old AccessKey').removeOtherKeys(request),
      () => oldKey,
    ),
  );
}
