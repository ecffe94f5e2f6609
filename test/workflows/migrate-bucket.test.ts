import {
  approveSignal,
  auditQuery,
  cutOverSignal,
  cutOverUpdate,
  decideUpdate,
  planQuery,
  rejectSignal,
  retrySignal,
  statusQuery,
} from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import { MAX_ROUND, type MigratedResult, type NotMigratedResult } from '../../contracts/migration/migration';
import { planDigest } from '../../contracts/runs/plan';
import type { PreparedResult } from '../../contracts/runs/result';
import { Secret } from '../../contracts/credentials/secret';
import type { NotifyChannel, SourceProfile } from '../../contracts/settings';
import { resultStatement } from '../../contracts/approval/result-statement';
import { SignatureChecks } from '../../provisioning/trust/worker-keys';
import type { migrateBucket } from '../../workflows';
import { FakeMgw, finish, moveTo, type FakeJob } from '../provisioning/migration/fake-mgw';
import { channelTo } from '../rig/notify-channel';
import {
  approve,
  inputFor,
  startRig,
  until,
  untilPhase,
  type InputParts,
  type MigrationHandle,
  type Rig,
} from '../rig/rig';
import { say } from '../../presentation/words/words';
import { WORKER_KEY } from '../rig/worker-key';

const WATCH_EVERY_MS = 20;
/** So long a run waits for notifications before it leaves its history. */
const FLUSH_SECONDS = 10;
/** The worker's settings: every migration begins with them as they are then. */
const watching = {
  role: 'oss-import-photos',
  sourcePrefix: 'dropped' as const,
  watchEveryMs: WATCH_EVERY_MS,
};

const channels: NotifyChannel[] = [];

/** Data Online Migration behind its port: each test has one of its own. */
let mgw: FakeMgw;
let rig: Rig;
const prepared = new Map<string, PreparedResult>();

beforeAll(async () => {
  rig = await startRig(
    { buckets: [{ name: 'photos', synthetic: 'hex:10' }] },
    (settings) => ({ ...settings, migration: watching, notify: channels }),
    undefined,
    (clouds) => ({ ...clouds, mgw: () => mgw }),
  );
  await prepare('plain');
  await prepare('sealed', { source: { bucket: 'photos', accessKey: 'create' } });
});

afterAll(() => rig.stop());

beforeEach(() => {
  mgw = new FakeMgw();
});

async function prepare(name: string, more: InputParts = {}): Promise<void> {
  const handle = await rig.prepare(inputFor(name, more), `prepare/photos/${name}`);
  await approve(handle);
  prepared.set(name, (await handle.result()) as PreparedResult);
}

function migrate(name: string, more: object = {}): Promise<MigrationHandle> {
  const preparation = { workflowId: `prepare/photos/${name}` };
  return rig.migrate({
    source: { bucket: 'photos' },
    preparation,
    requestedBy: 'li.wei',
    // The fake copies nothing.
    verify: false,
    ...more,
  });
}

async function launched(name: string, more: object = {}): Promise<MigrationHandle> {
  const handle = await migrate(name, more);
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'wang.fang', comment: 'go' });
  return handle;
}

const STEPS = [
  'validate',
  'source',
  'destination',
  'verify',
  'job',
  'approval',
  'launch',
  'watch',
  'failures',
  'rounds',
  'compare',
  'result',
];

const jobs = () => [...mgw.jobs.values()];
const onlyJob = (): FakeJob => jobs()[0] as FakeJob;
const checks = new SignatureChecks([WORKER_KEY.publicKey]);

async function untilParked(handle: MigrationHandle, type: string): Promise<void> {
  await until(async () => {
    const { phase } = await handle.query(statusQuery);
    return (phase.name === 'action required' && phase.problem.type === type) || undefined;
  });
}

describe('a migration', () => {
  it('creates addresses and job, and copies nothing until the launch is approved', async () => {
    const handle = await migrate('plain', { maxFilesPerSecond: 500 });
    const { approval } = await untilPhase(handle, 'waiting for approval');
    expect(jobs().map(({ status }) => status)).toEqual(['begin']);
    expect([...mgw.addresses.values()].map(({ type, bucket, role }) => [type, bucket, role])).toEqual([
      ['ks3', 'photos', ''],
      ['oss', 'plain-oss', 'oss-import-photos'],
    ]);
    expect(mgw.secrets).toEqual([rig.settings.sources['default']?.accessKeySecret.reveal()]);
    const frozen = await handle.query(planQuery);
    expect(frozen?.digest).toBe(planDigest(frozen?.plan as never));
    expect(frozen?.plan).toMatchObject({
      kind: 'migration',
      prepared: { runId: prepared.get('plain')?.run.runId, planDigest: prepared.get('plain')?.planDigest },
      inventory: { objects: '10' },
      job: { name: onlyJob().name, overwrite: 'if newer', maxFilesPerSecond: 500, maxBandwidth: null },
    });
    expect(approval?.plan.join('\n')).toContain('From KS3 bucket photos: 10 objects');

    const digest = frozen?.digest;
    await handle.executeUpdate(decideUpdate, {
      args: [{ decision: 'approve', approver: 'wang.fang', planDigest: digest }],
    });
    const result = (await handle.result()) as MigratedResult;
    expect(result).toMatchObject({
      outcome: 'migrated',
      jobs: [
        { job: onlyJob().name, state: 'finished', figures: { copiedObjects: '10', failedObjects: '0' } },
      ],
      planDigest: digest,
      approvedBy: [{ approver: 'wang.fang', decision: 'approve' }],
      prepared: { workflowId: 'prepare/photos/plain' },
    });
    expect(checks.holds(resultStatement(result), result.signature)).toBe(true);
    expect((await handle.query(statusQuery)).steps.map(({ name, state }) => [name, state])).toEqual(
      STEPS.map((name) => [name, name === 'rounds' || name === 'compare' ? 'skipped' : 'done']),
    );
    expect((await handle.query(auditQuery)).events.map(({ kind }) => kind)).toEqual([
      'waiting',
      'decision',
      'closed',
    ]);
  });

  it('is removed again where the launch is rejected', async () => {
    const handle = await migrate('plain');
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(rejectSignal, { approver: 'wang.fang', reason: 'not now' });
    const result = (await handle.result()) as NotMigratedResult;
    expect(result).toMatchObject({ outcome: 'launch rejected', undo: { kept: [] } });
    expect(result.undo.removed).toHaveLength(3);
    expect(checks.holds(resultStatement(result), result.signature)).toBe(true);
    expect([mgw.addresses.size, mgw.jobs.size]).toEqual([0, 0]);
  });

  it('is removed again where it is cancelled before the launch', async () => {
    const handle = await migrate('plain');
    await untilPhase(handle, 'waiting for approval');
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    expect([mgw.addresses.size, mgw.jobs.size]).toEqual([0, 0]);
  });

  it('asks again where somebody changed the job after the approval was asked for', async () => {
    const handle = await migrate('plain');
    await untilPhase(handle, 'waiting for approval');
    const before = (await handle.query(planQuery))?.digest;
    onlyJob().version = 'of somebody else';
    await handle.signal(approveSignal, { approver: 'wang.fang' });
    await until(async () => {
      const frozen = await handle.query(planQuery);
      const { phase } = await handle.query(statusQuery);
      return (phase.name === 'waiting for approval' && frozen?.digest !== before) || undefined;
    });
    expect(onlyJob().status).toBe('begin');
    await handle.signal(approveSignal, { approver: 'wang.fang' });
    expect(await handle.result()).toMatchObject({ outcome: 'migrated' });
  });

  it('leaves the job alone where it is cancelled after the launch, and the next run watches it on', async () => {
    mgw.launched = (job) => moveTo(job, 'doing', { copiedObjects: 4 });
    const handle = await launched('plain');
    await untilPhase(handle, 'waiting');
    const { steps, progress } = await handle.query(statusQuery);
    expect(steps.find(({ name }) => name === 'watch')?.note).toContain('4 of 10 objects');
    expect(progress).toMatchObject({ figures: { copiedObjects: '4' } });
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    const { phase } = await handle.query(statusQuery);
    expect(phase).toMatchObject({
      outcome: 'cancelled',
      summary: expect.stringMatching(`job ${onlyJob().name} \\(it was launched .*mgwutil close-job`),
    });
    expect([onlyJob().status, mgw.addresses.size]).toEqual(['doing', 2]);

    const next = await migrate('plain');
    await untilPhase(next, 'waiting');
    finish(onlyJob());
    expect(await next.result()).toMatchObject({ outcome: 'migrated', approvedBy: [] });
    expect(mgw.jobs.size).toBe(1);
  });

  it('says that the job is gone where somebody deletes it while it copies', async () => {
    mgw.launched = (job) => moveTo(job, 'doing', { copiedObjects: 4 });
    const handle = await launched('plain');
    await untilPhase(handle, 'waiting');
    const { name } = onlyJob();
    mgw.jobs.clear();
    await untilParked(handle, 'MgwGone');
    expect(JSON.stringify((await handle.query(statusQuery)).phase)).toContain(name);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    expect(mgw.addresses.size).toBe(0);
  });

  it('ends with its result where somebody deletes a finished job before that is made', async () => {
    mgw.launched = (job) => finish(job, job.repairs === null ? 3 : 0);
    const handle = await launched('plain');
    await untilParked(handle, 'MgwObjectsFailed');
    const { name } = onlyJob();
    await handle.signal(retrySignal, {});
    const read = mgw.job.bind(mgw);
    mgw.job = async (asked) => (asked === name && mgw.jobs.size > 1 ? null : read(asked));
    const result = (await handle.result()) as MigratedResult;
    expect(result.outcome).toBe('migrated');
    expect(result.jobs.map(({ job, state }) => [job === name, state])).toEqual([
      [true, 'deleted'],
      [false, 'finished'],
    ]);
    expect(say('en', result.summary)).toContain(name);
  });

  it('stops where objects failed, and copies those again once somebody says retry', async () => {
    mgw.launched = (job) => finish(job, job.repairs === null ? 3 : 0);
    const handle = await launched('plain');
    await untilParked(handle, 'MgwObjectsFailed');
    await handle.signal(retrySignal, { by: 'li.wei' });
    const result = (await handle.result()) as MigratedResult;
    expect(result.outcome).toBe('migrated');
    expect(result.jobs.map(({ figures }) => figures?.failedObjects)).toEqual(['3', '0']);
    expect(jobs().map(({ repairs }) => repairs)).toEqual([null, onlyJob().version]);
  });

  it('ends with its result where somebody cancels it while objects are left', async () => {
    mgw.launched = (job) => finish(job, 3);
    const handle = await launched('plain');
    await untilParked(handle, 'MgwObjectsFailed');
    await handle.cancel();
    expect(await handle.result()).toMatchObject({ outcome: 'migrated with failures', jobs: [{}] });
    expect(mgw.jobs.size).toBe(1);
  });

  it('removes what a repair has created that was never launched, and leaves both ends of the job', async () => {
    mgw.launched = (job) => finish(job, 3);
    const handle = await launched('plain');
    await untilParked(handle, 'MgwObjectsFailed');
    const before = [...mgw.addresses.keys()];
    mgw.verification = { outcome: 'refused', code: 'NoSuchBucket', message: '' };
    await handle.signal(retrySignal, {});
    await untilParked(handle, 'MgwAddressRefused');
    expect(mgw.addresses.size).toBe(3);
    await handle.cancel();
    expect(await handle.result()).toMatchObject({ outcome: 'migrated with failures', jobs: [{}] });
    expect([...mgw.addresses.keys()]).toEqual(before);
  });

  it('keeps what the comparison found where somebody cancels the round that would copy it', async () => {
    const handle = await launched('plain', { verify: true });
    await untilParked(handle, 'MigrationDiffers');
    mgw.verification = { outcome: 'refused', code: 'NoSuchBucket', message: '' };
    await handle.signal(retrySignal, {});
    await untilParked(handle, 'MgwAddressRefused');
    await handle.cancel();
    expect(await handle.result()).toMatchObject({
      outcome: 'migrated with differences',
      verification: { identical: false },
    });
    expect([mgw.jobs.size, mgw.addresses.size]).toEqual([1, 2]);
  });

  it('begins a new history before its own grows too long, and keeps what was decided', async () => {
    mgw.launched = (job) => moveTo(job, 'doing');
    watching.watchEveryMs = 0;
    const handle = await launched('plain');
    watching.watchEveryMs = WATCH_EVERY_MS;
    const first = (await handle.describe()).runId;
    const latest = rig.client.workflow.getHandle(handle.workflowId);
    await until(async () => (await latest.describe()).runId !== first || undefined);
    finish(onlyJob());
    const result = (await latest.result()) as MigratedResult;
    expect(result).toMatchObject({ outcome: 'migrated', approvedBy: [{ approver: 'wang.fang' }] });
    expect(result.run.runId).toBe((await latest.describe()).runId);
    expect(result.audit.events.map(({ kind }) => kind)).toEqual(['waiting', 'decision', 'closed']);
    const { steps } = await latest.query(statusQuery);
    expect(steps.filter(({ state }) => state === 'done').map(({ name }) => name)).toEqual(
      STEPS.filter((name) => name !== 'rounds' && name !== 'compare'),
    );
  });

  it('keeps a request for the cut-over that comes while it begins a new history', async () => {
    channels.push(channelTo('webhook', rig.standIns.summary, { url: new Secret('http://127.0.0.1:9/') }));
    mgw.launched = (job) => moveTo(job, 'doing');
    watching.watchEveryMs = 0;
    const handle = await launched('plain', { rounds: { every: '300 days' } });
    watching.watchEveryMs = WATCH_EVERY_MS;
    const first = (await handle.describe()).runId;
    await until(async () => {
      const { events } = await handle.fetchHistory();
      const timers = (events ?? []).map(
        ({ timerStartedEventAttributes: timer }) => timer?.startToFireTimeout,
      );
      return timers.some((timer) => Number(timer?.seconds) === FLUSH_SECONDS) || undefined;
    });
    await handle.executeUpdate(cutOverUpdate, { args: [{ by: 'li.wei' }] });
    channels.length = 0;
    const latest = rig.client.workflow.getHandle<typeof migrateBucket>(handle.workflowId);
    await until(async () => (await latest.describe()).runId !== first || undefined);
    await until(async () => {
      const { steps } = await latest.query(statusQuery);
      return steps.find(({ name }) => name === 'validate')?.state === 'done' || undefined;
    });
    expect((await latest.query(statusQuery)).cutOver).toEqual({ state: 'requested', by: 'li.wei' });
    await latest.terminate();
  });

  it('leaves rounds for the cut-over, however long nobody asks for it', async () => {
    const handle = await launched('plain', { round: MAX_ROUND - 10, rounds: { every: '1 second' } });
    await until(async () => {
      const { phase } = await handle.query(statusQuery);
      return (phase.name === 'waiting' && phase.for.includes('the last one')) || undefined;
    });
    await handle.signal(cutOverSignal, { by: 'li.wei' });
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(approveSignal, { approver: 'wang.fang' });
    expect(await handle.result()).toMatchObject({ outcome: 'migrated', jobs: [{}, {}] });
  });

  it('waits for the configuration that it began with where that refuses the comparison by now', async () => {
    mgw.launched = (job) => moveTo(job, 'doing');
    const handle = await launched('plain', { verify: true });
    await untilPhase(handle, 'waiting');
    const sources = rig.settings.sources as Record<string, SourceProfile>;
    const { default: profile, ...others } = sources;
    delete sources['default'];
    sources['other'] = profile as SourceProfile;
    finish(onlyJob());
    await untilParked(handle, 'ConfigurationChanged');
    delete sources['other'];
    Object.assign(sources, others, { default: profile });
    await handle.signal(retrySignal, {});
    await untilParked(handle, 'MigrationDiffers');
    await handle.cancel();
    expect(await handle.result()).toMatchObject({ outcome: 'migrated with differences' });
  });

  it('waits where the address is refused, with the words of the service, and goes on after retry', async () => {
    mgw.verification = { outcome: 'refused', code: 'NoSuchBucket', message: 'there is no such bucket' };
    const handle = await migrate('plain');
    await untilParked(handle, 'MgwAddressRefused');
    const { phase } = await handle.query(statusQuery);
    expect(JSON.stringify(phase)).toContain('there is no such bucket');
    mgw.verification = { outcome: 'available' };
    await handle.signal(retrySignal, {});
    await untilPhase(handle, 'waiting for approval');
    await handle.cancel();
    await handle.result().catch(() => undefined);
  });

  it('reads with a key of its own where the secret of the source was sealed, unless told to use the configured one', async () => {
    const delivered = prepared.get('sealed')?.sourceKey;
    const own = await migrate('sealed');
    await untilPhase(own, 'waiting for approval');
    const [address] = [...mgw.addresses.values()];
    expect((await own.query(planQuery))?.plan).toMatchObject({
      source: { accessKeyId: address?.accessKeyId, iamUser: expect.stringMatching(/^mgw-photos-.*-job$/) },
    });
    expect(delivered).not.toMatchObject({ accessKeyId: address?.accessKeyId });
    await own.signal(approveSignal, { approver: 'wang.fang' });
    const result = (await own.result()) as MigratedResult;
    expect(result.source.accessKeyId).toBe(address?.accessKeyId);
    expect(result.reader).toMatchObject({ kept: [] });
    expect(result.reader?.removed).toHaveLength(4);

    mgw = new FakeMgw();
    const handle = await migrate('sealed', { source: { bucket: 'photos', accessKey: 'use' } });
    await untilPhase(handle, 'waiting for approval');
    expect((await handle.query(planQuery))?.plan).toMatchObject({
      source: { accessKeyId: rig.settings.sources['default']?.accessKeyId },
    });
    await handle.cancel();
    await handle.result().catch(() => undefined);
  });

  it.each([
    ['a run that does not exist', { workflowId: 'prepare/nothing' }, 'there is no such run'],
    ['a run of another kind', { workflowId: 'nightly' }, 'it ended without a result'],
  ])('continues nothing but a prepared bucket: %s', async (_, preparation, why) => {
    await rig.client.workflow.execute('inventoryBucket', {
      workflowId: 'nightly',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }],
    });
    const handle = await migrate('plain', { preparation });
    await untilParked(handle, 'PreparationNotFinished');
    expect(JSON.stringify((await handle.query(statusQuery)).phase)).toContain(why);
    await handle.cancel();
    await handle.result().catch(() => undefined);
  });

  it('takes no forged watch over from whoever starts it', async () => {
    const forged = { migration: { value: {}, signature: {} }, launch: 1, number: -1, steps: [1], audit: 5 };
    const handle = await rig.client.workflow.start('migrateBucket', {
      workflowId: 'run/forged',
      taskQueue: 'migration-prep',
      args: [{ source: { bucket: 'photos' } }, forged],
    });
    await untilParked(handle, 'NotAuthentic');
    await handle.cancel();
    await handle.result().catch(() => undefined);
    expect(mgw.jobs.size).toBe(0);
  });
});
