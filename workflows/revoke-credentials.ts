import type { FoundPart } from './lifecycle/found-in-words';
import { messageExamples } from '../contracts/inputs/corrected-message';
import { phrase } from '../presentation/words/words';
import { CancellationScope } from '@temporalio/workflow';
import { failureOf } from './run/failure';
import type { Part, PartRequest } from '../activities/lifecycle-activities';
import type { Attested } from '../contracts/approval/attested';
import {
  AT_EXPIRY,
  AT_ONCE,
  type DisabledKeys,
  type RemovalReport,
  type Revocation,
  type RevocationResult,
} from '../contracts/credentials/credential-lifecycle';
import { disableAndWait } from './lifecycle/disable-and-wait';
import { deliveryOf, foundInWords, knownOf } from './lifecycle/found-in-words';
import { inspectPart } from './lifecycle/inspect-part';
import { RevocationRequests } from './lifecycle/revocation-requests';
import { waitUntil } from './run/wait-until';
import type { RevocationStep } from './lifecycle/wording';
import { bucketNamedIn } from './run/bucket-named-in';
import { Run } from './run/run';
import { activitiesOf } from './run/step-activities';

type RevocationRun = Run<RevocationStep>;

/**
 * Revokes what a preparation delivered: at the expiry that its mark in the cloud holds, or at once. Disables the
 * AccessKey, waits a grace period in which cancelling enables it again, removes everything, and proves it by reading
 * back. It can be repeated at any point, and touches nothing that the preparation did not make.
 *
 * No message carries what is to be done: it only makes the run look again at what the cloud says.
 *
 * @param input one JSON object (`contracts/lifecycle-input.ts`); only `source.bucket` is required
 */
export async function revokeCredentials(input: unknown): Promise<RevocationResult> {
  const run: RevocationRun = new Run(bucketNamedIn(input), 'revocationSteps');
  const requests = new RevocationRequests(run);
  requests.listen();
  return run.toCompletion(async () => {
    const revocation = await run.step(
      'validate',
      () => activitiesOf(run.title('validate')).validateRevocation(input),
      ({ credentials }) => phrase('resource.ramUser', { name: credentials.userName }),
    );
    run.speak(revocation.language);
    run.attend(revocation);
    run.findable(revocation, { destination: null, requester: revocation.requestedBy });
    const parts = await waitForItsTime(run, requests, input, revocation);
    const result = await revoke(run, requests, { input, revocation, parts });
    run.finish(result.outcome);
    return result;
  });
}

/** Waits until the credentials are to be revoked, and looks at the cloud again whenever somebody asks for it. */
async function waitForItsTime(
  run: RevocationRun,
  requests: RevocationRequests,
  input: unknown,
  revocation: Revocation,
): Promise<readonly FoundPart[]> {
  for (;;) {
    const looked = requests.looks;
    const parts = await run.step(
      'inspect',
      () => inspectParts(run, input, revocation),
      (found) => phrase('run.each', { what: found.map(foundInWords) }),
    );
    requireExpiry(run, revocation.at, parts);
    const until = requests.sooner === null ? timeOf(revocation.at, parts) : null;
    if (until === null || until <= Date.now()) {
      return parts;
    }
    const shown = {
      for: phrase('run.expiry'),
      nextAction: phrase('run.revokeNow', { example: messageExamples.revoke }),
      person: false,
    };
    await run.step(
      'expiry',
      () => waitUntil(run, until, shown, () => requests.sooner !== null || requests.looks !== looked),
      () =>
        requests.sooner === null
          ? phrase('run.lookedAgain')
          : phrase('run.requestedBy', { by: requests.sooner.by }),
    );
  }
}

/** Credentials that never expire are revoked at once or at a time, not at an expiry that they do not have. */
function requireExpiry(run: RevocationRun, at: string, [access]: readonly FoundPart[]): void {
  if (at === AT_EXPIRY && access?.found.found === 'delivered' && access.found.until === null) {
    const findings = [phrase('run.noExpiry', { example: JSON.stringify(AT_ONCE) })];
    throw failureOf('InvalidInput', { resource: 'revokeCredentials', findings }, run.language);
  }
}

/** Milliseconds since 1970 at which the credentials go: never later than their mark says. Null: at once. */
function timeOf(at: string, parts: readonly FoundPart[]): number | null {
  if (at === AT_ONCE) {
    return null;
  }
  const [access] = parts;
  const expiry = access?.found.found === 'delivered' ? access.found.until : null;
  const times = [at === AT_EXPIRY ? null : at, expiry].filter((time) => time !== null).map(Date.parse);
  return times.length === 0 ? null : Math.min(...times);
}

async function inspectParts(
  run: RevocationRun,
  input: unknown,
  { credentials, sourceKey }: Revocation,
): Promise<FoundPart[]> {
  const parts = [await inspectPart(run, { input, part: 'access' }, credentials.userName)];
  if (sourceKey !== null) {
    parts.push(await inspectPart(run, { input, part: 'source' }, sourceKey.userName));
  }
  return parts;
}

interface Begun {
  readonly input: unknown;
  readonly revocation: Revocation;
  readonly parts: readonly FoundPart[];
}

/** Disables, waits, removes, reads back. */
async function revoke(
  run: RevocationRun,
  requests: RevocationRequests,
  begun: Begun,
): Promise<RevocationResult> {
  const { input, parts } = begun;
  const disabled = await disableForAWhile(run, requests, begun);
  return CancellationScope.nonCancellable(async () => {
    const reports = await run.step(
      'remove',
      () =>
        run.eachToCompletion(
          parts.map((part) => () => remove(run, input, part)),
          'remove',
        ),
      (all) => phrase('run.removedCount', { count: all.flatMap(({ value }) => value.removed).length }),
    );
    const { sooner } = requests;
    return run.step(
      'remove',
      () =>
        activitiesOf(run.say(phrase('run.signResult'))).concludeRevocation({
          input,
          reports,
          disabled: [...disabled].map(([part, keys]) => ({ part, keys })),
          sooner: sooner === null ? null : { by: sooner.by, reason: sooner.reason },
        }),
      ({ removed }) => phrase('run.removedCount', { count: removed.length }),
    );
  });
}

function remove(run: RevocationRun, input: unknown, part: FoundPart): Promise<Attested<RemovalReport>> {
  return activitiesOf(run.say(phrase('run.remove', part))).removeCredentials({
    input,
    part: part.part,
    known: knownOf(part),
    deliveredAt: deliveryOf(part),
  });
}

/**
 * Disables every key and waits, so that whoever still needs one can speak up: cancelling enables it again.
 *
 * @returns what was disabled; empty where there is no key, or no grace period
 */
async function disableForAWhile(
  run: RevocationRun,
  requests: RevocationRequests,
  { input, revocation, parts }: Begun,
): Promise<ReadonlyMap<Part, Attested<DisabledKeys>>> {
  const grace = () => requests.sooner?.graceMs ?? revocation.graceMs;
  const withKeys = parts.filter(({ found }) => found.found === 'delivered' && found.keys.length > 0);
  if (withKeys.length === 0 || grace() === 0) {
    const why = phrase(withKeys.length === 0 ? 'run.noKey' : 'run.noGrace');
    run.skip('disable', why);
    run.skip('grace', why);
    return new Map();
  }
  const of = ({ part }: FoundPart): PartRequest => ({ input, part });
  const disabled = await disableAndWait(run, {
    disable: withKeys.map(
      (part) => (known) =>
        activitiesOf(run.say(phrase('run.disableKeysOf', part))).disableKeys({
          ...of(part),
          deliveredAt: deliveryOf(part),
          known,
        }),
    ),
    enable: (keys, known, at) => {
      const part = withKeys[at] as FoundPart;
      return activitiesOf(run.say(phrase('run.enableKeysOf', part))).enableKeys({
        ...of(part),
        disabled: keys,
        known,
      });
    },
    wait: () => waitOutGrace(run, requests, grace),
  });
  return new Map(
    disabled.flatMap((keys, at) =>
      keys === null ? [] : [[(withKeys[at] as FoundPart).part, keys] as const],
    ),
  );
}

async function waitOutGrace(
  run: RevocationRun,
  requests: RevocationRequests,
  grace: () => number,
): Promise<void> {
  const since = Date.now();
  const shown = {
    for: phrase('run.grace'),
    nextAction: phrase('run.endGrace', { example: '{ "grace": "none" }' }),
    person: false,
  };
  for (let asked = requests.sooner; since + grace() > Date.now(); asked = requests.sooner) {
    // Somebody may make it shorter, or longer, meanwhile.
    await waitUntil(run, since + grace(), shown, () => requests.sooner !== asked);
  }
}
