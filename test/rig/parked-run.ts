import { expect } from '@jest/globals';
import { errorTable, type ErrorType } from '../../contracts/error-table';
import { wordsOf } from '../../presentation/words/words';
import { retrySignal, statusQuery } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import type { PreparationStatus, StepName } from '../../contracts/runs/status';
import type { Control } from './control';
import { approve, untilPhase, type PreparationHandle, type PreparationInput, type Rig } from './rig';

/** What the error table says of an error: what happened, to which resource, and what to do. */
function words(type: ErrorType, resource: string): string[] {
  const { happened, remedy } = wordsOf('en').errors[type];
  return [happened.replace('{resource}', resource), remedy];
}

/** Waits until a run is parked at a step for one of the table's errors about a resource. */
export async function parkedFor(
  handle: PreparationHandle,
  step: StepName,
  type: ErrorType,
  resource: string,
): Promise<string> {
  const { phase, nextAction } = await untilPhase(handle, 'action required');
  expect(phase).toMatchObject({ step, problem: { type, effect: errorTable[type].effect } });
  const { message } = (phase as Extract<typeof phase, { name: 'action required' }>).problem;
  for (const sentence of words(type, resource)) {
    expect(message).toContain(sentence);
  }
  expect(nextAction).toMatch(errorTable[type].effect === 'restart' ? /^Cancel this run/ : /retry/);
  return message;
}

/** Waits until the preflight has parked a run for these findings, and for no others. */
export async function preflightFinds(
  handle: PreparationHandle,
  findings: [type: ErrorType, resource: string][],
  { source, destination }: PreparationInput,
): Promise<string> {
  const whole = `The migration of KS3 bucket ${source.bucket} to OSS bucket ${destination.bucket}`;
  const newRun = findings.some(([type]) => errorTable[type].effect === 'restart');
  const message = await parkedFor(
    handle,
    'preflight',
    newRun ? 'PreflightNeedsNewRun' : 'PreflightFailed',
    whole,
  );
  const lines = message.split('\n').filter((line) => line.startsWith('- '));
  const named = lines.map((line) => /\((\w+)\):/.exec(line)?.[1]);
  expect(named).toHaveLength(findings.length);
  expect(named).toEqual(expect.arrayContaining(findings.map(([type]) => type)));
  for (const [type, resource] of findings) {
    for (const sentence of words(type, resource)) {
      expect(lines.find((line) => line.includes(`(${type}):`))).toContain(sentence);
    }
  }
  return message;
}

/** The subject of calls to STS, in words. */
export const identityOf = ({ settings }: Rig): string =>
  `the identity of AccessKey ${settings.alibaba.accessKeyId}`;

const AFTER_APPROVAL: readonly StepName[] = [
  'settle',
  'sourceKey',
  'grant',
  'logon',
  'accessKey',
  'verify',
  'result',
];

/** Calls of a step, which must not be repeated when a later step is retried. */
const CALLED_ONCE: readonly { step: StepName; call: string }[] = [
  { step: 'inventory', call: 'ks3 ListObjectsV2' },
  { step: 'bucket', call: 'oss PutBucket' },
  { step: 'user', call: 'ram CreateUser' },
  { step: 'grant', call: 'ram AttachPolicyToUser' },
  { step: 'logon', call: 'ram CreateLoginProfile' },
];

/** Sends `retry`, steers the run to its end, and checks that it resumed where it was. */
export async function retryToTheEnd(handle: PreparationHandle, control: Control): Promise<PreparedResult> {
  const before = await handle.query(statusQuery);
  const { step } = before.phase as Extract<PreparationStatus['phase'], { name: 'action required' }>;
  const done = before.steps.filter(({ state }) => state === 'done').map(({ name }) => name);
  const sequence = await control.lastSequence();
  await handle.signal(retrySignal, { by: 'li.wei' });
  if (!(AFTER_APPROVAL as readonly string[]).includes(step)) {
    await approve(handle);
  }
  const result = (await handle.result()) as PreparedResult;
  expect(result).toMatchObject({ outcome: 'prepared' });
  const called = (await control.audit({ since: String(sequence) })).map(
    ({ service, operation }) => `${service} ${operation}`,
  );
  const notAgain = CALLED_ONCE.filter(({ step: made }) => done.includes(made)).map(({ call }) => call);
  expect(called.filter((call) => notAgain.includes(call))).toEqual([]);
  const user = await control.ramUser(result.account.userName);
  expect(user?.accessKeys).toEqual([{ id: result.account.accessKeyId, status: 'Active' }]);
  return result;
}

/** Neither the OSS bucket nor the RAM user of a preparation is there. */
export async function expectNothingLeft(control: Control, name: string): Promise<void> {
  expect(await control.ossBucket(`${name}-oss`)).toBeUndefined();
  expect(await control.ramUser(`mgw-${name}`)).toBeUndefined();
}

/** Cancels a run, waits for its end, and returns how it ended. */
export async function endOfCancelled(handle: PreparationHandle): Promise<string> {
  await handle.cancel();
  await handle.result().catch(() => undefined);
  return (await handle.describe()).status.name;
}
