import { say } from '../../presentation/words/words';
import { randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { createActivities, type PreparationActivities } from '../../activities/activities';
import { connectClouds } from '../../provisioning/clouds';
import { Attestor } from '../../provisioning/trust/attestor';
import { WorkerKeys } from '../../provisioning/trust/worker-keys';
import { realPreparations } from '../client/real-preparations';
import { planQuery, statusQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { Plan } from '../../contracts/runs/plan';
import type { PreparedResult } from '../../contracts/runs/result';
import type { Settings } from '../../contracts/settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { bundledConverters, workerDataConverter } from '../../worker/decoding/worker-converters';
import { dataConverterFor } from '../../configuration/encryption/data-converter';
import { NO_ENCRYPTION } from '../../configuration/encryption/encryption-codec';
import { makePayloadKey } from '../../configuration/encryption/payload-keys';
import { connectPreparationRuns } from '../../worker/preparation-runs';
import { connectRunHistory } from '../../worker/run-history';
import { sweepExpired } from '../../worker/sweep/sweep-expired';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import { run as runCommand } from '../client/run-command';
import { Control } from '../rig/control';
import { PLAIN_APPROVAL } from '../rig/plain-approval';
import { until, untilPhase, type PreparationHandle } from '../rig/rig';
import { settingsFor } from '../rig/settings';
import { SshSigner } from '../rig/ssh-signer';
import { createWorker, startTemporal } from '../rig/temporal';
import type { prepareMigration } from '../../workflows';
import type { Attempted } from './rogue-workflows';

const ROGUE_QUEUE = 'rogue';

let temporal: TestWorkflowEnvironment;
let standIns: StandIns;
let control: Control;
let settings: Settings;
let real: PreparationActivities;
/** What the attacker's poller answers instead of the product's activities. */
let forged: Partial<Record<string, (...args: unknown[]) => Promise<unknown>>> = {};
let attackersRecipient: string;
const [li, zhang] = [new SshSigner(), new SshSigner()];
const attackersKeys = new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] });

beforeAll(async () => {
  [temporal, standIns] = await Promise.all([
    startTemporal(),
    startStandIns({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] }),
  ]);
  control = new Control(standIns);
  attackersRecipient = await identityToRecipient(await generateIdentity());
  const usual = settingsFor(standIns.summary, [await identityToRecipient(await generateIdentity())]);
  settings = {
    ...usual,
    approval: {
      ...PLAIN_APPROVAL,
      approvers: ['li.wei', 'zhang.min'],
      keys: [li.keyOf('li.wei'), zhang.keyOf('zhang.min')],
      requireSignatures: true,
      fourEyes: true,
    },
  };
  const history = connectRunHistory(temporal.nativeConnection, 'default', {});
  const runs = connectPreparationRuns(temporal.nativeConnection, 'default', {});
  const activities = createActivities({ settings, clouds: connectClouds(settings), history, runs });
  real = Object.fromEntries(
    Object.entries(activities).map(([name, activity]) => [
      name,
      (...args: unknown[]) =>
        (forged[name] ?? (activity as (...all: unknown[]) => Promise<unknown>))(...args),
    ]),
  ) as unknown as PreparationActivities;
});

afterAll(async () => {
  await temporal.teardown();
  await standIns.stop();
});

afterEach(() => {
  forged = {};
});

/** Changes at Alibaba that give access to anybody, since `sequence`. */
async function grantsSince(sequence: number): Promise<string[]> {
  const entries = await control.audit({ since: String(sequence) });
  return entries
    .filter(({ effect }) => effect !== undefined)
    .map(({ operation, resource }) => `${operation} ${resource}`)
    .filter((change) =>
      /CreateAccessKey|AttachPolicy|CreateLoginProfile|UpdateLoginProfile|Delete/.test(change),
    );
}

describe.each([
  ['in plain', NO_ENCRYPTION],
  ['encrypted', { keys: [makePayloadKey()], acceptNamespaces: [] }],
])('whoever can write to the namespace, payloads %s,', (mode, encryption) => {
  const tag = mode.replace(' ', '-');
  let client: Client;
  /** Of the attacker, who has no payload key. */
  let rogue: Client;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const { connection, nativeConnection } = temporal;
    const product = await createWorker(temporal, real, { encryption });
    const attacker = await Worker.create({
      connection: nativeConnection,
      taskQueue: ROGUE_QUEUE,
      dataConverter: workerDataConverter(NO_ENCRYPTION, 'default'),
      workflowBundle: await bundleWorkflowCode({
        workflowsPath: require.resolve('./rogue-workflows.ts'),
        logger: new DefaultLogger('ERROR'),
        ...bundledConverters(NO_ENCRYPTION),
      }),
    });
    const running = [product.run(), attacker.run()];
    client = new Client({ connection, dataConverter: dataConverterFor(encryption, 'default') });
    rogue = new Client({ connection });
    stop = async () => {
      product.shutdown();
      attacker.shutdown();
      await Promise.all(running);
    };
  });
  afterAll(() => stop());

  const inputFor = (name: string, more: object = {}) => ({
    source: { bucket: 'photos' },
    destination: { bucket: `${name}-${tag}-oss` },
    ramUser: { name: `mgw-${name}-${tag}` },
    requestedBy: 'wang.fang',
    ...more,
  });

  const prepare = (input: object, workflowId = `run/${randomUUID()}`) =>
    client.workflow.start('prepareMigration', {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [input],
    }) as Promise<PreparationHandle>;

  /** What an approver sends who has read the plan. */
  async function approval(handle: PreparationHandle, signer = li, approver = 'li.wei') {
    const { workflowId } = handle;
    const plan = await handle.query(planQuery);
    const { runId } = await handle.describe();
    const statement = {
      workflowId,
      runId,
      planDigest: plan?.digest ?? '',
      decision: 'approve' as const,
      approver,
      comment: 'read it',
      signedAt: new Date().toISOString(),
    };
    const { decision: _decision, ...message } = signer.decide(statement);
    return message;
  }

  async function delivered(name: string, more: object = {}): Promise<PreparedResult> {
    const handle = await prepare(inputFor(name, more));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal('approve', await approval(handle));
    return (await handle.result()) as PreparedResult;
  }

  /**
   * Has an activity of the product done with arguments of the attacker's, and gives the type of the failure, which is
   * never encrypted; `done` where it did not fail.
   */
  async function attempted(what: Attempted, workflowId = `rogue/${randomUUID()}`): Promise<string> {
    const handle = await rogue.workflow.start('prepareMigration', {
      workflowId,
      taskQueue: ROGUE_QUEUE,
      args: [what],
    });
    const outcome = await until(async () => {
      const { events } = await handle.fetchHistory();
      const failed = events?.find((event) => event.activityTaskFailedEventAttributes);
      const type = failed?.activityTaskFailedEventAttributes?.failure?.applicationFailureInfo?.type;
      const done = events?.some((event) => event.activityTaskCompletedEventAttributes);
      return failed ? (type ?? 'unknown') : done === true ? 'done' : undefined;
    });
    await handle.terminate().catch(() => undefined);
    return outcome;
  }

  /** The arguments and answers of a run's activities, by their types, as its history holds them. */
  async function recorded(
    handle: WorkflowHandle<never> | PreparationHandle,
  ): Promise<Map<string, unknown[]>> {
    const { events } = await (handle as PreparationHandle).fetchHistory();
    const scheduled = new Map<string, string>();
    const answers = new Map<string, unknown[]>();
    const { payloadCodecs = [] } = dataConverterFor(encryption, 'default');
    for (const event of events ?? []) {
      const begun = event.activityTaskScheduledEventAttributes;
      if (begun) {
        scheduled.set(String(event.eventId), begun.activityType?.name ?? '');
      }
      const done = event.activityTaskCompletedEventAttributes;
      if (done) {
        const type = scheduled.get(String(done.scheduledEventId)) ?? '';
        let payloads: Payload[] = [...(done.result?.payloads ?? [])];
        for (const codec of payloadCodecs) {
          payloads = await codec.decode(payloads);
        }
        const text = Buffer.from(payloads[0]?.data ?? '').toString();
        answers.set(type, [...(answers.get(type) ?? []), text === '' ? null : (JSON.parse(text) as unknown)]);
      }
    }
    return answers;
  }

  it('gets no access from activities that a workflow of their own schedules with forged plans', async () => {
    const input = inputFor('forged', {
      ramUser: { name: `mgw-forged-${tag}`, policies: ['AliyunRAMFullAccess'] },
      credentials: { recipients: [attackersRecipient] },
    });
    const attestor = new Attestor(attackersKeys);
    const workflowId = `rogue/${tag}-forged`;
    const plan = { plan: {} as Plan, digest: 'd'.repeat(64), frozenAt: new Date().toISOString() };
    const forgedPlan = attestor.attest('plan', { workflowId }, plan);
    const forgedApproval = attestor.attest(
      'approval',
      { workflowId },
      { planDigest: plan.digest, decisions: [] },
    );
    const records = { logon: null, accessKey: null, sourceKey: null };
    const argument = { input, plan: forgedPlan, approval: forgedApproval, records, edition: 1 };
    const before = await control.lastSequence();

    // The user itself gives nobody access, and is made for whoever starts a preparation.
    const made = await rogue.workflow.start('prepareMigration', {
      workflowId: `${workflowId}-user`,
      taskQueue: ROGUE_QUEUE,
      args: [{ activity: 'ensureUser', argument: { input } }],
    });
    await until(() => control.ramUser(`mgw-forged-${tag}`));
    // It ends by itself where it can read the answer.
    await made.terminate().catch(() => undefined);
    for (const activity of [
      'settleBucket',
      'grantPolicies',
      'enableConsoleLogon',
      'issueAccessKey',
      'issueSourceKey',
      'verifyAccess',
      'deliverCredentials',
      'markDelivered',
      'concludePreparation',
    ]) {
      expect([activity, await attempted({ activity, argument }, workflowId)]).toEqual([
        activity,
        'NotAuthentic',
      ]);
    }

    expect(await grantsSince(before)).toEqual([]);
    expect(await control.ramUser(`mgw-forged-${tag}`)).toMatchObject({ accessKeys: [], policies: [] });
  });

  it('gets no access by repeating what a worker vouched for in another run, under its very workflow ID', async () => {
    const handle = await prepare(inputFor('replayed'));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal('approve', await approval(handle));
    await handle.result();
    const answers = await recorded(handle);
    const plan = answers.get('presentPlan')?.at(-1);
    const confirmed = answers.get('confirmApproval')?.at(-1);
    const approved = (confirmed as { approval: unknown } | undefined)?.approval;
    const input = inputFor('replayed', { credentials: { recipients: [attackersRecipient] } });
    const before = await control.lastSequence();

    for (const activity of ['grantPolicies', 'enableConsoleLogon', 'issueAccessKey']) {
      const elsewhere = { input, plan, approval: approved };
      expect(await attempted({ activity, argument: elsewhere })).toBe('NotAuthentic');
      expect(await attempted({ activity, argument: elsewhere }, handle.workflowId)).toBe('ApprovalVoid');
      const same = { ...elsewhere, input: inputFor('replayed') };
      expect(await attempted({ activity, argument: same }, handle.workflowId)).toBe('ApprovalVoid');
    }

    expect(await grantsSince(before)).toEqual([]);
  });

  it('gets no approval by answering checkDecision for a worthless signature', async () => {
    forged['checkDecision'] = async () => ({
      proof: { kind: 'ssh signature', fingerprint: li.fingerprint, signedAt: new Date().toISOString() },
      refused: null,
    });
    const before = await control.lastSequence();
    const handle = await prepare(inputFor('answered'));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal('approve', await approval(handle, new SshSigner()));

    const waiting = await until(async () => {
      const status = await handle.query(statusQuery);
      const asked = status.approval?.changes;
      return status.phase.name === 'waiting for approval' && asked !== undefined ? asked : undefined;
    });
    expect(waiting.map(({ now }) => say('en', now)).join()).toMatch(
      /0 of 1 approvals count.*was signed with the key/s,
    );
    expect((await grantsSince(before)).filter((change) => change.includes('answered'))).toEqual([]);

    forged = {};
    await handle.signal('approve', await approval(handle));
    expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
  });

  it('gets nothing granted by answering confirmApproval', async () => {
    const attestor = new Attestor(attackersKeys);
    forged['confirmApproval'] = async (request) => {
      const { plan } = request as { plan: { value: { digest: string } } };
      const { runId } = await handle.describe();
      const about = { workflowId: handle.workflowId, runId };
      const value = { planDigest: plan.value.digest, decisions: [] };
      return { approval: attestor.attest('approval', about, value), why: null };
    };
    const before = await control.lastSequence();
    const handle = await prepare(inputFor('confirmed'));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal('approve', await approval(handle));

    await until(async () => {
      const status = await handle.query(statusQuery);
      return status.phase.name === 'waiting for approval' && status.approval?.changes ? true : undefined;
    });
    expect((await grantsSince(before)).filter((change) => change.includes('confirmed'))).toEqual([]);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
  });

  it('has no forged result shown as a preparation’s', async () => {
    const result = await delivered('genuine');
    const workflowId = `prepare/forged-result-${tag}`;
    const faked = {
      ...result,
      sealedCredentials: { ...result.sealedCredentials, accessKey: 'sealed by mallory' },
    };
    const [{ publicKey } = { publicKey: '' }] = settings.trust.keys;
    const shown = async (publicKeys: readonly string[], one: object) => {
      const handle = await rogue.workflow.start('prepareMigration', {
        workflowId,
        taskQueue: ROGUE_QUEUE,
        args: [{ result: one }],
      });
      await handle.result();
      const preparations = realPreparations(client, publicKeys);
      return runCommand(['report', '--id', workflowId], { preparations });
    };

    for (const one of [faked, result, { ...result, signature: undefined }]) {
      const told = await shown([publicKey], one);
      expect(told).toMatchObject({ exitCode: 1, out: '' });
      expect(told.error).toMatch(/was not signed by a worker of this configuration, so none of it is shown/);
    }
    const unknown = await shown([], faked);
    expect(unknown.error).toMatch(
      /This result was not verified because no public key of the workers is configured here/,
    );
  });

  it('strips nothing that was delivered by a workflow ID that reads like a mark', async () => {
    const input = inputFor('collided');
    await delivered('collided');
    const before = await control.ramUser(`mgw-collided-${tag}`);
    const mark = before?.comments ?? '';
    for (const workflowId of [
      mark,
      mark.replace(/^ks3-oss-prep /, ''),
      'prepare/photos delivered 2026-01-01T00:00:00Z',
    ]) {
      const handle = await prepare(input, workflowId);
      expect(await handle.result()).toMatchObject({ outcome: 'already prepared' });
    }
    expect(await control.ramUser(`mgw-collided-${tag}`)).toEqual(before);
  });

  it('does not keep expired credentials by holding the ID of their revocation', async () => {
    const userName = `mgw-held-${tag}`;
    const held = await rogue.workflow.start('revokeCredentials', {
      workflowId: `revoke/${userName}`,
      taskQueue: ROGUE_QUEUE,
      args: [],
    });
    const { credentials } = await delivered('held', { credentials: { expireAfter: '1 hour' } });
    const keys = new WorkerKeys(settings.trust);
    const tools = { settings, clouds: connectClouds(settings), keys };
    const signal = new AbortController().signal;
    const expiry = Date.parse(credentials.expiresAt ?? '');

    expect(await sweepExpired({ ...tools, now: expiry - 1000 }, signal)).toEqual([]);
    const swept = await sweepExpired({ ...tools, now: expiry + 3_600_000 }, signal);

    expect(swept).toContainEqual({
      user: `RAM user ${userName}`,
      removed: expect.arrayContaining([`RAM user ${userName}`]),
    });
    expect(await control.ramUser(userName)).toBeUndefined();
    await held.terminate();
  });

  it('moves no revocation beyond the expiry that the mark holds, by its input or a message', async () => {
    const { credentials } = await delivered('moved', { credentials: { expireAfter: '2 hours' } });
    const userName = `mgw-moved-${tag}`;
    const workflowId = `revoke/${userName}/again`;
    const handle = await client.workflow.start('revokeCredentials', {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [{ ...revocationOf('moved'), at: '2099-01-01T00:00:00Z' }],
    });
    const phase = () => handle.query(statusQuery).then((status) => status.phase);
    const expiring = { name: 'waiting', until: new Date(credentials.expiresAt ?? '').toISOString() };
    await until(async () => ((await phase()).name === 'waiting' ? true : undefined));
    expect(await phase()).toMatchObject(expiring);

    const message = { ...revocationOf('forged'), at: '2099-01-01T00:00:00Z' };
    await handle.signal('redelivered', message);
    await handle.signal('look', message);
    await until(async () => {
      const { notices, phase: now } = await handle.query(statusQuery);
      return notices.length > 0 && now.name === 'waiting' ? true : undefined;
    });
    expect(await phase()).toMatchObject(expiring);
    await handle.signal('revoke', { grace: 'none' });
    expect(await handle.result()).toMatchObject({ outcome: 'revoked', account: { userName } });
  });

  const revocationOf = (name: string) => {
    const { source, destination, ramUser } = inputFor(name);
    return { source, destination, ramUser };
  };

  it('ends no live key by confirming a rotation that nobody opened', async () => {
    const { account } = await delivered('rotated');
    const userName = `mgw-rotated-${tag}`;
    const start = (more: object) =>
      client.workflow.start('rotateCredentials', {
        workflowId: `rotate/${userName}`,
        taskQueue: TASK_QUEUE,
        args: [{ ...revocationOf('rotated'), ...more }],
      });
    await expect((await start({ grace: 'none' })).result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput' },
    });

    const handle = await start({ confirmWithin: '1 hour' });
    await until(async () => ((await handle.query(statusQuery)).phase.name === 'waiting' ? true : undefined));
    await handle.signal('confirm', { by: 'li.wei' });
    await handle.signal('confirm', { by: 'li.wei', code: 'guessed' });
    await until(async () => ((await handle.query(statusQuery)).notices.length === 2 ? true : undefined));
    for (const activity of ['disableReplacedKeys', 'removeOtherKeys']) {
      const input = revocationOf('rotated');
      const argument =
        activity === 'removeOtherKeys' ? { input, which: 'all', disabled: null, known: [] } : input;
      await attempted({ activity, argument });
    }

    const left = (await control.ramUser(userName))?.accessKeys ?? [];
    expect(left).toContainEqual({ id: account.accessKeyId, status: 'Active' });
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect((await control.ramUser(userName))?.accessKeys).toEqual([
      { id: account.accessKeyId, status: 'Active' },
    ]);
  });

  it('is asked for an approval again after resetting an approved run', async () => {
    const handle = await prepare(inputFor('reset'));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal('approve', await approval(handle));
    await handle.result();
    const { events } = await handle.fetchHistory();
    const scheduled = events?.find(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'settleBucket',
    );
    const task = events?.findLast(
      (event) =>
        event.workflowTaskCompletedEventAttributes && Number(event.eventId) <= Number(scheduled?.eventId),
    );
    // Nothing of it is delivered any more, so that the run gets as far as the approval.
    const revoked = await client.workflow.start('revokeCredentials', {
      workflowId: `revoke/mgw-reset-${tag}/now`,
      taskQueue: TASK_QUEUE,
      args: [{ ...revocationOf('reset'), at: 'now', grace: 'none' }],
    });
    await revoked.result();
    const before = await control.lastSequence();
    const { runId } = await handle.describe();
    await client.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: handle.workflowId, runId },
      workflowTaskFinishEventId: task?.eventId,
      requestId: randomUUID(),
      reason: 'a test',
    });

    const again = client.workflow.getHandle<typeof prepareMigration>(handle.workflowId);
    await until(async () => {
      const status = await again.query(statusQuery);
      return status.phase.name === 'waiting for approval' && status.approval?.changes ? true : undefined;
    });
    expect((await grantsSince(before)).filter((change) => /AccessKey|Attach|Login/.test(change))).toEqual([]);
    await again.signal('approve', await approval(again));
    expect(await again.result()).toMatchObject({ outcome: 'prepared' });
  });
});
