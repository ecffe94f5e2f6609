import { english } from '../english';
import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import OSS from 'ali-oss';
import { openSealed } from '../../provisioning/sealing/sealing';
import {
  approveSignal,
  decideUpdate,
  draftQuery,
  planQuery,
  rejectSignal,
  statusQuery,
} from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { AlreadyPreparedResult, PreparedResult, NotPreparedResult } from '../../contracts/runs/result';
import { Control } from '../rig/control';
import { approve, inputFor, startRig, untilPhase, type Rig } from '../rig/rig';
import { expectNothingLeft } from '../rig/parked-run';

/** Stand-in objects: 2,500 keys, so that the listing has several pages. */
const OBJECTS = Array.from({ length: 2500 }, (_, n) => ({
  key: `p/${String(n).padStart(5, '0')}.jpg`,
  size: n,
}));
const BYTES = OBJECTS.reduce((sum, { size }) => sum + size, 0);

let rig: Rig;
let control: Control;

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }] });
  control = new Control(rig.standIns);
  await control.arrange('ks3', 'put-objects', { bucket: 'photos', objects: OBJECTS });
});

afterAll(() => rig.stop());

/** Changes that calls made at Alibaba since `sequence`, as `operation resource`. */
async function changesSince(sequence: number): Promise<string[]> {
  const entries = await control.audit({ since: String(sequence) });
  return entries
    .filter(({ service, effect }) => service !== 'ks3' && effect !== undefined)
    .map(({ operation, resource }) => `${operation} ${resource}`);
}

/** OSS as its own SDK speaks to it, with a given key. */
function ossClient(key: { accessKeyId: string; accessKeySecret: string }): OSS {
  const { endpoint } = rig.standIns.summary.oss;
  const { accessKeyId, accessKeySecret } = key;
  // The published types lack authorizationV4, without which OSS refuses the signature.
  const options = { accessKeyId, accessKeySecret, endpoint, region: 'oss-cn-beijing', authorizationV4: true };
  return new OSS(options);
}

function unknownFields(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`field-${at}`, at]));
}

describe('a preparation that is approved', () => {
  it('ends with the true totals, a filled form, and credentials that work and only the recipient can open', async () => {
    const before = await control.lastSequence();
    const handle = await rig.prepare(inputFor('approved'));
    const waiting = await untilPhase(handle, 'waiting for approval');

    // Nothing that grants access exists before the approval.
    expect(waiting.totals).toEqual({ objects: '2500', bytes: String(BYTES) });
    expect(await control.ramUser('mgw-approved')).toMatchObject({
      accessKeys: [],
      policies: [],
      loginProfile: null,
    });
    expect(
      (await changesSince(before)).filter((change) =>
        /CreateAccessKey|AttachPolicy|LoginProfile/.test(change),
      ),
    ).toEqual([]);

    await handle.signal(approveSignal, { approver: 'li.wei', comment: 'checked' });
    const result = (await handle.result()) as PreparedResult;

    expect(result.outcome).toBe('prepared');
    expect(result.jobForm.job).toMatchObject({ fileCount: '2500', dataSizeBytes: String(BYTES) });
    expect(result.jobForm.source).toMatchObject({
      bucket: 'photos',
      endpoint: rig.standIns.summary.ks3.endpoint,
    });
    expect(result.jobForm.destination).toMatchObject({ bucket: 'approved-oss', dataRegion: 'cn-beijing' });
    expect(result.approvedBy).toMatchObject([{ approver: 'li.wei', comment: 'checked', via: 'signal' }]);

    const user = await control.ramUser('mgw-approved');
    expect(user?.accessKeys).toEqual([{ id: result.account.accessKeyId, status: 'Active' }]);
    expect([...(user?.policies ?? [])].sort()).toEqual(['AliyunMGWFullAccess', 'AliyunOSSFullAccess']);
    expect(user?.comments).toMatch(/ delivered \d{4}-/);

    const key = JSON.parse(
      await openSealed(result.sealedCredentials.accessKey ?? '', [rig.identity]),
    ) as Record<string, string>;
    expect(key['accessKeyId']).toBe(result.account.accessKeyId);
    const oss = ossClient({
      accessKeyId: key['accessKeyId'] ?? '',
      accessKeySecret: key['accessKeySecret'] ?? '',
    });
    expect((await oss.getBucketInfo('approved-oss')).bucket.Name).toBe('approved-oss');

    const logon = JSON.parse(
      await openSealed(result.sealedCredentials.password ?? '', [rig.identity]),
    ) as Record<string, string>;
    expect(logon['userPrincipalName']).toMatch(/^mgw-approved@.+\.onaliyun\.com$/);
    expect(
      await control.arrange('ram', 'check-password', {
        userName: 'mgw-approved',
        password: logon['password'],
      }),
    ).toEqual({ matches: true });
  });

  it('does not issue credentials a second time, and says why', async () => {
    const workflowId = 'run/again';
    const first = await rig.prepare(inputFor('again'), workflowId);
    await approve(first);
    await first.result();
    const keys = (await control.ramUser('mgw-again'))?.accessKeys;

    const second = await rig.prepare(inputFor('again'), workflowId);
    const result = (await second.result()) as AlreadyPreparedResult;
    expect(result).toMatchObject({ outcome: 'already prepared', comparison: { drift: [] } });
    expect((await control.ramUser('mgw-again'))?.accessKeys).toEqual(keys);
  });

  it('can be approved by the update, which answers at once', async () => {
    const handle = await rig.prepare(inputFor('update', { approval: { required: 2 } }));
    await untilPhase(handle, 'waiting for approval');
    const plan = await handle.query(planQuery);
    expect(await handle.query(draftQuery)).toMatchObject({
      outcome: 'draft',
      storageClass: 'Standard',
      inventory: { totals: { objects: '2500', bytes: String(BYTES) } },
      frozen: plan,
      decisions: [],
    });
    expect((await handle.query(statusQuery)).inventory).toContainEqual(
      expect.stringContaining('KS3 list requests 3, KS3 HEAD requests 2,500'),
    );

    const wrongPlan = { decision: 'approve', approver: 'li.wei', planDigest: 'f'.repeat(64) };
    await expect(handle.executeUpdate(decideUpdate, { args: [wrongPlan] })).rejects.toThrow(
      WorkflowUpdateFailedError,
    );
    await expect(handle.executeUpdate(decideUpdate, { args: ['approve'] })).rejects.toThrow(
      WorkflowUpdateFailedError,
    );

    const first = { decision: 'approve', approver: 'li.wei', planDigest: plan?.digest };
    expect(english(await handle.executeUpdate(decideUpdate, { args: [first] }))).toEqual({
      accepted: true,
      message: 'approve by li.wei counted; more approvals are needed',
    });
    await expect(handle.executeUpdate(decideUpdate, { args: [first] })).rejects.toMatchObject({
      cause: { message: expect.stringContaining('each person counts once') },
    });
    const second = { decision: 'approve', approver: 'wang.fang' };
    expect(english(await handle.executeUpdate(decideUpdate, { args: [second] }))).toMatchObject({
      message: 'approve by wang.fang counted; the plan is approved',
    });
    expect((await handle.result()).outcome).toBe('prepared');
  });

  it('gives console logon or an AccessKey alone where that is asked for', async () => {
    const handle = await rig.prepare(inputFor('logon-only', { ramUser: { programmaticAccess: false } }));
    await approve(handle);
    const result = (await handle.result()) as PreparedResult;
    expect(result.sealedCredentials.accessKey).toBeNull();
    expect(await control.ramUser('mgw-logon-only')).toMatchObject({
      accessKeys: [],
      loginProfile: { passwordsSet: 1 },
    });
  });
});

describe('a preparation that is not approved', () => {
  it('removes what it made when it is rejected, and says so', async () => {
    const handle = await rig.prepare(inputFor('rejected'));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'wrong bucket' });
    const result = (await handle.result()) as NotPreparedResult;
    expect(english(result)).toMatchObject({
      outcome: 'rejected',
      undo: { removed: ['RAM user mgw-rejected', 'OSS bucket rejected-oss'] },
    });
    expect(english(result.summary)).toContain('li.wei rejected it ("wrong bucket")');
    await expectNothingLeft(control, 'rejected');
  });

  it('fails closed when nobody decides in time, after reminding', async () => {
    const handle = await rig.prepare(
      inputFor('timeout', { approval: { timeout: '3 seconds', remindEvery: '1 second' } }),
    );
    const result = (await handle.result()) as NotPreparedResult;
    expect(result.outcome).toBe('approval timed out');
    await expectNothingLeft(control, 'timeout');
  });

  it('removes what it made when it is cancelled', async () => {
    const handle = await rig.prepare(inputFor('cancelled'));
    await untilPhase(handle, 'waiting for approval');
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow(WorkflowFailedError);
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    expect((await handle.query(statusQuery)).phase).toEqual({
      name: 'finished',
      outcome: 'cancelled',
      summary: 'Removed: RAM user mgw-cancelled, OSS bucket cancelled-oss.',
    });
    await expectNothingLeft(control, 'cancelled');
  });

  it('keeps a bucket in which somebody has put objects', async () => {
    const handle = await rig.prepare(inputFor('used'));
    await untilPhase(handle, 'waiting for approval');
    const client = ossClient(rig.standIns.summary.oss);
    client.useBucket('used-oss');
    await client.put('kept.txt', Buffer.from('x'));
    await handle.signal(rejectSignal, { approver: 'li.wei' });
    expect(english(await handle.result())).toMatchObject({
      undo: {
        removed: ['RAM user mgw-used'],
        kept: [{ what: 'OSS bucket used-oss', why: 'it contains objects' }],
      },
    });
  });
});

describe('messages that make no sense', () => {
  it('leave the run healthy and are named in its details', async () => {
    const handle = await rig.prepare(inputFor('odd-messages'));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal('approve');
    await handle.signal('approve', 'li.wei');
    await handle.signal('approve', { aprover: 'li.wei' });
    await handle.signal('aprove', { approver: 'li.wei' });
    await handle.signal('retry', { by: 'li.wei' });

    const { phase, notices } = await handle.query(statusQuery);
    expect(phase.name).toBe('waiting for approval');
    expect(notices).toEqual([
      expect.stringContaining('"approve" was not understood: its input is missing'),
      expect.stringContaining('"approve" was not understood: its input must be an object, but is a string'),
      expect.stringContaining('aprover is not a known field'),
      expect.stringContaining('There is no signal "aprove"'),
      expect.stringContaining('"retry" from li.wei was ignored: no step requires action now'),
    ]);
    await handle.signal('approve', unknownFields(60_000));
    expect((await handle.query(statusQuery)).notices.at(-1)).toContain(
      '"approve" was not understood: its input is larger than 16 KiB',
    );
    await handle.signal(approveSignal, { approver: 'li.wei' });
    expect((await handle.result()).outcome).toBe('prepared');
  });

  it('let an approval before the plan exists count for nothing', async () => {
    await control.fault({
      service: 'ks3',
      operation: 'ListObjectsV2',
      kind: 'latency',
      latencyMs: 1500,
      times: 1,
    });
    const handle = await rig.prepare(inputFor('early'));
    await handle.signal(approveSignal, { approver: 'li.wei' });
    const { notices } = await untilPhase(handle, 'waiting for approval');
    expect(notices).toEqual([
      expect.stringContaining('"approve" from li.wei does not count: no approval is pending yet'),
    ]);
    await handle.signal(rejectSignal, { approver: 'li.wei' });
    await handle.result();
  });
});

describe('a start that cannot work', () => {
  it.each([
    ['no input', undefined, 'is missing'],
    ['a list', [{ source: { bucket: 'photos' } }], 'must be an object, but is a list'],
    ['60,000 unknown fields', unknownFields(60_000), 'is larger than 64 KiB'],
    ['2,000 unknown fields', unknownFields(2000), '… and 1,981 more'],
    ['an unknown field', { source: { bucket: 'photos' }, destinaton: {} }, 'did you mean "destination"?'],
  ])('with %s fails at once with every problem and an example', async (_name, input, problem) => {
    const handle = await rig.prepare(input);
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining(problem) },
    });
    expect((await handle.query(statusQuery)).phase).toEqual({
      name: 'finished',
      outcome: 'failed',
      failure: 'InvalidInput',
    });
  });

  it('reports what the schema and what the configuration refuse', async () => {
    const handle = await rig.prepare({
      source: { bucket: 'photos', profile: 'nowhere' },
      destination: { acl: 'public-read', blockPublicAccess: true },
      approval: { timeout: '30 days' },
      credentials: { recipients: ['age1nonsense'] },
    });
    const failure = await handle.result().catch((error: unknown) => (error as WorkflowFailedError).cause);
    for (const path of [
      'source.profile',
      'destination.acl',
      'approval.timeout',
      'credentials.recipients.0',
    ]) {
      expect((failure as Error).message).toContain(`- ${path}: `);
    }
  });

  it('under the workflow ID of another bucket names the right one', async () => {
    const handle = await rig.client.workflow.start('prepareMigration', {
      workflowId: 'prepare/videos',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }],
    });
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining('"prepare/photos"') },
    });
  });

  it('under a misspelt type names the types that there are', async () => {
    const handle = await rig.client.workflow.start('prepareMigraton', {
      workflowId: 'misspelt',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }],
    });
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'UnknownWorkflowType',
        message: expect.stringMatching(/prepareMigration,.* inventoryBucket,/),
      },
    });
  });
});

describe('an inventory alone', () => {
  it('is a workflow of its own with the same totals', async () => {
    const handle = await rig.client.workflow.start('inventoryBucket', {
      workflowId: 'inventory/photos',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }],
    });
    expect(await handle.result()).toMatchObject({
      value: { totals: { objects: '2500', bytes: String(BYTES) } },
    });
  });
});
