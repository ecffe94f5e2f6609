import { CancellationScope } from '@temporalio/workflow';
import type { RemovalReport, Revocation, RevocationResult } from '../contracts/credential-life';
import { PreparationRun } from './preparation/run';
import { activitiesOf } from './preparation/step-activities';
import { disableAndWait, type KeysToDisable } from './credentials/disable-and-wait';
import { inspectParts, partInWords, removePart, type Part } from './credentials/removals';
import { revocationResult } from './credentials/revocation-result';
import { RevocationOrders } from './credentials/revocation-orders';
import { toItsEnd } from './credentials/to-its-end';
import { waitUntil } from './credentials/wait-until';
import { END_GRACE, REVOCATION_STEPS, REVOKE_SOONER, type RevocationStep } from './credentials/wording';
import { bucketNamedIn } from './preparation/bucket-named-in';

type Run = PreparationRun<RevocationStep>;

/**
 * Takes back what a preparation delivered: at its expiry, or at once. Disables the AccessKey, waits a grace period in
 * which cancelling enables it again, removes everything, and proves it by reading back. It can be repeated at any point,
 * and touches nothing that the preparation did not make.
 *
 * @param input one JSON object (`contracts/life-input.ts`); only `source.bucket` is required
 */
export async function revokeCredentials(input: unknown): Promise<RevocationResult> {
  const run: Run = new PreparationRun(bucketNamedIn(input), REVOCATION_STEPS);
  const orders = new RevocationOrders(run);
  orders.listen();
  return toItsEnd(run, async () => {
    for (let asked = input; ;) {
      const revocation = await run.step(
        'validate',
        () => activitiesOf(REVOCATION_STEPS.validate).validateRevocation(asked),
        ({ credentials }) => `RAM user ${credentials.userName}`,
      );
      await run.step(
        'expiry',
        () => waitForExpiry(run, orders, revocation),
        (why) => why,
      );
      const result = orders.redelivered === undefined ? await takeBack(run, orders, revocation) : null;
      const again = orders.takeRedelivered();
      if (again === null && result !== null) {
        return result;
      }
      asked = again?.input ?? asked;
    }
  });
}

async function waitForExpiry(run: Run, orders: RevocationOrders, { at }: Revocation): Promise<string> {
  if (at === null) {
    return 'not waited for';
  }
  const shown = { for: 'the expiry of the credentials', nextAction: REVOKE_SOONER, person: false };
  const told = () => orders.sooner !== null || orders.redelivered !== undefined;
  await waitUntil(run, Date.parse(at), shown, told);
  return orders.sooner === null ? 'the time has come' : `asked for by ${orders.sooner.by}`;
}

/** Disables, waits, removes, reads back. */
async function takeBack(
  run: Run,
  orders: RevocationOrders,
  revocation: Revocation,
): Promise<RevocationResult> {
  const parts = await run.step(
    'inspect',
    () => inspectParts(revocation),
    (found) => found.map(partInWords).join('; '),
  );
  const disabledAt = await disableForAWhile(run, orders, revocation, parts);
  const reports = await CancellationScope.nonCancellable(() =>
    run.step(
      'remove',
      () => removeAll(parts),
      (all) => `${all.flatMap(({ removed }) => removed).length} removed`,
    ),
  );
  return revocationResult(revocation, orders.sooner, disabledAt, reports);
}

async function removeAll(parts: readonly Part[]): Promise<RemovalReport[]> {
  const reports: RemovalReport[] = [];
  for (const part of parts) {
    reports.push(await removePart(part));
  }
  return reports;
}

/**
 * Disables what works and waits, so that whoever still needs it can speak up: cancelling enables it again.
 *
 * @returns when it was disabled; null where it was not
 */
async function disableForAWhile(
  run: Run,
  orders: RevocationOrders,
  { graceMs }: Revocation,
  parts: readonly Part[],
): Promise<string | null> {
  const grace = () => orders.sooner?.graceMs ?? graceMs;
  const working = parts.map(activeKeys).filter(({ keys }) => keys.length > 0);
  if (working.length === 0 || grace() === 0) {
    const why = working.length === 0 ? 'none is active' : 'no grace period';
    run.skip('disable', why);
    run.skip('grace', why);
    return null;
  }
  return disableAndWait(run, working, () => waitOutGrace(run, orders, grace));
}

function activeKeys({ credentials, found }: Part): KeysToDisable {
  const keys = found.found === 'delivered' ? found.keys : [];
  return {
    credentials,
    keys: keys.filter(({ status }) => status === 'Active').map(({ accessKeyId }) => accessKeyId),
  };
}

async function waitOutGrace(run: Run, orders: RevocationOrders, grace: () => number): Promise<void> {
  const since = Date.now();
  const shown = { for: 'the end of the grace period', nextAction: END_GRACE, person: false };
  for (let asked = orders.sooner; since + grace() > Date.now(); asked = orders.sooner) {
    // Somebody may make it shorter, or longer, meanwhile.
    await waitUntil(run, since + grace(), shown, () => orders.sooner !== asked);
  }
}
