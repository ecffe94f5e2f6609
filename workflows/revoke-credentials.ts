import { CancellationScope } from '@temporalio/workflow';
import type {
  FoundCredentials,
  RemovalReport,
  Revocation,
  RevocationResult,
} from '../contracts/credential-life';
import { PreparationRun } from './preparation/run';
import { activitiesOf } from './preparation/step-activities';
import { disableAndWait } from './credentials/disable-and-wait';
import { REMOVALS } from './credentials/removals';
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
async function takeBack(run: Run, orders: RevocationOrders, asked: Revocation): Promise<RevocationResult> {
  const found = await run.step(
    'inspect',
    () => activitiesOf(REVOCATION_STEPS.inspect).inspectCredentials(asked.credentials),
    inWords,
  );
  const revocation = boundTo(asked, found);
  const disabledAt = await disableForAWhile(run, orders, revocation, found);
  const reports = await CancellationScope.nonCancellable(() =>
    run.step(
      'remove',
      () => removeAll(revocation, found),
      (all) => `${all.flatMap(({ removed }) => removed).length} removed`,
    ),
  );
  return revocationResult(revocation, orders.sooner, disabledAt, reports);
}

/** From here on it is about the delivery that was found and no other one, whatever comes to pass in the grace period. */
function boundTo(revocation: Revocation, found: FoundCredentials): Revocation {
  return found.found === 'delivered'
    ? { ...revocation, credentials: { ...revocation.credentials, deliveredAt: found.deliveredAt } }
    : revocation;
}

async function removeAll(revocation: Revocation, found: FoundCredentials): Promise<RemovalReport[]> {
  const reports: RemovalReport[] = [];
  for (const removal of REMOVALS) {
    reports.push(await removal(revocation, found));
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
  { credentials, graceMs }: Revocation,
  found: FoundCredentials,
): Promise<string | null> {
  const grace = () => orders.sooner?.graceMs ?? graceMs;
  const keys =
    found.found === 'delivered'
      ? found.keys.filter(({ status }) => status === 'Active').map(({ accessKeyId }) => accessKeyId)
      : [];
  if (keys.length === 0 || grace() === 0) {
    const why = keys.length === 0 ? 'none is active' : 'no grace period';
    run.skip('disable', why);
    run.skip('grace', why);
    return null;
  }
  return disableAndWait(run, { credentials, keys }, () => waitOutGrace(run, orders, grace));
}

async function waitOutGrace(run: Run, orders: RevocationOrders, grace: () => number): Promise<void> {
  const since = Date.now();
  const shown = { for: 'the end of the grace period', nextAction: END_GRACE, person: false };
  for (let asked = orders.sooner; since + grace() > Date.now(); asked = orders.sooner) {
    // Somebody may make it shorter, or longer, meanwhile.
    await waitUntil(run, since + grace(), shown, () => orders.sooner !== asked);
  }
}

function inWords(found: FoundCredentials): string {
  return found.found === 'delivered'
    ? [
        ...found.keys.map(({ accessKeyId }) => accessKeyId),
        ...found.policies,
        ...(found.logon ? ['logon'] : []),
      ].join(', ')
    : found.why;
}
