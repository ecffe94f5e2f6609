import { inWords } from '../../client/doctor/render-report';
import { inEnglish } from '../client/in-english';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApplicationFailure } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { approveSignal, rejectSignal, retrySignal } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import { runDoctor } from '../../client/doctor/run-doctor';
import { freePort } from '../../demo/free-ports';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { makeCodecToken } from '../../configuration/settings/codec-tokens';
import type { prepareMigration } from '../../workflows';
import { keyIdOf } from '../../configuration/encryption/encryption-codec';
import { makePayloadKey } from '../../configuration/encryption/payload-keys';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { until, untilPhase, type PreparationHandle } from '../rig/rig';
import { SecretSearch } from '../rig/secret-search';
import { temporalCli } from '../rig/temporal';
import type { WorkerProcess } from '../rig/worker-process';
import { RECIPIENT } from '../configuration/settings/configuration-folder';
import { WORKER_KEY } from '../rig/worker-key';
const [firstKey, secondKey] = [makePayloadKey(), makePayloadKey()];
const FIRST = { PREP_PAYLOAD_KEYS: firstKey.secret.reveal() };
const SECOND_ALONE = { PREP_PAYLOAD_KEYS: secondKey.secret.reveal() };
const ROTATED = { PREP_PAYLOAD_KEYS: `${secondKey.secret.reveal()},${firstKey.secret.reveal()}` };

const token = makeCodecToken('li.wei');
/** The origin of a Web UI. */
const UI = 'http://127.0.0.1:8233';

/** In every name, comment and reason of the runs that are encrypted, or that are not. */
const [ENCRYPTED, PLAIN] = ['zebra-quagga-okapi', 'lemur-indri-aye-aye'];

let rig: ProcessRig;
/** Names the key that a worker lacked. */
let complaint: string;
/** Of the codec endpoint of the last worker. */
let url: string;

/**
 * Runs before payload encryption is switched on, under a first key, while a worker lacks that key, and after the
 * rotation; each worker takes over what the one before it has left.
 */
beforeAll(async () => {
  rig = await startProcessRig(
    { buckets: [ENCRYPTED, PLAIN].map((name) => ({ name, synthetic: 'hex:1500' })) },
    {},
  );
  await served({}, async () => {
    const waiting = await start('began-in-plain', PLAIN);
    await approved(await start('plain', PLAIN), PLAIN);
    await untilPhase(waiting, 'waiting for approval');
  });
  await served(FIRST, async (client) => {
    await Promise.all([
      approved(client.workflow.getHandle('began-in-plain'), PLAIN),
      parkedAndApproved(await start('parked', ENCRYPTED, client)),
      rejected(await start('rejected', ENCRYPTED, client)),
      failed(client),
      untilPhase(await start('rotated', ENCRYPTED, client), 'waiting for approval'),
    ]);
  });
  await served(SECOND_ALONE, async (client) => {
    await client.workflow.getHandle('rotated').signal(approveSignal, { approver: 'li.wei' });
    complaint = await until(async () => /payload key .*? again\./.exec(workerLog())?.[0]);
  });
  const port = await freePort();
  url = `http://127.0.0.1:${port}/codec`;
  await startedWorker({
    ...ROTATED,
    PREP_HTTP_PORT: String(port),
    PREP_CODEC_ORIGINS: UI,
    PREP_CODEC_TOKENS: `${token.name}:${token.secret.reveal()}`,
    PREP_CODEC_TEMPORAL_TOKENS: 'true',
  });
});
afterAll(() => rig.stop());

/** A worker that takes work: a query that waits for one would time out. */
async function startedWorker(env: Record<string, string>): Promise<WorkerProcess> {
  const worker = rig.startWorker(env);
  await worker.running();
  return worker;
}

/** Does something with a worker of these settings, and a client of the same. */
async function served(
  env: Record<string, string>,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const worker = await startedWorker(env);
  await work(rig.clientWith(env));
  await worker.stop();
}

function workerLog(): string {
  return readFileSync(join(rig.folder, 'worker.log'), 'utf8');
}

/**
 * Starts a preparation with a marker in every text except workflow IDs, because IDs are never encrypted, and that of
 * the revocation names the RAM user.
 */
async function start(workflowId: string, marker: string, client = rig.client): Promise<PreparationHandle> {
  return client.workflow.start<typeof prepareMigration>('prepareMigration', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [
      {
        source: { bucket: marker },
        destination: { bucket: `${marker}-${workflowId}`, tags: { team: marker } },
        ramUser: { name: `mgw-${workflowId}`, displayName: marker },
      },
    ],
    staticSummary: `${marker} summary`,
    staticDetails: `${marker} details`,
  });
}

async function approved(handle: PreparationHandle, marker: string): Promise<void> {
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'li.wei', comment: `${marker} is fine` });
  await handle.result();
}

async function parkedAndApproved(handle: PreparationHandle): Promise<void> {
  await rig.control.fault({
    service: 'ram',
    operation: 'CreateLoginProfile',
    resource: 'mgw-parked',
    kind: 'status',
    status: 400,
    code: 'InvalidParameter.Password.Strength',
    message: `${ENCRYPTED}: the password is not strong enough.`,
  });
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'li.wei', comment: `${ENCRYPTED} is fine` });
  await untilPhase(handle, 'action required');
  await handle.signal(retrySignal, { by: ENCRYPTED });
  await handle.result();
}

async function rejected(handle: PreparationHandle): Promise<void> {
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(rejectSignal, { approver: 'li.wei', reason: `${ENCRYPTED} is wrong` });
  await handle.result();
}

/** A run that ends with a failure which quotes its input. */
async function failed(client: Client): Promise<void> {
  const handle = await client.workflow.start('prepareMigration', {
    workflowId: 'failed',
    taskQueue: TASK_QUEUE,
    args: [{ source: { bucket: 'photos' }, [ENCRYPTED]: 1 }],
  });
  await handle.result().catch(() => undefined);
}

/** Places in the server's database and histories that contain a marker unencrypted, in any form. */
async function whereFound(marker: string): Promise<string[]> {
  const search = new SecretSearch([marker]);
  const histories = await search.inHistories(rig.client);
  const files = search.inFolder(rig.folder).filter(({ where }) => where.startsWith('temporal.db'));
  return [...new Set([...histories, ...files].map(({ where }) => where))];
}

/** The keys that the payloads of a run are encrypted with; undefined for those that are not. */
async function keysOf(handle: PreparationHandle): Promise<Set<string | undefined>> {
  const { events } = await handle.fetchHistory();
  // The SDK's core records the workflow's versions of a run, bypassing any codec.
  const ours = (events ?? []).filter(
    ({ markerRecordedEventAttributes: marker, upsertWorkflowSearchAttributesEventAttributes: upsert }) =>
      marker?.markerName !== 'core_patch' && !upsert,
  );
  const payloads = JSON.stringify(ours).matchAll(/"metadata":\{[^}]*\}/g);
  return new Set(
    [...payloads].map(([text]) => {
      const { metadata } = JSON.parse(`{${text}}`) as { metadata: Record<string, string> };
      const bytes = Object.entries(metadata).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]);
      return keyIdOf({ metadata: Object.fromEntries(bytes) as Record<string, Uint8Array> });
    }),
  );
}

/** A handle of a client with these settings. */
function runOf(workflowId: string, env: Record<string, string>): PreparationHandle {
  return rig.clientWith(env).workflow.getHandle<typeof prepareMigration>(workflowId);
}

describe('without payload encryption, the default', () => {
  it('database and histories tell everything', async () => {
    const found = await whereFound(PLAIN);

    expect(found).toContain('payload of plain');
    expect(found.filter((where) => where.startsWith('temporal.db'))).not.toEqual([]);
    expect(await keysOf(runOf('plain', {}))).toEqual(new Set([undefined]));
  });
});

describe('with payload encryption', () => {
  it('neither database nor histories tell inputs, results, heartbeats, messages, summaries or failures', async () => {
    expect(await whereFound(ENCRYPTED)).toEqual([]);
    for (const workflowId of ['parked', 'rejected', 'failed']) {
      expect(await keysOf(runOf(workflowId, FIRST))).toEqual(new Set([firstKey.id]));
    }
  });

  it('clients with the key read them', async () => {
    const parked = await runOf('parked', FIRST).result();
    expect(parked).toMatchObject({ outcome: 'prepared', account: { userName: 'mgw-parked' } });
    expect(JSON.stringify(await runOf('rejected', FIRST).result())).toContain(`${ENCRYPTED} is wrong`);
    const failure: unknown = await runOf('failed', FIRST)
      .result()
      .catch((error: Error) => error.cause);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect((failure as ApplicationFailure).message).toContain(`${ENCRYPTED}: is not a known field`);
  });

  it('clients without it are told which one they need', async () => {
    await expect(runOf('parked', {}).result()).rejects.toThrow(
      `encrypted with payload key ${firstKey.id}, but no payload key is configured here`,
    );
  });

  it('a run that began before goes on', async () => {
    const handle = runOf('began-in-plain', FIRST);

    expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
    expect(await keysOf(handle)).toEqual(new Set([undefined, firstKey.id]));
  });

  it('a worker that lacks the key says so, and the run goes on once one has it', async () => {
    expect(complaint).toContain(
      `payload key ${firstKey.id}, which is not among the keys here (${secondKey.id}). Add that key`,
    );
    const handle = runOf('rotated', ROTATED);

    expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
    expect(await keysOf(handle)).toEqual(new Set([firstKey.id, secondKey.id]));
  });
});

describe('the codec endpoint of a worker', () => {
  /** Runs the Temporal CLI with the endpoint. */
  async function temporal(...args: string[]): Promise<string> {
    const auth = ['--codec-endpoint', url, '--codec-auth', `Bearer ${token.secret.reveal()}`];
    const all = [...args, '--address', rig.address, ...auth];
    return (await promisify(execFile)(temporalCli(), all)).stdout;
  }

  it('lets the Temporal CLI read what is encrypted, and puts it on record', async () => {
    const shown = await temporal('workflow', 'show', '--workflow-id', 'rejected', '--output', 'json');

    expect(new SecretSearch([`${ENCRYPTED} is wrong`]).in(shown, 'shown')).not.toEqual([]);
    expect(workerLog()).toMatch(/Codec endpoint: decoded for li\.wei .*payloads=\d+  encrypted=\d+/);
    expect(workerLog()).not.toContain(token.secret.reveal());
  });

  it('encrypts what the Temporal CLI sends', async () => {
    const input = JSON.stringify({ source: { bucket: ENCRYPTED }, ramUser: { name: 'mgw-cli' } });
    const type = ['--type', 'prepareMigration', '--task-queue', TASK_QUEUE];
    await temporal('workflow', 'start', '--workflow-id', 'by-cli', ...type, '--input', input);
    const handle = runOf('by-cli', ROTATED);
    await untilPhase(handle, 'waiting for approval');

    expect(await keysOf(handle)).toEqual(new Set([secondKey.id]));
    expect(await whereFound(ENCRYPTED)).toEqual([]);
    const approval = JSON.stringify({ approver: 'li.wei', comment: ENCRYPTED });
    await temporal('workflow', 'signal', '--workflow-id', 'by-cli', '--name', 'approve', '--input', approval);
    expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
    expect(await whereFound(ENCRYPTED)).toEqual([]);
  });

  it('takes no access token of a server that accepts any', async () => {
    const answer = await fetch(`${url}/decode`, {
      method: 'POST',
      headers: {
        Authorization: 'Bearer made-up',
        'Content-Type': 'application/json',
        'X-Namespace': 'default',
      },
      body: '{"payloads":[]}',
    });

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('This Temporal server accepts any token');
  });

  it('is examined by the doctor, and so are the keys', async () => {
    const examine = async (keys: Record<string, string>, origins = UI) => {
      const { checks } = await runDoctor({
        env: {
          ...workerEnvironment(rig.standIns.summary, RECIPIENT, WORKER_KEY),
          HOME: rig.folder,
          TEMPORAL_ADDRESS: rig.address,
          PREP_HTTP_PORT: '9',
          PREP_CODEC_PUBLIC_URL: url,
          PREP_CODEC_ORIGINS: origins,
          PREP_CODEC_TEMPORAL_TOKENS: 'true',
          ...keys,
        },
      });
      return checks
        .map((check) => inWords(check, inEnglish()))
        .filter(({ name }) => /Payload|Codec/.test(name));
    };

    expect(await examine(ROTATED)).toMatchObject([
      {
        outcome: 'ok',
        message: `Payloads are encrypted with key ${secondKey.id}; ${firstKey.id} only decrypts.`,
      },
      { outcome: 'ok', message: `${url}/decode answers pages of ${UI}.` },
      { outcome: 'ok', message: expect.stringContaining('can be read with the configured keys') },
    ]);
    expect(await examine(SECOND_ALONE, 'http://localhost:8233')).toMatchObject([
      { outcome: 'ok' },
      { outcome: 'problem', message: expect.stringContaining('with 403 and does not allow them') },
      { outcome: 'problem', message: expect.stringContaining(`keys that are missing here: ${firstKey.id}.`) },
    ]);
  });
});
