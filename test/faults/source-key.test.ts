import { english } from '../english';
import { say } from '../../presentation/words/words';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { openSealed } from '../../provisioning/sealing/sealing';
import { planQuery, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import { preparationId } from '../../contracts/runs/preparation-id';
import type { NotPreparedResult, PreparedResult } from '../../contracts/runs/result';
import type { FaultRule } from '../../standins/core/fault-kinds';
import { Control, type IamState } from '../rig/control';
import { OWN_KEY, readerTo } from '../rig/lifecycle';
import { parkedFor } from '../rig/parked-run';
import { approve, inputFor, startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';
import { recogniseErrorsOfNode } from '../rig/node-errors';

/** Calls that change something at IAM on the way to a key, in their order. */
const CHANGES = ['CreateUser', 'CreatePolicy', 'AttachUserPolicy', 'CreateAccessKey', 'UpdateUser'] as const;

/** Each change once with its answer lost and once with the call itself lost, and two keys lost in a row. */
const LOSSES = [
  ...CHANGES.flatMap((operation) => [[operation, 'after', 1] as const, [operation, 'before', 1] as const]),
  ['CreateAccessKey', 'after', 2] as const,
].map(([operation, when, times], number) => ({
  operation,
  when,
  times,
  what: when === 'after' ? 'answer' : 'call',
  name: `lost-${number}`,
}));

let rig: Rig;
let control: Control;
let before: IamState;
const preparations = new Map<string, PreparationHandle>();

recogniseErrorsOfNode();

/** All of them run at the same time, each with users of its own. */
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }, { name: 'videos' }] });
  control = new Control(rig.standIns);
  for (const bucket of ['photos', 'videos']) {
    await control.arrange('ks3', 'put-object', { bucket, key: 'a.jpg', content: 'x' });
  }
  before = await control.iam();
  for (const { operation, when, times, name } of LOSSES) {
    await lose(name, { operation, when, times, kind: 'reset' });
    preparations.set(name, await prepare(name));
  }
});

afterAll(() => rig.stop());

const workflowId = (name: string) => `run/${name}`;
const preparationOf = (name: string) =>
  preparationId({ source: { bucket: 'photos', prefix: '' }, destination: { bucket: `${name}-oss` } });
const readerNamed = (name: string) => readerTo(`${name}-oss`);

function prepare(name: string): Promise<PreparationHandle> {
  return rig.prepare(inputFor(name, OWN_KEY), workflowId(name));
}

/** Makes a call about the user, or the policy of the same name, of a preparation go wrong. */
function lose(name: string, fault: Omit<FaultRule, 'service' | 'resource'>): Promise<unknown> {
  return control.fault({ service: 'iam', resource: readerNamed(name), ...fault });
}

async function effects(operation: string, resource: string): Promise<number> {
  const calls = await control.audit({ service: 'iam', operation });
  return calls.filter((call) => call.resource === resource && call.effect !== undefined).length;
}

async function untilFired(operation: string, resource: string): Promise<void> {
  await until(async () => {
    const faults = await control.faults();
    return (
      faults.some((one) => one.operation === operation && one.resource === resource && one.fired > 0) ||
      undefined
    );
  });
}

/** What the recipient finds in the sealed text. */
async function opened({ sealedCredentials }: PreparedResult): Promise<Record<string, string>> {
  return JSON.parse(await openSealed(sealedCredentials.sourceAccessKey ?? '', [rig.identity])) as Record<
    string,
    string
  >;
}

/** Exactly one user, one policy, and one active key, which is the sealed one and reads that bucket alone. */
async function expectOneWorkingKey(name: string, result: PreparedResult): Promise<void> {
  const userName = readerNamed(name);
  const sealed = await opened(result);
  const state = await control.iam();
  expect(state.users.filter((user) => user.name === userName)).toMatchObject([
    {
      remark: expect.stringMatching(new RegExp(`^ks3-oss-prep ${preparationOf(name)} delivered \\d{4}-`)),
      accessKeys: [{ id: sealed['accessKeyId'], status: 'Active' }],
      policies: [userName],
    },
  ]);
  expect(state.customPolicies.filter((policy) => policy.name === userName)).toHaveLength(1);
  expect(result.jobForm.source.accessKeyId).toBe(sealed['accessKeyId']);

  const { endpoint, region } = rig.standIns.summary.ks3;
  const s3 = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: {
      accessKeyId: sealed['accessKeyId'] ?? '',
      secretAccessKey: sealed['accessKeySecret'] ?? '',
    },
  });
  try {
    expect((await s3.send(new ListObjectsV2Command({ Bucket: 'photos' }))).KeyCount).toBe(1);
    await s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'a.jpg' }));
    for (const beyond of [
      new ListObjectsV2Command({ Bucket: 'videos' }),
      new PutObjectCommand({ Bucket: 'photos', Key: 'b', Body: 'x' }),
    ]) {
      await expect(s3.send(beyond as ListObjectsV2Command)).rejects.toMatchObject({ name: 'AccessDenied' });
    }
  } finally {
    s3.destroy();
  }
}

async function expectNothingLeft(name: string): Promise<void> {
  const userName = readerNamed(name);
  const { users, customPolicies } = await control.iam();
  expect([...users, ...customPolicies].map((one) => one.name)).not.toContain(userName);
}

describe('a preparation that makes the source AccessKey', () => {
  it('says so in its plan, makes nothing before the approval, and fills the form with the new key', async () => {
    const handle = await prepare('plain');
    const { approval } = await untilPhase(handle, 'waiting for approval');
    const userName = readerNamed('plain');
    expect(approval?.plan).toContainEqual(
      `Read with an AccessKey of a new Kingsoft IAM user ${userName}, which may only list, locate and read bucket photos`,
    );
    expect((await handle.query(planQuery))?.plan).toMatchObject({ sourceKey: { mode: 'create', userName } });
    await expectNothingLeft('plain');

    await approve(handle);
    const result = (await handle.result()) as PreparedResult;
    await expectOneWorkingKey('plain', result);
    expect(english(result.jobForm.source.secretKey)).toBe('in the sealed credentials');
    expect(result.sourceKey).toMatchObject({
      mode: 'create',
      accountId: rig.standIns.summary.iam.accountId,
      userName,
      profile: 'default',
    });
    expect(result.checks.map(({ name }) => say('en', name))).toEqual(
      expect.arrayContaining(['KS3 AccessKey', 'Source AccessKey', 'New KS3 read']),
    );
    expect((await handle.query(statusQuery)).steps).toContainEqual({
      name: 'sourceKey',
      title: 'Source AccessKey',
      state: 'done',
      note: result.jobForm.source.accessKeyId,
    });
  });
});

describe('a preparation that loses calls on the way to the source AccessKey', () => {
  beforeAll(() => Promise.all([...preparations.values()].map((handle) => approve(handle))));

  it.each(LOSSES)(
    'ends with exactly one that works where the $what of $operation is lost (times: $times)',
    async ({ operation, when, times, name }) => {
      const handle = preparations.get(name) as PreparationHandle;
      const result = (await handle.result()) as PreparedResult;
      const fault = (await control.faults()).find((one) => one.resource === readerNamed(name));
      expect(fault).toMatchObject({ operation, when, fired: times });
      await expectOneWorkingKey(name, result);
      expect(await effects('CreateUser', readerNamed(name))).toBe(1);
    },
  );

  it('gave nothing to the identity that provisions, nor to the main account', async () => {
    const { mainAccessKeys, users } = await control.iam();
    expect(mainAccessKeys).toEqual(before.mainAccessKeys);
    expect(users.find(({ name }) => name === 'prep-operator')).toEqual(before.users[0]);
  });
});

describe('a preparation whose source AccessKey is gone before everything is handed over', () => {
  it('issues another with the rest, and ends with exactly one that works', async () => {
    const name = 'gone';
    const userName = readerNamed(name);
    // Time to delete it once it is recorded.
    const logon = { operation: 'CreateLoginProfile', resource: `mgw-${name}` };
    await control.fault({ service: 'ram', ...logon, kind: 'latency', latencyMs: 5000 });
    const handle = await prepare(name);
    await approve(handle);
    await control.untilFired(logon.operation, logon.resource);
    const [recorded] = (await control.iamUser(userName))?.accessKeys ?? [];
    const { signal } = new AbortController();
    await rig.clouds.iam('default')?.deleteAccessKey(userName, recorded?.id ?? '', signal);

    const result = (await handle.result()) as PreparedResult;
    await expectOneWorkingKey(name, result);
    expect(result.jobForm.source.accessKeyId).not.toBe(recorded?.id);
    expect(await effects('CreateAccessKey', userName)).toBe(2);
  });
});

describe('a preparation that uses the configured key', () => {
  it('says so in its plan, and changes nothing at IAM', async () => {
    const sequence = String(await control.lastSequence());
    const handle = await rig.prepare(inputFor('configured'));
    const { approval } = await untilPhase(handle, 'waiting for approval');
    const { accessKeyId } = rig.standIns.summary.ks3;
    expect(approval?.plan).toContainEqual(`Read with the configured AccessKey ${accessKeyId}`);
    await approve(handle);
    const result = (await handle.result()) as PreparedResult;
    expect(result.sourceKey).toEqual({ mode: 'use', accessKeyId });
    expect(result.sealedCredentials.sourceAccessKey).toBeNull();
    const calls = await control.audit({ service: 'iam', since: sequence });
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter(({ effect }) => effect !== undefined)).toEqual([]);
    const whose = result.checks.find(({ name }) => say('en', name) === 'KS3 AccessKey');
    expect(english(whose)).toMatchObject({
      outcome: 'ok',
      message: expect.stringContaining(`belongs to Kingsoft IAM user prep-operator of account`),
    });
  });
});

describe('what was created is removed', () => {
  it('when it is rejected: nothing was made yet, nothing is left', async () => {
    const handle = await prepare('rejected');
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'wrong bucket' });
    expect(((await handle.result()) as NotPreparedResult).outcome).toBe('rejected');
    await expectNothingLeft('rejected');
    expect(await effects('CreateUser', readerNamed('rejected'))).toBe(0);
  });

  it('when an earlier run was terminated after it had made it, before anybody approves again', async () => {
    const name = 'terminated';
    const userName = readerNamed(name);
    await lose(name, { operation: 'CreateAccessKey', kind: 'hang', when: 'after' });
    const first = await prepare(name);
    await approve(first);
    await untilFired('CreateAccessKey', userName);
    await first.terminate();
    expect((await control.iamUser(userName))?.accessKeys).toHaveLength(1);

    const second = await prepare(name);
    await untilPhase(second, 'waiting for approval');
    await expectNothingLeft(name);
    await second.signal(rejectSignal, { approver: 'li.wei' });
    await second.result();
  });
});

describe('a preparation that is cancelled after the source AccessKey was made', () => {
  const UNDONE = ['DeleteAccessKey', 'DetachUserPolicy', 'DeletePolicy', 'DeleteUser'];
  const cancelled = new Map<string, PreparationHandle>();
  const nameOf = (operation: string) => `undo-${operation.toLowerCase()}`;

  async function untilKeyIsMade(name: string): Promise<void> {
    await until(async () => {
      const user = await control.iamUser(readerNamed(name));
      return (user?.accessKeys.length ?? 0) > 0 || undefined;
    });
  }

  beforeAll(async () => {
    await Promise.all(
      UNDONE.map(async (operation) => {
        const name = nameOf(operation);
        const userName = readerNamed(name);
        // IAM's policies are deleted by their KRN.
        const krn = `krn:ksc:iam::${before.accountId}:policy/${userName}`;
        const resource = operation === 'DeletePolicy' ? krn : userName;
        await control.fault({ service: 'iam', operation, resource, kind: 'reset', when: 'after' });
        // Time to cancel it before everything is delivered.
        await control.fault({
          service: 'ram',
          operation: 'CreateLoginProfile',
          resource: `mgw-${name}`,
          kind: 'latency',
          latencyMs: 5000,
        });
        const handle = await prepare(name);
        await approve(handle);
        await untilKeyIsMade(name);
        await handle.cancel();
        cancelled.set(operation, handle);
      }),
    );
  });

  it.each(UNDONE)('leaves nothing, also where the answer of %s is lost on the way', async (operation) => {
    const handle = cancelled.get(operation) as PreparationHandle;
    const name = nameOf(operation);
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    await expectNothingLeft(name);
    expect(await effects('CreateAccessKey', readerNamed(name))).toBe(1);
    const faults = await control.faults();
    expect(
      faults.find((one) => one.operation === operation && one.resource?.endsWith(readerNamed(name))),
    ).toMatchObject({ fired: 1 });
  });
});

describe('a preparation whose source AccessKey cannot be made', () => {
  it('parks there until somebody has cured it, and then goes on', async () => {
    const name = 'denied';
    await lose(name, { operation: 'CreateAccessKey', kind: 'status', status: 403, code: 'AccessDenied' });
    const handle = await prepare(name);
    await approve(handle);
    const message = await parkedFor(
      handle,
      'sourceKey',
      'IamNoPermission',
      `Kingsoft IAM user ${readerNamed(name)}`,
    );
    expect(message).toContain('docs/configuration.md');
    await handle.signal(retrySignal, { by: 'li.wei' });
    await expectOneWorkingKey(name, (await handle.result()) as PreparedResult);
  });

  it('parks in the preflight where the name is taken by somebody else', async () => {
    const name = 'taken';
    await control.arrange('iam', 'create-user', { name: readerNamed(name), remark: 'by Li Wei' });
    const handle = await prepare(name);
    const status = await untilPhase(handle, 'action required');
    expect(status.phase).toMatchObject({
      step: 'preflight',
      problem: {
        message: expect.stringContaining(
          `Source AccessKey (IamUserNotOurs): Kingsoft IAM user ${readerNamed(name)}`,
        ),
      },
    });
    await handle.cancel();
    await handle.result().catch(() => undefined);
    expect(await control.iamUser(readerNamed(name))).toMatchObject({ remark: 'by Li Wei' });
  });

  it('does not make one a second time, and says why', async () => {
    const again = await prepare('plain');
    expect(await again.result()).toMatchObject({ outcome: 'already prepared' });
  });
});
