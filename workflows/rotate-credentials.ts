import { messageExamples } from '../contracts/messages';
import { phrase } from '../presentation/words/words';
import { CancellationScope } from '@temporalio/workflow';
import type { FreshKey } from '../provisioning/lifecycle/issue-replacement-key';
import type { Attested } from '../contracts/attested';
import type { RemovalReport, Rotation, RotationResult } from '../contracts/credential-lifecycle';
import { rotatedKeyOf } from '../contracts/rotated-key';
import { disableAndWait } from './credentials/disable-and-wait';
import { RotationRequests } from './credentials/rotation-requests';
import { runToCompletion } from './credentials/run-to-completion';
import { waitUntil } from './credentials/wait-until';
import type { RotationStep } from './credentials/wording';
import { bucketNamedIn } from './preparation/bucket-named-in';
import { problemOf } from './preparation/problem';
import { PreparationRun } from './preparation/run';
import { activitiesOf } from './preparation/step-activities';

type Run = PreparationRun<RotationStep>;

/**
 * Replaces the AccessKey of a preparation, that of the RAM user or the dedicated one of the source: issues a new one,
 * seals it, and waits until its recipient confirms it with the code that only opening it shows; only then is the old one
 * disabled and, after a grace period, removed. Not confirmed in time, or cancelled, the new one is removed and the old
 * one stays. There is always a key that works, and never are there three. Which key is in use is what the mark of the
 * user says: no message and no answer of an earlier step decides it.
 *
 * @param input one JSON object (`contracts/life-input.ts`); only `source.bucket` is required
 */
export async function rotateCredentials(input: unknown): Promise<RotationResult> {
  const run: Run = new PreparationRun(bucketNamedIn(input), 'rotationSteps');
  const orders = new RotationRequests(run);
  orders.listen();
  return runToCompletion(run, async () => {
    const rotation = await run.step(
      'validate',
      () => activitiesOf(run.title('validate')).validateRotation(input),
      (checked) => rotatedKeyOf(checked).holder,
    );
    run.speak(rotation.language);
    const { key: old } = await run.step(
      'inspect',
      () => activitiesOf(run.title('inspect')).findReplaceableKey(input),
      ({ key }) => phrase('run.keyCreated', { key: key.accessKeyId, at: String(key.createdAt) }),
    );
    return replace(run, orders, { input, rotation, oldKey: old.accessKeyId });
  });
}

interface Begun {
  readonly input: unknown;
  readonly rotation: Rotation;
  readonly oldKey: string;
}

/** Issues the new key and retires the old one, or takes the new one away again. */
async function replace(run: Run, orders: RotationRequests, begun: Begun): Promise<RotationResult> {
  const { input, rotation, oldKey } = begun;
  const issued: Attested<FreshKey>[] = [];
  try {
    const fresh = await run.step(
      'issue',
      () => issue(run, input, issued),
      ({ value }) => value.accessKeyId,
    );
    const delivered = await run.step(
      'deliver',
      () => activitiesOf(run.title('deliver')).deliverReplacement({ input, issued: fresh }),
      ({ receipts: { value } }) =>
        value.map(({ where }) => run.say(where)).join(', ') || phrase('run.inResultOnly'),
    );
    orders.offer(delivered.sealed);
    const deadline = Date.now() + rotation.confirmWithinMs;
    const confirmed = await run.step(
      'confirm',
      () => waitForConfirmation(run, orders, { input, issued: fresh, deadline }),
      (by) => (by === null ? phrase('run.notConfirmed') : phrase('run.confirmedBy', { by })),
    );
    orders.close();
    const removal =
      confirmed === null ? await withdraw(run, input, issued) : await retire(run, begun, oldKey);
    return await CancellationScope.nonCancellable(() =>
      run.step(
        'remove',
        () =>
          activitiesOf(run.say(phrase('run.readBackAndSign'))).concludeRotation({
            input,
            issued: fresh,
            delivered: delivered.receipts,
            removal,
            by: confirmed,
          }),
        ({ outcome }) => phrase(`run.${outcome}`),
      ),
    );
  } catch (error) {
    orders.close();
    if (!orders.confirmed) {
      await withdraw(run, input, issued);
    }
    throw error;
  }
}

async function issue(run: Run, input: unknown, issued: Attested<FreshKey>[]): Promise<Attested<FreshKey>> {
  const fresh = await activitiesOf(run.title('issue')).issueReplacementKey(input);
  issued.push(fresh);
  return fresh;
}

/** @returns who confirmed the new key; null where nobody did in time */
async function waitForConfirmation(
  run: Run,
  orders: RotationRequests,
  { input, issued, deadline }: { input: unknown; issued: Attested<FreshKey>; deadline: number },
): Promise<string | null> {
  const shown = {
    for: run.say(phrase('run.confirmation')),
    nextAction: run.say(phrase('run.confirm', { example: messageExamples.confirm })),
    person: true,
  };
  while (await waitUntil(run, deadline, shown, () => orders.waiting)) {
    const confirmation = orders.take();
    const { by, code } = confirmation;
    try {
      // To its end: what it does to the mark decides which key goes.
      await CancellationScope.nonCancellable(() =>
        activitiesOf(run.title('confirm')).confirmReplacement({ input, issued, code }),
      );
      orders.confirmed = true;
      orders.judged(confirmation, null);
      return by;
    } catch (error) {
      const problem = problemOf(error);
      if (problem?.type !== 'ConfirmationRefused') {
        orders.putBack(confirmation);
        throw error;
      }
      const why = problem.report ?? problem.message;
      orders.judged(confirmation, why);
      run.notice(phrase('run.notCounted', { name: 'confirm', who: by, why }));
    }
  }
  return null;
}

/** Takes away whatever key this rotation made and nobody confirmed: the old one stays. */
function withdraw(
  run: Run,
  input: unknown,
  issued: readonly Attested<FreshKey>[],
): Promise<Attested<RemovalReport>> {
  const known = issued.map(({ value }) => value.accessKeyId);
  return CancellationScope.nonCancellable(() =>
    run.step(
      'remove',
      () =>
        activitiesOf(run.say(phrase('run.removeUnconfirmed'))).removeOtherKeys({
          input,
          which: 'unconfirmed',
          disabled: null,
          known,
        }),
      ({ value }) => value.removed.map(({ what }) => run.say(what)).join(', ') || phrase('run.nothing'),
    ),
  );
}

/** Disables the old key, and removes it after the grace period; cancelling in between enables it again. */
async function retire(
  run: Run,
  { input, rotation }: Begun,
  oldKey: string,
): Promise<Attested<RemovalReport>> {
  const shown = { for: run.say(phrase('run.grace')), nextAction: null, person: false };
  const [disabled = null] = await disableAndWait(run, {
    disable: [
      () => activitiesOf(run.say(phrase('run.disableKey', { key: oldKey }))).disableReplacedKeys(input),
    ],
    enable: (keys) =>
      activitiesOf(run.say(phrase('run.enableKey', { key: oldKey }))).enableReplacedKeys({
        input,
        disabled: keys,
      }),
    wait: () => waitUntil(run, Date.now() + rotation.graceMs, shown, () => false),
  });
  return CancellationScope.nonCancellable(() =>
    run.step(
      'remove',
      () =>
        activitiesOf(run.say(phrase('run.removeOldKey'))).removeOtherKeys({
          input,
          which: 'all',
          disabled,
          known: [oldKey],
        }),
      () => oldKey,
    ),
  );
}
