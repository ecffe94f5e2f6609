import type { Client } from '@temporalio/client';
import { approveSignal, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { FaultRule } from '../../standins/core/fault-kinds';
import type { ProcessRig } from '../rig/process-rig';
import { until, untilPhase, type PreparationHandle } from '../rig/rig';
import type { prepareMigration } from '../../workflows';

/** All runs share one worker, and some wait for answers that never come. */
const PATIENCE_MS = 120_000;

/** A run in which secrets come into being, or into danger, and after which none may be found anywhere. */
export interface LeakScenario {
  /** Also in the names of its bucket and its user, by which its faults find it. */
  readonly name: string;
  /** What goes wrong at its own resources, each at least once. */
  readonly faults?: readonly Omit<FaultRule, 'resource'>[];
  /** What its input says beside the names. */
  readonly input?: Readonly<Record<string, object>>;
  /** Steers it to its end. */
  readonly steer: (handle: PreparationHandle, rig: ProcessRig, name: string) => Promise<void>;
  /** Whether an AccessKey and a password are delivered. */
  readonly delivers: boolean;
}

/** To add one, add a line; `test/faults/leaks.test.ts` runs and searches them all. */
export const LEAK_SCENARIOS: readonly LeakScenario[] = [
  approved('plain'),
  // The SDKs' timeouts quote the URL.
  approved('no-answers', [
    { service: 'ram', operation: 'CreateLoginProfile', kind: 'hang', when: 'after' },
    { service: 'oss', operation: 'PutBucket', kind: 'hang', when: 'after' },
  ]),
  approved('lost-key', [{ service: 'ram', operation: 'CreateAccessKey', kind: 'reset', when: 'after' }]),
  // JSON.parse quotes what it cannot read: here an answer with a secret in it.
  approved('cut-key', [
    { service: 'ram', operation: 'CreateAccessKey', kind: 'cut', cutLength: 'consistent' },
    { service: 'ram', operation: 'CreateAccessKey', kind: 'cut' },
  ]),
  approved('strange-pages', [
    { service: 'ram', operation: 'CreateLoginProfile', kind: 'html', when: 'after' },
    { service: 'ram', operation: 'UpdateLoginProfile', kind: 'error200' },
    { service: 'oss', operation: 'PutBucketTagging', kind: 'html' },
  ]),
  approved('empty-answers', [
    { service: 'ram', operation: 'CreateAccessKey', kind: 'empty', when: 'after' },
    { service: 'ram', operation: 'CreateLoginProfile', kind: 'empty', when: 'after' },
  ]),
  approved('throttled', [
    { service: 'ram', operation: 'CreateUser', kind: 'throttle', retryAfter: 1 },
    { service: 'ram', operation: 'CreateAccessKey', kind: 'throttle', retryAfter: 1 },
    { service: 'oss', operation: 'PutBucket', kind: 'throttle' },
  ]),
  // These park, and go on after `retry`.
  approved('weak-password', [
    refusal(
      'CreateLoginProfile',
      400,
      'InvalidParameter.Password.Strength',
      'The password is not strong enough.',
    ),
  ]),
  approved('no-permission', [
    refusal('AttachPolicyToUser', 403, 'NoPermission', 'You are not authorized to do this action.'),
    refusal('CreateAccessKey', 403, 'NoPermission', 'You are not authorized to do this action.'),
  ]),
  { name: 'rejected', steer: reject, delivers: false },
  { name: 'timed-out', input: { approval: { timeout: '1 second' } }, steer: ended, delivers: false },
  { name: 'not-valid', input: { approval: { timeout: 'soon' } }, steer: ended, delivers: false },
  { name: 'cancelled', steer: cancelWaiting, delivers: false },
  { name: 'terminated', steer: terminateWaiting, delivers: false },
  {
    name: 'cancelled-with-a-key',
    faults: [{ service: 'ram', operation: 'CreateAccessKey', kind: 'hang', when: 'after' }],
    steer: cancelWhileKeyHangs,
    delivers: false,
  },
];

/** Starts a scenario's run, with its faults in force, and sees it to its end. */
export async function play(
  { name, faults = [], input, steer }: LeakScenario,
  rig: ProcessRig,
): Promise<void> {
  for (const fault of faults) {
    await rig.control.fault({ ...fault, resource: fault.service === 'ram' ? `mgw-${name}` : `${name}-oss` });
  }
  const handle = await startRun(rig.client, name, input);
  await steer(handle, rig, name);
}

/** Starts a run under its own name, which its bucket and its user have too. */
export function startRun(
  client: Client,
  name: string,
  input: LeakScenario['input'] = {},
): Promise<PreparationHandle> {
  const names = {
    source: { bucket: 'photos' },
    destination: { bucket: `${name}-oss` },
    ramUser: { name: `mgw-${name}` },
  };
  return client.workflow.start<typeof prepareMigration>('prepareMigration', {
    workflowId: name,
    taskQueue: TASK_QUEUE,
    args: [{ ...names, ...input }],
  });
}

function approved(name: string, faults: LeakScenario['faults'] = []): LeakScenario {
  return { name, faults, steer: approveAndRetry, delivers: true };
}

function refusal(operation: string, status: number, code: string, message: string) {
  return { service: 'ram', operation, kind: 'status', status, code, message } as const;
}

/** Approves, retries whatever needs attention, and expects credentials at the end. */
export async function approveAndRetry(handle: PreparationHandle): Promise<void> {
  await until(async () => {
    const { phase } = await handle.query(statusQuery);
    if (phase.name === 'waiting for approval') {
      await handle.signal(approveSignal, { approver: 'li.wei' });
    } else if (phase.name === 'needs attention') {
      await handle.signal(retrySignal, { by: 'li.wei' });
    }
    return phase.name === 'finished' || undefined;
  }, PATIENCE_MS);
  expect((await handle.result()).outcome).toBe('prepared');
}

async function reject(handle: PreparationHandle): Promise<void> {
  await untilPhase(handle, 'waiting for approval', PATIENCE_MS);
  await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'wrong bucket' });
  await handle.result();
}

async function cancelWaiting(handle: PreparationHandle): Promise<void> {
  await untilPhase(handle, 'waiting for approval', PATIENCE_MS);
  await handle.cancel();
  await ended(handle);
}

async function terminateWaiting(handle: PreparationHandle): Promise<void> {
  await untilPhase(handle, 'waiting for approval', PATIENCE_MS);
  await handle.terminate('not needed any more');
  await ended(handle);
}

async function cancelWhileKeyHangs(handle: PreparationHandle, rig: ProcessRig, name: string): Promise<void> {
  await untilPhase(handle, 'waiting for approval', PATIENCE_MS);
  await handle.signal(approveSignal, { approver: 'li.wei' });
  await until(
    async () => ((await rig.control.ramUser(`mgw-${name}`))?.accessKeys.length ?? 0) > 0 || undefined,
  );
  await handle.cancel();
  await ended(handle);
}

/** However it ends. */
async function ended(handle: PreparationHandle): Promise<void> {
  await handle.result().catch(() => undefined);
}
