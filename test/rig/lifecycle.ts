import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { openSealed } from '../../provisioning/sealing/sealing';
import { readerOf, serviceReaderOf } from '../../provisioning/request/reader-request';
import { confirmSignal, sealedQuery } from '../../contracts/messages';
import {
  revocationWorkflowId,
  rotationWorkflowId,
  sourceRotationWorkflowId,
  TASK_QUEUE,
} from '../../contracts/names';
import { preparationId } from '../../contracts/runs/preparation-id';
import type { PreparedResult } from '../../contracts/runs/result';
import type { Phase, PreparationStatus } from '../../contracts/runs/status';
import type { revokeCredentials, rotateCredentials } from '../../workflows';
import { statusOf } from './answered';
import { approve, inputFor, until, type InputParts, type Rig } from './rig';

export type RevocationHandle = WorkflowHandle<typeof revokeCredentials>;
export type RotationHandle = WorkflowHandle<typeof rotateCredentials>;

/** Credentials that were delivered for a test: of a bucket and a user of their own. */
export interface Delivered {
  readonly userName: string;
  /** The OSS bucket, which, with the source, identifies a preparation. */
  readonly destination: string;
  /** Workflow ID of the preparation. */
  readonly preparedBy: string;
  readonly result: PreparedResult;
}

/** Prepares with a user named for the test, approves, and waits for the result. */
export async function delivered(
  rig: Pick<Rig, 'prepare'>,
  name: string,
  more: InputParts = {},
): Promise<Delivered> {
  const handle = await rig.prepare(inputFor(name, more), `run/${name}-${randomUUID()}`);
  await approve(handle);
  const result = (await handle.result()) as PreparedResult;
  return {
    userName: `mgw-${name}`,
    destination: result.destination.bucket,
    preparedBy: handle.workflowId,
    result,
  };
}

/** What an input names credentials by. */
type Named = Pick<Delivered, 'userName' | 'destination'>;

/** The input that names credentials which were delivered for a test. */
function inputAbout({ userName, destination }: Named): object {
  return { source: { bucket: 'photos' }, destination: { bucket: destination }, ramUser: { name: userName } };
}

export function startRevocation(
  { client }: Pick<Rig, 'client'>,
  about: Named,
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
  about: Named,
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

/** The Kingsoft IAM user that a preparation of the usual bucket makes, by its destination. */
export function readerTo(destination: string): string {
  return readerOf('photos', preparationTo('photos', destination)).userName;
}

/** The one that a migration of a bucket makes for the migration service. */
export function serviceReaderTo(bucket: string, destination: string): string {
  return serviceReaderOf(bucket, preparationTo(bucket, destination)).userName;
}

function preparationTo(bucket: string, destination: string): string {
  return preparationId({ source: { bucket, prefix: '' }, destination: { bucket: destination } });
}

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
  return startRotation(rig, about, input, sourceRotationWorkflowId(readerTo(about.destination)));
}

/** Waits until a run is in a phase, whatever it is in before. */
export function untilIn(
  handle: Pick<WorkflowHandle, 'query'>,
  phase: Phase['name'],
  which: (status: PreparationStatus) => boolean = () => true,
): Promise<PreparationStatus> {
  return until(async () => {
    const status = await statusOf(handle);
    return status?.phase.name === phase && which(status) ? status : undefined;
  });
}

/** Confirms the new key of a rotation as its recipient does: with the code that opening it shows. */
export async function confirmWithCode(
  handle: RotationHandle,
  identity: string,
  by?: string,
): Promise<Record<string, string>> {
  const opened = await openedKey(handle, identity);
  await handle.signal(confirmSignal, { by, code: opened['confirmationCode'] });
  return opened;
}

/** The new key of a rotation that waits, opened. */
export async function openedKey(handle: RotationHandle, identity: string): Promise<Record<string, string>> {
  const sealed = (await handle.query(sealedQuery))?.sealedCredentials;
  const text = sealed?.accessKey ?? sealed?.sourceAccessKey ?? '';
  return JSON.parse(await openSealed(text, [identity])) as Record<string, string>;
}
