import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { approveSignal, statusQuery } from '../../contracts/messages';
import {
  revocationWorkflowId,
  rotationWorkflowId,
  sourceRotationWorkflowId,
  TASK_QUEUE,
} from '../../contracts/names';
import type { PreparedResult } from '../../contracts/result';
import type { Phase, PreparationStatus } from '../../contracts/status';
import type { revokeCredentials, rotateCredentials } from '../../workflows';
import { until, untilPhase, type Rig } from './rig';

export type RevocationHandle = WorkflowHandle<typeof revokeCredentials>;
export type RotationHandle = WorkflowHandle<typeof rotateCredentials>;

/** Credentials that were delivered for a test: of a bucket and a user of their own. */
export interface Delivered {
  readonly userName: string;
  readonly preparedBy: string;
  readonly result: PreparedResult;
}

/** Prepares with a user named for the test, approves, and waits for the result. */
export async function delivered(
  rig: Pick<Rig, 'prepare'>,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Delivered> {
  const userName = `mgw-${name}`;
  const input = {
    source: { bucket: 'photos' },
    destination: { bucket: `${name}-oss` },
    ramUser: { name: userName },
    ...more,
  };
  const handle = await rig.prepare(input, `prepare/${name}-${randomUUID()}`);
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'li.wei' });
  const result = (await handle.result()) as PreparedResult;
  return { userName, preparedBy: handle.workflowId, result };
}

/** The input that names credentials which were delivered for a test. */
function inputAbout({ userName, preparedBy }: Pick<Delivered, 'userName' | 'preparedBy'>): object {
  return { source: { bucket: 'photos' }, ramUser: { name: userName }, preparedBy };
}

export function startRevocation(
  { client }: Pick<Rig, 'client'>,
  about: Pick<Delivered, 'userName' | 'preparedBy'>,
  more: object = {},
  workflowId = revocationWorkflowId(about.userName),
): Promise<RevocationHandle> {
  return client.workflow.start('revokeCredentials', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [{ ...inputAbout(about), ...more }],
  }) as Promise<RevocationHandle>;
}

export function startRotation(
  { client }: Pick<Rig, 'client'>,
  about: Pick<Delivered, 'userName' | 'preparedBy'>,
  more: object = {},
  workflowId = rotationWorkflowId(about.userName),
): Promise<RotationHandle> {
  return client.workflow.start('rotateCredentials', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [{ ...inputAbout(about), ...more }],
  }) as Promise<RotationHandle>;
}

/** The source of a preparation that makes a dedicated AccessKey for it, as its own input and every later one has it. */
export const OWN_KEY = { source: { bucket: 'photos', accessKey: 'create' } };

/** The Kingsoft IAM user of such a preparation. */
export function readerIn({ result }: Pick<Delivered, 'result'>): string {
  return result.sourceKey?.mode === 'create' ? result.sourceKey.userName : '';
}

export function startSourceRotation(
  rig: Pick<Rig, 'client'>,
  about: Delivered,
  more: object = {},
): Promise<RotationHandle> {
  const input = { ...OWN_KEY, key: 'source', ...more };
  return startRotation(rig, about, input, sourceRotationWorkflowId(readerIn(about)));
}

/** Waits until a run is in a phase, whatever it is in before. */
export function untilIn(
  handle: Pick<WorkflowHandle, 'query'>,
  phase: Phase['name'],
  which: (status: PreparationStatus) => boolean = () => true,
): Promise<PreparationStatus> {
  return until(async () => {
    const status = await handle.query(statusQuery);
    return status.phase.name === phase && which(status) ? status : undefined;
  });
}
