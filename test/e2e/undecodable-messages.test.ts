import { randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter, RawValue, type ApplicationFailure, type Payload } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { createActivities, type PreparationActivities } from '../../activities/activities';
import { connectClouds } from '../../provisioning/clouds';
import { realPreparations } from '../client/real-preparations';
import { approveSignal, planQuery, retrySignal, revokeSignal, statusQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { dataConverterFor } from '../../configuration/encryption/data-converter';
import { EncryptionCodec, NO_ENCRYPTION } from '../../configuration/encryption/encryption-codec';
import { makePayloadKey } from '../../configuration/encryption/payload-keys';
import { connectPreparationRuns } from '../../worker/preparation-runs';
import { connectRunHistory } from '../../worker/run-history';
import { run as runCommand } from '../client/run-command';
import { foreignPayloads, REFERENCE, type ForeignPayload } from '../rig/foreign-payloads';
import { confirmWithCode, delivered, startRevocation, startRotation, untilIn } from '../rig/lifecycle';
import { until, untilPhase, type PreparationHandle } from '../rig/rig';
import { settingsFor } from '../rig/settings';
import { createWorker, startTemporal } from '../rig/temporal';

let temporal: TestWorkflowEnvironment;
let standIns: StandIns;
let activities: PreparationActivities;
/** The age identity that opens what is sealed. */
let identity: string;
/** The preflight of buckets with the prefix `held-` does not begin before it is released. */
let gate: { readonly opened: Promise<void>; readonly open: () => void };

beforeAll(async () => {
  [temporal, standIns] = await Promise.all([
    startTemporal(),
    startStandIns({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] }),
  ]);
  identity = await generateIdentity();
  const usual = settingsFor(standIns.summary, [await identityToRecipient(identity)]);
  const settings = { ...usual, lifecycle: { ...usual.lifecycle, graceMs: 0 } };
  const history = connectRunHistory(temporal.nativeConnection, 'default', {});
  const runs = connectPreparationRuns(temporal.nativeConnection, 'default', {});
  const real = createActivities({ settings, clouds: connectClouds(settings), history, runs });
  activities = {
    ...real,
    async preflight(request) {
      const { destination } = request.input as { destination: { bucket: string } };
      if (destination.bucket.startsWith('held-')) {
        await gate.opened;
      }
      return real.preflight(request);
    },
  };
});
afterAll(async () => {
  await temporal.teardown();
  await standIns.stop();
});

function closedGate(): typeof gate {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const key = makePayloadKey();
const unread = (payload: Payload) => RawValue.fromPayload(payload);

describe.each([
  ['without payload encryption', NO_ENCRYPTION],
  ['with payload encryption', { keys: [key], acceptNamespaces: [] }],
])('what cannot be decoded, %s', (mode, encryption) => {
  const name = mode.split(' ')[0];
  let stop: () => Promise<void>;
  let client: Client;
  /** Sends payloads as they are, and reads answers. */
  let raw: Client;
  let foreign: ForeignPayload[];

  beforeAll(async () => {
    gate = closedGate();
    const worker = await createWorker(temporal, activities, { encryption });
    const running = worker.run();
    stop = async () => {
      gate.open();
      worker.shutdown();
      await running;
    };
    const { connection } = temporal;
    const codec = new EncryptionCodec(encryption, 'default');
    client = new Client({ connection, dataConverter: dataConverterFor(encryption, 'default') });
    raw = new Client({
      connection,
      interceptors: {
        workflow: [
          {
            startWithDetails: (input, next) => next({ ...input, headers: { note: REFERENCE } }),
            signal: (input, next) => next({ ...input, headers: { note: REFERENCE } }),
            signalWithStart: (input, next) => next({ ...input, headers: { note: REFERENCE } }),
          },
        ],
      },
      dataConverter: {
        ...dataConverterFor(encryption, 'default'),
        payloadCodecs: [
          { encode: async (payloads) => payloads, decode: (payloads) => codec.decode(payloads) },
        ],
      },
    });
    foreign = await foreignPayloads(encryption.keys[0]);
  });
  afterAll(() => stop());

  const start = (id: string, type: string, args: unknown[], by = client) =>
    by.workflow.start(type, { workflowId: `${id}-${name}`, taskQueue: TASK_QUEUE, args });
  const prepare = (input: unknown, workflowId = `run/${randomUUID()}`) =>
    client.workflow.start('prepareMigration', {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [input],
    }) as Promise<PreparationHandle>;
  const waiting = async (id: string) => {
    const handle = await prepare({
      source: { bucket: 'photos' },
      destination: { bucket: `${id}-${name}-oss` },
      ramUser: { name: `mgw-${id}-${name}` },
    });
    await untilPhase(handle, 'waiting for approval');
    return handle;
  };
  /** Sends every payload as every signal, and looks at what the run says to each. */
  async function expectNotices(
    handle: Pick<WorkflowHandle, 'workflowId' | 'query'>,
    signals: Readonly<Record<string, RegExp>>,
  ): Promise<void> {
    for (const [signal, notice] of Object.entries(signals)) {
      for (const { payload, reason } of foreign) {
        await raw.workflow.getHandle(handle.workflowId).signal(signal, unread(payload), unread(payload));
        const said = (await handle.query(statusQuery)).notices.at(-1);
        expect(said).toMatch(notice);
        expect(said).not.toMatch(/mallory|\n/);
        expect(said).toMatch(notice.source.includes('not understood') ? reason : notice);
      }
    }
  }
  /** A run whose preflight has begun. */
  async function held(id: string): Promise<PreparationHandle> {
    const handle = await prepare({
      source: { bucket: 'photos' },
      destination: { bucket: `held-${id}-${name}-oss` },
      ramUser: { name: `mgw-${id}-${name}` },
    });
    await until(() => preflightOf(handle));
    return handle;
  }
  async function preflightOf(handle: PreparationHandle) {
    const { pendingActivities } = (await handle.describe()).raw;
    return pendingActivities?.find(({ activityType }) => activityType?.name === 'preflight');
  }
  /** Answers for the worker, as everybody with write access to the namespace can. */
  async function answerPreflight(handle: PreparationHandle, payload: Payload): Promise<void> {
    const { pendingActivities } = (await handle.describe()).raw;
    await temporal.client.workflowService.respondActivityTaskCompletedById({
      namespace: 'default',
      workflowId: handle.workflowId,
      activityId: pendingActivities?.[0]?.activityId ?? '',
      result: { payloads: [payload] },
    });
  }
  const refusal = async (handle: WorkflowHandle) => {
    const error: unknown = await handle.result().catch((thrown: Error) => thrown.cause);
    return error as ApplicationFailure;
  };
  /** One that nobody could complete would time out again and again, and its run would never end. */
  const failedTasks = async (handle: WorkflowHandle) =>
    ((await handle.fetchHistory()).events ?? []).filter((event) => event.workflowTaskFailedEventAttributes);

  it.concurrent('as a signal of a preparation is a notice, and the run continues', async () => {
    const handle = await waiting('signals');

    await expectNotices(handle, {
      approve:
        /"approve" was not understood: its input could not be decoded: .*Send `\{ "approver": "YOUR-NAME"/,
      reject: /"reject" was not understood: .*Send `\{ "approver": "YOUR-NAME"/,
      retry: /"retry" was not understood: .*Send `\{ "by": "YOUR-NAME" \}/,
      aprove: /no signal "aprove"/,
      __temporal_approve: /no signal "reserved __temporal_approve"/,
    });

    await handle.signal(approveSignal, { approver: 'li.wei' });
    expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
    expect(await failedTasks(handle)).toEqual([]);
  });

  it.concurrent(
    'as an update is refused with the JSON to send, and as an argument of a query is ignored',
    async () => {
      const handle = await waiting('updates');
      const sender = raw.workflow.getHandle(handle.workflowId);

      for (const { payload, reason } of foreign) {
        const sent = sender.executeUpdate('decide', { args: [unread(payload)] });
        const { message } = await sent
          .catch((thrown: Error) => thrown.cause as Error)
          .then((said) => said as Error);
        expect(message).toMatch(
          /"decide" was not understood: .* Send `\{ "decision": "APPROVE-OR-REJECT", .*"planDigest": "[0-9a-f]{64}" \}`/,
        );
        expect(message).toMatch(reason);
        expect(await sender.query(planQuery.name, unread(payload))).toMatchObject({
          digest: expect.any(String),
        });
      }

      await handle.cancel();
      await expect(handle.result()).rejects.toThrow('cancelled');
      expect((await handle.describe()).status.name).toBe('CANCELLED');
      expect(await failedTasks(handle)).toEqual([]);
    },
  );

  it.concurrent('is a notice of a revocation', async () => {
    const about = await delivered({ prepare }, `revoked-${name}`);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const revocation = await startRevocation({ client }, about, { at }, `revoked-${name}`);
    await untilIn(revocation, 'waiting');

    await expectNotices(revocation, {
      revoke: /"revoke" was not understood: .*Send `\{ "by": "YOUR-NAME", "reason"/,
      retry: /"retry" was not understood/,
    });

    await revocation.signal(revokeSignal, { by: 'li.wei' });
    expect(await revocation.result()).toMatchObject({ outcome: 'revoked' });
    expect(await failedTasks(revocation)).toEqual([]);
  });

  it.concurrent('does not keep a revocation from its expiry', async () => {
    const about = await delivered({ prepare }, `expires-${name}`);
    const at = Math.ceil(Date.now() / 1000 + 20) * 1000;
    const when = { at: new Date(at).toISOString() };
    const revocation = await startRevocation({ client }, about, when, `expires-${name}`);
    const sender = raw.workflow.getHandle(revocation.workflowId);
    // One after the other: a server fails a workflow task when megabytes wait for its end.
    for (const { payload } of foreign) {
      await Promise.all(['revoke', 'retry'].map((signal) => sender.signal(signal, unread(payload))));
    }
    const result = await revocation.result();
    expect(result.outcome).toBe('revoked');
    expect(result.removed.filter((one) => Date.parse(one.at) < at)).toEqual([]);
    expect(await failedTasks(revocation)).toEqual([]);
  });

  it.concurrent('does not keep a rotation from its confirmation', async () => {
    const about = await delivered({ prepare }, `rotated-${name}`);
    const rotation = await startRotation({ client }, about);
    await untilIn(rotation, 'waiting');

    await expectNotices(rotation, {
      confirm: /"confirm" was not understood: .*Send `\{ "by": "YOUR-NAME", "code"/,
    });

    await confirmWithCode(rotation, identity, 'li.wei');
    expect(await rotation.result()).toMatchObject({ outcome: 'rotated' });
    expect(await failedTasks(rotation)).toEqual([]);
  });

  it.each([
    'prepareMigration',
    'inventoryBucket',
    'verifyMigration',
    'revokeCredentials',
    'rotateCredentials',
  ])('as the input of %s ends the run with the JSON that works', async (type) => {
    const checked = foreign.map(async ({ payload, reason }, at) => {
      const handle = await start(`${type}-${at}`, type, [unread(payload)], raw);
      const { type: failed, message } = await refusal(handle);
      expect(failed).toBe('InvalidInput');
      expect(message).toMatch(
        /- input: could not be decoded: .*; for example \{"source":\{"bucket":"photos"\}\}/,
      );
      expect(message).toMatch(reason);
      expect(message).not.toContain('mallory');
      expect(await failedTasks(handle)).toEqual([]);
    });
    await Promise.all(checked);
  });

  it('as the checkpoint of an inventory ends the run', async () => {
    const checked = foreign.map(async ({ payload, reason }, at) => {
      const args = [{ source: { bucket: 'photos' } }, unread(payload)];
      const handle = await start(`checkpoint-${at}`, 'inventoryBucket', args, raw);
      const { type, message } = await refusal(handle);
      expect(type).toBe('InvalidInput');
      expect(message).toMatch(/resume \(the second argument\): could not be decoded/);
      expect(message).toMatch(reason);
    });
    await Promise.all(checked);
  });

  it('as the input of a misspelt type, or beside the input, changes nothing', async () => {
    const checked = foreign.map(async ({ payload }, at) => {
      const misspelt = await start(`misspelt-${at}`, 'prepareMigratoin', [unread(payload)], raw);
      expect((await refusal(misspelt)).type).toBe('UnknownWorkflowType');
      const handle = await raw.workflow.signalWithStart('inventoryBucket', {
        workflowId: `memo-${at}-${name}`,
        taskQueue: TASK_QUEUE,
        args: [{ source: { bucket: 'photos' } }],
        memo: { note: unread(payload) },
        signal: '__temporal_unknown',
        signalArgs: [unread(payload)],
      });
      expect(await handle.result()).toMatchObject({ value: { totals: { objects: '10' } } });
    });
    await Promise.all(checked);
  });

  it('as a result that other keys can read fails the workflow task, and commands say so', async () => {
    const handle = await held('keys');
    const lacking = foreign.find(({ what }) => what === 'encrypted with a key that the worker lacks');
    await answerPreflight(handle, lacking?.payload ?? {});
    await until(async () => ((await failedTasks(handle)).length > 0 ? true : undefined));

    const preparations = realPreparations(client);
    for (const argv of [
      ['status', '--id', handle.workflowId],
      ['approve', '--id', handle.workflowId, '--approver', 'li.wei'],
      ['retry', '--id', handle.workflowId],
    ]) {
      const ran = await runCommand([...argv, '--json'], { preparations });
      expect(ran.exitCode).toBe(1);
      expect(ran.json().error).toMatchObject({
        type: 'WorkflowTaskFailed',
        message: expect.stringMatching(
          /The failure: .*A payload is encrypted with payload key [0-9a-f]{12}, .*\)\./,
        ),
      });
    }
    await handle.terminate();
  });

  it('as the result of an activity parks its step, which retry does again', async () => {
    const handle = await held('results');
    await answerPreflight(handle, foreign[0]?.payload ?? {});

    const { phase } = await untilIn(handle, 'action required');
    expect(phase).toMatchObject({
      problem: {
        type: 'UnreadableResult',
        message: expect.stringContaining('Activity preflight returned a result that cannot be used'),
      },
    });
    expect(JSON.stringify(phase)).not.toContain('mallory');
    // As with what can be decoded, but is no result of this activity.
    for (const value of [null, 'done', {}]) {
      await handle.signal(retrySignal, {});
      await until(() => preflightOf(handle));
      await answerPreflight(handle, defaultPayloadConverter.toPayload(value));
      const { phase: parked } = await untilIn(handle, 'action required');
      expect(JSON.stringify(parked)).toContain('it is not what a worker of this product returns');
    }
    gate.open();
    await handle.signal(retrySignal, {});
    await untilPhase(handle, 'waiting for approval');
    expect(await failedTasks(handle)).toEqual([]);
    await handle.cancel();
  });
});
