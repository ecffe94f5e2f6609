import { messageExamples } from '../contracts/inputs/corrected-message';
import type { Confirmation } from '../contracts/messages';
import { phrase } from '../presentation/words/words';
import { CancellationScope } from '@temporalio/workflow';
import type { FreshKey } from '../provisioning/lifecycle/issue-replacement-key';
import type { Attested } from '../contracts/approval/attested';
import type {
  FoundKey,
  RemovalReport,
  Rotation,
  RotationResult,
} from '../contracts/credentials/credential-lifecycle';
import { rotatedKeyOf } from '../contracts/credentials/rotated-key';
import { disableAndWait } from './lifecycle/disable-and-wait';
import { RotationRequests } from './lifecycle/rotation-requests';
import { waitUntil } from './run/wait-until';
import type { RotationStep } from './lifecycle/wording';
import { bucketNamedIn } from './run/bucket-named-in';
import { problemOf } from './run/problem';
import { Run } from './run/run';
import { activitiesOf } from './run/step-activities';

type RotationRun = Run<RotationStep>;

/**
 * Replaces the AccessKey of a preparation, that of the RAM user or the dedicated one of the source: issues a new one,
 * seals it, and waits until its recipient confirms it with the code that only opening it shows; only then is the old one
 * disabled and, after a grace period, removed. Not confirmed in time, or cancelled, the new one is removed and the old
 * one stays. There is always a key that works, and never are there three. Which key is in use is what the mark of the
 * user says: no message and no answer of an earlier step decides it.
 *
 * @param input one JSON object (`contracts/lifecycle-input.ts`); only `source.bucket` is required
 */
export async function rotateCredentials(input: unknown): Promise<RotationResult> {
  const run: RotationRun = new Run(bucketNamedIn(input), 'rotationSteps');
  const requests = new RotationRequests(run);
  requests.listen();
  return run.toCompletion(async () => {
    const rotation = await run.step(
      'validate',
      () => activitiesOf(run.title('validate')).validateRotation(input),
      (checked) => rotatedKeyOf(checked).holder,
    );
    run.speak(rotation.language);
    run.attend(rotation);
    const { destination, requestedBy } = rotation;
    run.findable(rotation, { destination: destination.bucket, requester: requestedBy });
    const { key: old } = await run.step(
      'inspect',
      () => activitiesOf(run.title('inspect')).findReplaceableKey(input),
      ({ key }) => phrase('run.keyCreated', { key: key.accessKeyId, at: String(key.createdAt) }),
    );
    const result = await replace(run, requests, { input, rotation, old });
    run.finish(result.outcome);
    return result;
  });
}

interface Begun {
  readonly input: unknown;
  readonly rotation: Rotation;
  /** As it was found before anything was changed. */
  readonly old: FoundKey;
}

/** Issues the new key and retires the old one, or takes the new one away again. */
async function replace(run: RotationRun, requests: RotationRequests, begun: Begun): Promise<RotationResult> {
  const { input, rotation } = begun;
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
        value.length === 0
          ? phrase('run.inResultOnly')
          : phrase('run.all', { what: value.map(({ where }) => where) }),
    );
    requests.offer(delivered.sealed);
    const deadline = Date.now() + rotation.confirmWithinMs;
    const confirmed = await run.step(
      'confirm',
      () => waitForConfirmation(run, requests, { input, issued: fresh, deadline }),
      (found) => (found === null ? phrase('run.notConfirmed') : phrase('run.confirmedBy', { by: found.by })),
    );
    requests.close();
    const removal = confirmed === null ? await withdraw(run, input, issued) : await retire(run, begun);
    return await CancellationScope.nonCancellable(() =>
      run.step(
        'remove',
        () =>
          activitiesOf(run.say(phrase('run.readBackAndSign'))).concludeRotation({
            input,
            issued: fresh,
            delivered: delivered.receipts,
            removal,
            by: confirmed?.by ?? null,
          }),
        ({ outcome }) => phrase(`run.${outcome}`),
      ),
    );
  } catch (error) {
    requests.close();
    if (!requests.confirmed) {
      await withdraw(run, input, issued);
    }
    throw error;
  }
}

async function issue(
  run: RotationRun,
  input: unknown,
  issued: Attested<FreshKey>[],
): Promise<Attested<FreshKey>> {
  const fresh = await activitiesOf(run.title('issue')).issueReplacementKey(input);
  issued.push(fresh);
  return fresh;
}

/** @returns who confirmed the new key; null where nobody did in time */
async function waitForConfirmation(
  run: RotationRun,
  requests: RotationRequests,
  { input, issued, deadline }: { input: unknown; issued: Attested<FreshKey>; deadline: number },
): Promise<Confirmation | null> {
  const shown = {
    for: phrase('run.confirmation'),
    nextAction: phrase('run.confirm', { example: messageExamples.confirm }),
    person: true,
  };
  while (await waitUntil(run, deadline, shown, () => requests.waiting)) {
    const confirmation = requests.take();
    const { by, code } = confirmation;
    try {
      // To its end: what it does to the mark decides which key goes.
      await CancellationScope.nonCancellable(() =>
        activitiesOf(run.title('confirm')).confirmReplacement({ input, issued, code }),
      );
      requests.confirmed = true;
      requests.judged(confirmation, null);
      return confirmation;
    } catch (error) {
      const problem = problemOf(error);
      if (problem?.type !== 'ConfirmationRefused') {
        requests.putBack(confirmation);
        throw error;
      }
      const why = problem.report ?? problem.message;
      requests.judged(confirmation, why);
      run.notice(phrase('run.notCounted', { name: 'confirm', who: by, why }));
    }
  }
  return null;
}

/** Takes away whatever key this rotation made and nobody confirmed: the old one stays. */
function withdraw(
  run: RotationRun,
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
      ({ value: { removed } }) =>
        removed.length === 0
          ? phrase('run.nothing')
          : phrase('run.all', { what: removed.map(({ what }) => what) }),
    ),
  );
}

/** Disables the old key, and removes it after the grace period; cancelling in between enables it again. */
async function retire(run: RotationRun, { input, rotation, old }: Begun): Promise<Attested<RemovalReport>> {
  const oldKey = old.accessKeyId;
  const shown = { for: phrase('run.grace'), nextAction: null, person: false };
  const [disabled = null] = await disableAndWait(run, {
    disable: [
      (known) =>
        activitiesOf(run.say(phrase('run.disableKey', { key: oldKey }))).disableReplacedKeys({
          input,
          known,
        }),
    ],
    enable: async (keys, known) =>
      keys === null && known === undefined
        ? []
        : activitiesOf(run.say(phrase('run.enableKey', { key: oldKey }))).enableReplacedKeys({
            input,
            disabled: keys,
            known,
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
