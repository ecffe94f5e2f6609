import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { approveSignal, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/result';
import type { prepareMigration } from '../../workflows';
import { keyIdOf } from '../../worker/encryption/encryption-codec';
import { makePayloadKey } from '../../worker/encryption/payload-keys';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { until, untilPhase, type PreparationHandle } from '../rig/rig';
import { SecretSearch } from '../rig/secret-search';

jest.setTimeout(90_000);

const [firstKey, secondKey] = [makePayloadKey(), makePayloadKey()];
const FIRST = { PREP_PAYLOAD_KEYS: firstKey.secret.reveal() };
const SECOND_ALONE = { PREP_PAYLOAD_KEYS: secondKey.secret.reveal() };
const ROTATED = { PREP_PAYLOAD_KEYS: `${secondKey.secret.reveal()},${firstKey.secret.reveal()}` };

/** In every name, comment and reason of the runs that are encrypted, or that are not. */
const [ENCRYPTED, PLAIN] = ['zebra-quagga-okapi', 'lemur-indri-aye-aye'];

let rig: ProcessRig;

beforeAll(async () => {
  rig = await startProcessRig(
    { buckets: [ENCRYPTED, PLAIN].map((name) => ({ name, synthetic: 'hex:1500' })) },
    {},
  );
}, 120_000);
afterAll(() => rig.stop(), 60_000);

/** Starts a preparation whose every text holds a marker; no workflow ID does, because IDs are never encrypted. */
async function start(client: Client, workflowId: string, marker: string): Promise<PreparationHandle> {
  return client.workflow.start<typeof prepareMigration>('prepareMigration', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [
      {
        source: { bucket: marker },
        destination: { bucket: `${marker}-${workflowId}`, tags: { team: marker } },
        ramUser: { name: `${marker}-${workflowId}`, displayName: marker },
      },
    ],
    staticSummary: `${marker} summary`,
    staticDetails: `${marker} details`,
  });
}

async function approve(handle: PreparationHandle, marker: string): Promise<PreparedResult> {
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'li.wei', comment: `${marker} is fine` });
  return (await handle.result()) as PreparedResult;
}

/** Places of the server's database and of its histories where a marker stands in clear, in any form. */
async function whereFound(marker: string): Promise<string[]> {
  const search = new SecretSearch([marker]);
  const histories = await search.inHistories(rig.client);
  const files = search.inFolder(rig.folder).filter(({ where }) => where.startsWith('temporal.db'));
  return [...new Set([...histories, ...files].map(({ where }) => where))];
}

/** The keys that the payloads of a run are encrypted with; undefined for those that are not. */
async function keysOf(handle: PreparationHandle): Promise<Set<string | undefined>> {
  const { events } = await handle.fetchHistory();
  const payloads = JSON.stringify(events).matchAll(/"metadata":\{[^}]*\}/g);
  return new Set(
    [...payloads].map(([text]) => {
      const { metadata } = JSON.parse(`{${text}}`) as { metadata: Record<string, string> };
      const bytes = Object.entries(metadata).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]);
      return keyIdOf({ metadata: Object.fromEntries(bytes) as Record<string, Uint8Array> });
    }),
  );
}

describe('payload encryption', () => {
  let waitingInPlain: PreparationHandle;

  it('is off by default: the database and the histories tell everything', async () => {
    const worker = rig.startWorker();
    const [waiting] = await Promise.all([
      start(rig.client, 'plain-waiting', PLAIN),
      start(rig.client, 'plain', PLAIN).then((handle) => approve(handle, PLAIN)),
    ]);
    await untilPhase(waiting, 'waiting for approval');
    waitingInPlain = waiting;
    await worker.stop();

    const found = await whereFound(PLAIN);

    expect(found).toContain('payload of plain');
    expect(found.filter((where) => where.startsWith('temporal.db'))).not.toEqual([]);
  });

  it('hides inputs, results, heartbeats, messages, summaries and failures, which clients with the key read', async () => {
    const client = rig.clientWith(FIRST);
    const worker = rig.startWorker(FIRST);
    await rig.control.fault({
      service: 'ram',
      operation: 'CreateLoginProfile',
      resource: `${ENCRYPTED}-parked`,
      kind: 'status',
      status: 400,
      code: 'InvalidParameter.Password.Strength',
      message: `${ENCRYPTED}: the password is not strong enough.`,
    });

    const parked = await start(client, 'parked', ENCRYPTED);
    await untilPhase(parked, 'waiting for approval');
    await parked.signal(approveSignal, { approver: 'li.wei', comment: `${ENCRYPTED} is fine` });
    const { phase } = await untilPhase(parked, 'needs attention');
    expect(JSON.stringify(phase)).toContain(`${ENCRYPTED}-parked`);
    await parked.signal(retrySignal, { by: ENCRYPTED });
    const result = (await parked.result()) as PreparedResult;
    expect(result).toMatchObject({ outcome: 'prepared', account: { userName: `${ENCRYPTED}-parked` } });

    const rejected = await start(client, 'rejected', ENCRYPTED);
    await untilPhase(rejected, 'waiting for approval');
    await rejected.signal(rejectSignal, { approver: 'li.wei', reason: `${ENCRYPTED} is wrong` });
    expect(JSON.stringify(await rejected.result())).toContain(`${ENCRYPTED} is wrong`);

    const failed = await client.workflow.start('prepareMigration', {
      workflowId: 'failed',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos', prefix: 7 }, [ENCRYPTED]: 1 }],
    });
    const failure: unknown = await failed.result().catch((error: Error) => error.cause);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect((failure as ApplicationFailure).message).toContain(`${ENCRYPTED}: is not a known field`);
    await worker.stop();

    expect(await whereFound(ENCRYPTED)).toEqual([]);
    expect(await keysOf(parked)).toEqual(new Set([firstKey.id]));
  });

  it('goes on with a run that began before it was switched on', async () => {
    const client = rig.clientWith(FIRST);
    const worker = rig.startWorker(FIRST);
    const handle = client.workflow.getHandle<typeof prepareMigration>(waitingInPlain.workflowId);

    expect((await approve(handle, PLAIN)).outcome).toBe('prepared');
    expect(await keysOf(handle)).toEqual(new Set([undefined, firstKey.id]));
    await worker.stop();
  });

  it('says which key a worker lacks, and goes on with the run once it has it', async () => {
    const before = rig.startWorker(FIRST);
    const handle = await start(rig.clientWith(FIRST), 'rotated', ENCRYPTED);
    await untilPhase(handle, 'waiting for approval');
    await before.stop();

    const lacking = rig.startWorker(SECOND_ALONE);
    const rotated = rig.clientWith(ROTATED).workflow.getHandle<typeof prepareMigration>('rotated');
    await rotated.signal(approveSignal, { approver: 'li.wei' });
    const words = `payload key ${firstKey.id}, which is not among the keys here (${secondKey.id})`;
    await until(
      async () => readFileSync(join(rig.folder, 'worker.log'), 'utf8').includes(words) || undefined,
    );
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await lacking.stop();

    const worker = rig.startWorker(ROTATED);
    expect(await rotated.result()).toMatchObject({ outcome: 'prepared' });
    expect(await keysOf(rotated)).toEqual(new Set([firstKey.id, secondKey.id]));
    await expect(rig.client.workflow.getHandle('rotated').query(statusQuery)).rejects.toThrow(
      'and no payload key is configured here',
    );
    await worker.stop();
  });
});
