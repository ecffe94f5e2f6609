import { say } from '../../presentation/words/words';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorType } from '../../contracts/error-table';
import { retrySignal, statusQuery } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import { Control } from '../rig/control';
import {
  endOfCancelled,
  expectNothingLeft,
  identityOf,
  parkedFor,
  preflightFinds,
  retryToTheEnd,
} from '../rig/parked-run';
import { approve, inputFor, startRig, until, type Rig } from '../rig/rig';

const OBJECTS = [
  { key: 'p/1.jpg', size: 1 },
  { key: 'p/2.jpg', size: 2 },
];
const TOTALS = { objects: '2', bytes: '3' };

let rig: Rig;
let control: Control;
const { signal } = new AbortController();

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }] });
  control = new Control(rig.standIns);
  await control.arrange('ks3', 'put-objects', { bucket: 'photos', objects: OBJECTS });
});

afterEach(async () => {
  await control.clearFaults();
  await control.set('clock', { skewSeconds: 0 });
  await control.set('propagation', { accessKeySeconds: 0, userReads: 0 });
});
afterAll(() => rig.stop());

describe('several problems', () => {
  it('are told together, each with what to do', async () => {
    await control.arrange('oss', 'create-bucket', { name: 'several-oss', owner: 'foreign' });
    await control.arrange('ram', 'create-user', { name: 'mgw-several' });
    const input = inputFor('several', {
      source: { bucket: 'nowhere' },
      ramUser: { policies: ['AliyunOSSFulAccess', 'custom:mgw-none'] },
    });
    const handle = await rig.prepare(input);
    const message = await preflightFinds(
      handle,
      [
        ['Ks3NoSuchBucket', 'KS3 bucket nowhere'],
        ['OssNameTaken', 'OSS bucket several-oss'],
        ['RamUserNotOurs', 'RAM user mgw-several'],
        ['RamPolicyMissing', 'RAM system policy AliyunOSSFulAccess'],
        ['RamPolicyMissing', 'RAM system policy AliyunOSSFulAccess'],
      ],
      input,
    );
    expect(message).toContain('RAM custom policy mgw-none');
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
  });
});

describe('clocks that differ', () => {
  it('from Alibaba’s are told', async () => {
    await control.set('clock', { skewSeconds: 3600 });
    const input = inputFor('skewed');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['RamClockSkew', identityOf(rig)]], input);
    await control.set('clock', { skewSeconds: 0 });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('from OSS’s are told', async () => {
    await control.set('clock', { skewSeconds: 3600, service: 'oss' });
    const input = inputFor('skewed-oss');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['OssClockSkew', 'OSS bucket skewed-oss-oss']], input);
    await control.set('clock', { skewSeconds: 0 });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it.each([3600, -3600])('from KS3’s by %i seconds do not matter: its time is taken', async (skewSeconds) => {
    await control.set('clock', { skewSeconds, service: 'ks3' });
    const handle = await rig.prepare(inputFor(`skewed-ks3-${skewSeconds > 0 ? 'ahead' : 'behind'}`));
    await approve(handle);
    expect(await handle.result()).toMatchObject({ outcome: 'prepared', inventory: { totals: TOTALS } });
  });
});

describe('what passes by itself', () => {
  /** A run with temporary trouble is prepared without anybody's action. */
  async function preparedUnaided(name: string): Promise<PreparedResult> {
    const handle = await rig.prepare(inputFor(name));
    await approve(handle);
    const result = (await handle.result()) as PreparedResult;
    expect(result.outcome).toBe('prepared');
    const user = await control.ramUser(`mgw-${name}`);
    expect(user?.accessKeys).toEqual([{ id: result.account.accessKeyId, status: 'Active' }]);
    return result;
  }

  it('RAM that asks to slow down, in whatever it is asked', async () => {
    for (const operation of [
      'GetUser',
      'CreateUser',
      'AttachPolicyToUser',
      'CreateLoginProfile',
      'CreateAccessKey',
    ]) {
      await control.fault({ service: 'ram', kind: 'throttle', operation, times: 1 });
    }
    expect((await preparedUnaided('throttled')).outcome).toBe('prepared');
    expect((await control.faults()).map(({ fired }) => fired)).toEqual([1, 1, 1, 1, 1]);
  });

  it('KS3 that says how long to wait is not asked before', async () => {
    const slow = { service: 'ks3', operation: 'ListObjectsV2', kind: 'throttle' } as const;
    await control.fault({ ...slow, retryAfter: 3, times: 1 });
    const sequence = await control.lastSequence();
    await preparedUnaided('retry-after');
    const asked = await control.audit({ since: String(sequence), operation: 'ListObjectsV2' });
    const [refused, next] = asked.map(({ time, status }) => ({ at: Date.parse(time), status }));
    expect([refused?.status, next?.status]).toEqual([503, 200]);
    // Without such a delay, the next attempt comes after a second.
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2900);
  });

  it('OSS that asks to slow down', async () => {
    await control.fault({ service: 'oss', kind: 'throttle', times: 2 });
    expect((await preparedUnaided('oss-throttled')).outcome).toBe('prepared');
  });

  it('a fresh key that OSS and STS do not know yet', async () => {
    await control.set('propagation', { accessKeySeconds: 3 });
    const sequence = await control.lastSequence();
    const { checks } = await preparedUnaided('fresh-key');
    expect(
      checks.filter(({ name }) => say('en', name).startsWith('New AccessKey')).map(({ outcome }) => outcome),
    ).toEqual(['ok', 'ok']);
    const calls = await control.audit({ since: String(sequence) });
    const refused = calls.filter(({ service, status }) => service === 'sts' && status === 404);
    expect(refused.length).toBeGreaterThan(0);
    expect(calls.filter(({ operation }) => operation === 'CreateAccessKey')).toHaveLength(1);
  });

  it('a fresh user that RAM does not show yet', async () => {
    await control.set('propagation', { userReads: 2 });
    await preparedUnaided('unseen');
    const created = await control.audit({ operation: 'CreateUser' });
    expect(created.filter(({ resource }) => resource === 'mgw-unseen')).toHaveLength(1);
  });

  it('a fresh user whose creation was not answered, and that RAM does not show yet', async () => {
    await control.set('propagation', { userReads: 2 });
    await control.fault({ service: 'ram', operation: 'CreateUser', kind: 'reset', when: 'after' });
    await preparedUnaided('unseen-lost');
    expect((await control.ramUser('mgw-unseen-lost'))?.comments).toMatch(/ delivered /);
  });
});

describe('a run that is parked', () => {
  it('takes retry as often as needed, and shows the latest problem', async () => {
    await control.arrange('ram', 'create-user', { name: 'mgw-stubborn' });
    const input = inputFor('stubborn', { ramUser: { policies: ['custom:mgw-late'] } });
    const handle = await rig.prepare(input);
    const both: [ErrorType, string][] = [
      ['RamUserNotOurs', 'RAM user mgw-stubborn'],
      ['RamPolicyMissing', 'RAM custom policy mgw-late'],
    ];
    await preflightFinds(handle, both, input);
    await handle.signal(retrySignal, { by: 'li.wei' });
    await preflightFinds(handle, both, input);
    await rig.clouds.ram().deleteUser('mgw-stubborn', signal);
    await handle.signal(retrySignal, { by: 'li.wei' });
    await until(async () => {
      const { phase } = await handle.query(statusQuery);
      return phase.name === 'action required' && !phase.problem.message.includes('RamUserNotOurs')
        ? true
        : undefined;
    });
    await preflightFinds(handle, both.slice(1), input);
    const statement = { Effect: 'Allow', Action: 'oss:*', Resource: '*' };
    const policy = JSON.stringify({ Version: '1', Statement: [statement] });
    await rig.clouds.ram().createPolicy('mgw-late', policy, '', signal);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('ends and removes what it created when it is cancelled', async () => {
    await control.arrange('ram', 'limits', { accessKeysPerUser: 0 });
    const handle = await rig.prepare(inputFor('given-up'));
    await approve(handle);
    await parkedFor(handle, 'accessKey', 'RamAccessKeyLimit', 'RAM user mgw-given-up');
    await control.arrange('ram', 'limits', { accessKeysPerUser: 2 });
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    const { steps } = await handle.query(statusQuery);
    expect(steps.filter(({ state }) => state === 'action required')).toEqual([]);
    expect(steps.find(({ name }) => name === 'accessKey')).toMatchObject({
      state: 'cancelled',
      note: '',
    });
    await expectNothingLeft(control, 'given-up');
  });
});
