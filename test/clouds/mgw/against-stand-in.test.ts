import { afterEach, describe, expect, it } from '@jest/globals';
import type { FailedList, NewAddress } from '../../../clouds/mgw/port';
import type { PrepError } from '../../../contracts/prep-error';
import { Secret } from '../../../contracts/credentials/secret';
import { until } from '../../rig/until';
import { rejection } from '../alibaba/rejection';
import { MgwWorld, signal } from './mgw-stand-in';

const KEYS = ['a.jpg', 'b/1 2.jpg', 'b/图片&<>.jpg', 'c+d.jpg', 'e.jpg'];

let world: MgwWorld;
afterEach(() => world.stop());

const typeOf = async (call: Promise<unknown>) => (await rejection(call)).type;

describe('addresses', () => {
  it('are created once, found, and deleted', async () => {
    world = await MgwWorld.start([]);
    const { mgw, source, destination, standIns } = world;
    expect(await mgw.createAddress(source, signal)).toBe('created');
    expect(await mgw.createAddress(source, signal)).toBe('exists');
    expect(await mgw.address('photos-src', signal)).toEqual({
      name: 'photos-src',
      type: 'ks3',
      bucket: 'photos',
      prefix: '',
      domain: new URL(standIns.summary.ks3.endpoint).host,
      region: '',
      role: '',
      accessKeyId: standIns.summary.ks3.accessKeyId,
      tags: 'prep:photos',
      status: 'notVerify',
    });
    await mgw.createAddress(destination, signal);
    expect(await mgw.address('photos-dst', signal)).toMatchObject({
      type: 'oss',
      region: 'oss-cn-beijing',
      role: 'oss-import-role',
    });
    expect(await mgw.deleteAddress('photos-src', signal)).toBe('deleted');
    expect(await mgw.deleteAddress('photos-src', signal)).toBe('missing');
    expect(await mgw.address('photos-src', signal)).toBeNull();
  });

  it.each(['available', 'avaliable'] as const)('are pending, then %s', async (availableSpelling) => {
    world = await MgwWorld.start(KEYS, { availableSpelling });
    await world.prepare();
    expect(await world.mgw.verifyAddress('photos-src', signal)).toEqual({ outcome: 'pending', status: '' });
    expect(await world.verified('photos-src')).toEqual({ outcome: 'available' });
    expect(await world.verified('photos-dst')).toEqual({ outcome: 'available' });
  });

  it.each<[string, string, (of: MgwWorld) => NewAddress]>([
    [
      'the bucket does not exist',
      'NoSuchBucket',
      ({ source }) => ({ ...source, end: { ...source.end, bucket: 'videos' } as NewAddress['end'] }),
    ],
    [
      'the secret is another',
      'SignatureDoesNotMatch',
      ({ source, standIns }) => ({
        ...source,
        access: {
          accessKeyId: standIns.summary.ks3.accessKeyId,
          accessKeySecret: new Secret('another'),
        },
      }),
    ],
    [
      'nothing answers at the domain',
      'DomainUnreachable',
      ({ source }) => ({ ...source, end: { ...source.end, domain: 'ks3.example.com' } as NewAddress['end'] }),
    ],
    [
      'the domain has a scheme',
      'InvalidDomain',
      ({ source, standIns }) => ({
        ...source,
        end: { ...source.end, domain: standIns.summary.ks3.endpoint } as NewAddress['end'],
      }),
    ],
    [
      'nobody knows the role',
      'RoleNotExist',
      ({ destination }) => ({ ...destination, access: { role: 'another-role' } }),
    ],
    [
      'the bucket is in another region',
      'AccessDenied',
      ({ destination }) => ({
        ...destination,
        end: { ...destination.end, region: 'cn-hangzhou' } as NewAddress['end'],
      }),
    ],
  ])('are refused, because %s', async (_, code, wrong) => {
    world = await MgwWorld.start(KEYS);
    const address = wrong(world);
    expect(await world.mgw.createAddress(address, signal)).toBe('created');
    expect(await world.verified(address.name)).toMatchObject({ outcome: 'refused', code });
  });

  it('are tried again after a refusal', async () => {
    world = await MgwWorld.start([]);
    const { mgw, source, control } = world;
    const end = { ...source.end, bucket: 'videos' } as NewAddress['end'];
    await mgw.createAddress({ ...source, end }, signal);
    expect(await world.verified('photos-src')).toMatchObject({ outcome: 'refused' });
    await control.arrange('ks3', 'create-bucket', { name: 'videos' });
    expect(await world.verified('photos-src')).toEqual({ outcome: 'available' });
  });

  it('are written by a role, or an AccessKey, with what its policies permit', async () => {
    world = await MgwWorld.start(['a.jpg']);
    const { control, destination, mgw, standIns } = world;
    await control.arrange('mgw', 'create-role', { name: 'no-oss', policy: 'AliyunMGWFullAccess' });
    await mgw.createAddress({ ...destination, access: { role: 'no-oss' } }, signal);
    expect(await world.verified('photos-dst')).toMatchObject({ outcome: 'refused', code: 'AccessDenied' });
    const { accessKeyId, accessKeySecret } = standIns.summary.oss;
    const access = { accessKeyId, accessKeySecret: new Secret(accessKeySecret) };
    await mgw.createAddress({ ...destination, name: 'by-key', access }, signal);
    expect(await world.verified('by-key')).toEqual({ outcome: 'available' });
  });
});

describe('a job', () => {
  it('copies nothing before it is launched, and then everything, with its figures', async () => {
    world = await MgwWorld.start(KEYS);
    const { mgw } = world;
    await world.prepare({ tags: 'prep:photos' });
    expect(await mgw.job('photos-job', signal)).toMatchObject({
      name: 'photos-job',
      source: 'photos-src',
      destination: 'photos-dst',
      status: 'begin',
      tags: 'prep:photos',
    });
    expect(await mgw.jobHistory('photos-job', signal)).toEqual([]);
    expect(await world.copied()).toEqual([]);

    await world.launch();
    await world.reached('photos-job', 'finished');
    expect(await world.copied()).toEqual([...KEYS].sort());
    const history = await mgw.jobHistory('photos-job', signal);
    expect(history.map(({ status, figures }) => [status, figures?.copiedObjects ?? null])).toEqual([
      ['finished', 5],
      ['closing', null],
      ['doing', 5],
      ['preparing', null],
      ['launching', null],
    ]);
    const bytes = KEYS.reduce((sum, key) => sum + Buffer.byteLength(`content of ${key}`), 0);
    expect(history[0]).toMatchObject({
      round: 1,
      listed: true,
      figures: {
        totalObjects: 5,
        totalBytes: bytes,
        copiedObjects: 5,
        copiedBytes: bytes,
        skippedObjects: 0,
        failedObjects: 0,
      },
    });
    const { version } = (await mgw.job('photos-job', signal))!;
    expect(await mgw.jobResult('photos-job', 1, signal)).toEqual({
      version,
      failed: 'none',
      figures: history[0]?.figures,
    });
  });

  it('puts what is below the prefix of the source below that of the destination', async () => {
    world = await MgwWorld.start(KEYS);
    const { mgw, source, destination } = world;
    await mgw.createAddress({ ...source, end: { ...source.end, prefix: 'b/' } as NewAddress['end'] }, signal);
    await mgw.createAddress(
      { ...destination, end: { ...destination.end, prefix: 'from/ks3/' } as NewAddress['end'] },
      signal,
    );
    await mgw.createJob(world.job, signal);
    await world.launch();
    await world.reached('photos-job', 'finished');
    expect(await world.copied()).toEqual(['from/ks3/1 2.jpg', 'from/ks3/图片&<>.jpg'].sort());
  });

  it.each([
    ['always', 0],
    ['if newer', 2],
    ['never', 3],
  ] as const)('that overwrites %s skips %i of what exists', async (overwrite, skipped) => {
    world = await MgwWorld.start(['older.jpg', 'same.jpg']);
    const { mgw, control } = world;
    await world.prepare();
    await world.launch();
    await world.reached('photos-job', 'finished');
    // Copied, and changed afterwards.
    await control.arrange('ks3', 'put-object', {
      bucket: 'photos',
      key: 'newer.jpg',
      content: 'changed',
      lastModified: '2099-01-01T00:00:00Z',
    });
    await control.arrange('oss', 'put-objects', { bucket: 'photos-oss', objects: { 'newer.jpg': 'copied' } });
    await mgw.deleteJob('photos-job', signal);
    await mgw.createJob({ ...world.job, overwrite }, signal);
    await world.launch();
    await world.reached('photos-job', 'finished');
    expect((await mgw.jobResult('photos-job', 1, signal)).figures).toMatchObject({
      totalObjects: 3,
      copiedObjects: 3,
      skippedObjects: skipped,
    });
  });

  it.each(['empty', 'all'] as const)(
    'that never overwrites is created if the mode is %s',
    async (neverMode) => {
      world = await MgwWorld.start([], { neverMode });
      await world.prepare({ overwrite: 'never' });
      expect(await world.mgw.job('photos-job', signal)).toMatchObject({ status: 'begin' });
    },
  );

  it('grows its figures, is suspended, and resumes where it was', async () => {
    world = await MgwWorld.start(KEYS, { holdAfterObjects: 2 });
    const { mgw } = world;
    await world.prepare();
    await world.launch();
    const held = await until(async () => {
      const [newest] = await mgw.jobHistory('photos-job', signal);
      return newest?.figures?.copiedObjects === 2 ? newest : undefined;
    });
    expect(held).toMatchObject({ status: 'doing', listed: true, figures: { totalObjects: 5 } });
    await mgw.setJobStatus('photos-job', 'suspend', signal);
    expect((await mgw.jobHistory('photos-job', signal))[0]).toMatchObject({
      status: 'suspend',
      figures: null,
    });
    await world.switch({ holdAfterObjects: null });
    expect(await world.copied()).toHaveLength(2);
    await world.launch();
    await world.reached('photos-job', 'finished');
    expect((await mgw.jobResult('photos-job', 1, signal)).figures).toMatchObject({
      totalObjects: 5,
      copiedObjects: 5,
      skippedObjects: 0,
    });
    const puts = world.standIns.context.audit.entries({ service: 'oss', operation: 'PutObject' });
    expect(puts).toHaveLength(5);
  });

  it('ends early when it is closed', async () => {
    world = await MgwWorld.start(KEYS, { holdAfterObjects: 1 });
    const { mgw } = world;
    await world.prepare();
    await world.launch();
    await until(async () => ((await world.copied()).length > 0 ? true : undefined));
    await mgw.setJobStatus('photos-job', 'close', signal);
    await world.reached('photos-job', 'finished');
    expect(await world.copied()).toHaveLength(1);
  });

  it('refuses a change that its status does not allow', async () => {
    world = await MgwWorld.start([]);
    const { mgw } = world;
    await world.prepare();
    expect(await typeOf(mgw.setJobStatus('photos-job', 'suspend', signal))).toBe('MgwJobConflict');
    expect(await typeOf(mgw.setJobStatus('photos-job', 'close', signal))).toBe('MgwJobConflict');
    await world.launch();
    await world.reached('photos-job', 'finished');
    expect(await typeOf(mgw.setJobStatus('photos-job', 'launch', signal))).toBe('MgwJobConflict');
  });

  it('is interrupted when the key of the source no longer works', async () => {
    world = await MgwWorld.start(KEYS);
    const { mgw, control, standIns } = world;
    await world.prepare();
    await control.arrange('ks3', 'restrict', { accessKeyId: standIns.summary.ks3.accessKeyId });
    await world.launch();
    await world.reached('photos-job', 'interrupted');
    expect((await mgw.jobHistory('photos-job', signal))[0]).toMatchObject({
      status: 'interrupted',
      message: 'AccessDenied: Access Denied',
    });
  });

  it.each(['ks3', 'oss'] as const)('is interrupted when a listing of %s never answers', async (service) => {
    world = await MgwWorld.start(KEYS);
    const { mgw, control } = world;
    await world.prepare();
    await control.fault({ service, operation: 'ListObjectsV2', kind: 'hang' });
    await world.switch({ answerWithinMs: 200 });
    await world.launch();
    await world.reached('photos-job', 'interrupted');
    expect((await mgw.jobHistory('photos-job', signal))[0]).toMatchObject({
      message: 'InternalError: The address could not be tried.',
    });
  });

  it('keeps its limit of files a second', async () => {
    world = await MgwWorld.start(KEYS);
    await world.prepare({ maxFilesPerSecond: 20 });
    const before = performance.now();
    await world.launch();
    await world.reached('photos-job', 'finished');
    expect(performance.now() - before).toBeGreaterThan(200);
  });

  it('begins further rounds on its schedule', async () => {
    world = await MgwWorld.start(KEYS);
    const { mgw, control } = world;
    await world.prepare();
    await world.launch();
    await world.reached('photos-job', 'finished');
    await world.put(['new.jpg']);
    await control.arrange('mgw', 'next-round', { job: 'photos-job' });
    await world.reached('photos-job', 'finished');
    expect((await mgw.jobHistory('photos-job', signal))[0]).toMatchObject({
      round: 2,
      figures: { totalObjects: 6, copiedObjects: 6, skippedObjects: 5 },
    });
    expect(await typeOf(mgw.jobResult('photos-job', 1, signal))).toBe('MgwNotVisibleYet');
  });
});

describe('failed objects', () => {
  it('are listed with what another job needs to copy them', async () => {
    world = await MgwWorld.start(KEYS);
    const { mgw, control, source } = world;
    await control.arrange('mgw', 'fail-keys', { keys: ['a.jpg', 'c+d.jpg'], times: 1 });
    await world.prepare();
    await world.launch();
    await world.reached('photos-job', 'finished');
    expect(await world.copied()).toHaveLength(3);
    const parent = (await mgw.job('photos-job', signal))!;

    expect(await mgw.jobResult('photos-job', 1, signal)).toMatchObject({ failed: 'not listed yet' });
    const result = await mgw.jobResult('photos-job', 1, signal);
    expect(result.figures).toMatchObject({ totalObjects: 5, copiedObjects: 3, failedObjects: 2 });
    const list = result.failed as FailedList;
    const end = { type: 'failed-objects' as const, source: source.end as never, list };
    await mgw.createAddress({ ...source, name: 'photos-src-retry', end }, signal);
    expect(await world.verified('photos-src-retry')).toEqual({ outcome: 'available' });
    const retry = { ...world.job, name: 'photos-job-retry', source: 'photos-src-retry' };
    expect(await typeOf(mgw.createJob({ ...retry, repairs: 'unknown' }, signal))).toBe('MgwNotVisibleYet');
    await mgw.createJob({ ...retry, repairs: parent.version }, signal);
    await world.launch(retry.name);
    await world.reached(retry.name, 'finished');
    expect(await world.copied()).toEqual([...KEYS].sort());
    expect(await mgw.jobResult(retry.name, 1, signal)).toMatchObject({
      failed: 'none',
      figures: { totalObjects: 2, copiedObjects: 2 },
    });
    const named = await mgw.jobsNamed('photos-job', signal);
    expect(named.map(({ name, status }) => [name, status])).toEqual([
      [retry.name, 'finished'],
      ['photos-job', 'finished'],
    ]);

    expect(await mgw.deleteAddress('photos-src', signal)).toBe('occupied');
    expect(await typeOf(mgw.deleteJob('photos-job', signal))).toBe('MgwRequestRefused');
    expect(await mgw.deleteJob(retry.name, signal)).toBe('deleted');
    expect(await mgw.deleteJob('photos-job', signal)).toBe('deleted');
    expect(await mgw.deleteJob('photos-job', signal)).toBe('missing');
    expect(await mgw.deleteAddress('photos-src', signal)).toBe('deleted');
  });

  it('are reported with their reasons in the destination bucket', async () => {
    world = await MgwWorld.start(KEYS);
    const { mgw, control } = world;
    await control.arrange('mgw', 'fail-keys', {
      keys: ['b/图片&<>.jpg'],
      code: 'Frozen',
      message: 'It is frozen.',
    });
    await world.prepare();
    await world.launch();
    await world.reached('photos-job', 'finished');
    const job = (await mgw.job('photos-job', signal))!;
    const report = await until(async () => {
      const seen = await mgw.jobReport(job, 1, signal);
      return seen.status === 'finished' ? seen : undefined;
    });
    const { mgw: service } = world.standIns.summary;
    const prefix = `aliyun_import_report/${service.accountId}/${job.version}/1/failed_list/`;
    expect(report.failedObjects).toBe(prefix);
    const [file] = (await world.held()).filter((key) => key.startsWith(prefix));
    expect(await world.read(file!)).toBe(
      'b/%E5%9B%BE%E7%89%87%26%3C%3E.jpg,b/%E5%9B%BE%E7%89%87%26%3C%3E.jpg,26,2026-01-02T03:04:05Z,Frozen%3A%20It%20is%20frozen.\n',
    );
  });

  it('are given only to who knows the key of the list', async () => {
    world = await MgwWorld.start(KEYS, { unlistedResults: 0 });
    const { mgw, control, source } = world;
    await control.arrange('mgw', 'fail-keys', { keys: ['a.jpg'] });
    await world.prepare();
    await world.launch();
    await world.reached('photos-job', 'finished');
    const list = (await mgw.jobResult('photos-job', 1, signal)).failed as FailedList;
    const other = { ...list, accessKeySecret: new Secret('another') };
    const end = { type: 'failed-objects' as const, source: source.end as never, list: other };
    await mgw.createAddress({ ...source, name: 'photos-src-retry', end }, signal);
    expect(await world.verified('photos-src-retry')).toMatchObject({ outcome: 'refused' });
  });

  it('fail for reasons of the source and of the destination, each by itself', async () => {
    world = await MgwWorld.start(KEYS);
    const { mgw, control } = world;
    const refused = { kind: 'status', status: 403, code: 'AccessDenied' } as const;
    await control.fault({ service: 'ks3', operation: 'GetObject', resource: 'photos/a.jpg', ...refused });
    await control.fault({ service: 'oss', operation: 'PutObject', resource: 'photos-oss/e.jpg', ...refused });
    await world.prepare();
    await world.launch();
    await world.reached('photos-job', 'finished');
    expect((await mgw.jobResult('photos-job', 1, signal)).figures).toMatchObject({ failedObjects: 2 });
    expect(await world.copied()).toHaveLength(3);
  });
});

describe('the limits and rules of the service', () => {
  it('are found by the adapter', async () => {
    world = await MgwWorld.start([], { maxAddresses: 3, maxJobs: 1, maxDepth: 0 });
    const { mgw, job, source } = world;
    expect(await typeOf(mgw.createJob(job, signal))).toBe('MgwNotVisibleYet');
    await world.prepare();
    expect(await mgw.createJob(job, signal)).toBe('exists');
    expect(await typeOf(mgw.createJob({ ...job, name: 'another' }, signal))).toBe('MgwLimitReached');
    await world.switch({ maxJobs: 2 });
    expect(await typeOf(mgw.createJob({ ...job, name: 'another' }, signal))).toBe('MgwJobRepeated');
    expect((await mgw.jobsNamed('', signal)).map(({ name }) => name)).toEqual(['photos-job']);
    const addresses = await mgw.addressesNamed('photos-', signal);
    expect(addresses.map(({ name }) => name).toSorted()).toEqual(['photos-dst', 'photos-src']);
    expect(await mgw.addressesNamed('photos-s', signal)).toEqual([await mgw.address('photos-src', signal)]);
    const { version } = (await mgw.job('photos-job', signal))!;
    const retry = { ...job, name: 'another', repairs: version };
    expect(await typeOf(mgw.createJob(retry, signal))).toBe('MgwLimitReached');
    await mgw.createAddress({ ...source, name: 'third' }, signal);
    expect(await typeOf(mgw.createAddress({ ...source, name: 'fourth' }, signal))).toBe('MgwLimitReached');
    const wrong = { ...source, name: 'wrong', end: { ...source.end, prefix: '/x' } as NewAddress['end'] };
    expect(await typeOf(mgw.createAddress(wrong, signal))).toBe('MgwRequestRefused');
  });

  it('a running job is not deleted', async () => {
    world = await MgwWorld.start(KEYS, { holdAfterObjects: 1 });
    await world.prepare();
    await world.launch();
    await world.reached('photos-job', 'doing');
    expect(await typeOf(world.mgw.deleteJob('photos-job', signal))).toBe('MgwJobConflict');
  });

  it('lists have pages', async () => {
    world = await MgwWorld.start([], { samePair: 'accepted' });
    await world.prepare();
    const names = Array.from({ length: 450 }, (_, at) => `job-${at}`);
    for (const name of names) {
      await world.mgw.createJob({ ...world.job, name }, signal);
    }
    const found = await world.mgw.jobsNamed('job-', signal);
    expect(found.map(({ name }) => name)).toEqual(names.reverse());
    expect(world.standIns.context.audit.entries({ service: 'mgw', operation: 'ListJob' })).toHaveLength(3);
  });
});

describe('who asks', () => {
  it('has to sign with a key of the account that may', async () => {
    world = await MgwWorld.start([]);
    const { standIns, control } = world;
    const { accessKeyId, accessKeySecret } = standIns.summary.mgw;
    const asked = (mgw: MgwWorld['mgw']) => typeOf(mgw.address('photos-src', signal));
    expect(await asked(world.connect({ accessKeyId, accessKeySecret: 'another' }))).toBe(
      'MgwInvalidAccessKey',
    );
    expect(await asked(world.connect({ accessKeyId: 'LTAInobody', accessKeySecret }))).toBe(
      'MgwInvalidAccessKey',
    );
    expect(await asked(world.connect({ accessKeyId, accessKeySecret }, 'cn-hangzhou'))).toBe(
      'MgwWrongRegion',
    );
    const user = { name: 'u', keys: 1, policies: ['AliyunOSSFullAccess'] };
    const { accessKeyIds } = (await control.arrange('ram', 'create-user', user)) as {
      accessKeyIds: string[];
    };
    const made = { accessKeyId: accessKeyIds[0]!, accessKeySecret: (await control.secrets()).at(-1)! };
    expect(await asked(world.connect(made))).toBe('MgwAccessDenied');
    await control.set('clock', { skewSeconds: 1000, service: 'mgw' });
    expect(await asked(world.connect({ accessKeyId, accessKeySecret }))).toBe('MgwClockSkew');
  });
});

describe('a lost answer', () => {
  it.each([
    ['reset', 'MgwUnavailable'],
    ['html', 'MgwUnavailable'],
    ['empty', 'created'],
  ] as const)('leaves what was created: %s', async (kind, outcome) => {
    world = await MgwWorld.start([]);
    const { mgw, source, control } = world;
    const where = { service: 'mgw', operation: 'CreateAddress', resource: 'photos-src' } as const;
    await control.fault({ ...where, kind, when: 'after' });
    const created = await mgw.createAddress(source, signal).catch((error: PrepError) => error.type);
    expect(created).toBe(outcome);
    expect(await mgw.createAddress(source, signal)).toBe('exists');
  });

  it('of a call that did nothing leaves nothing', async () => {
    world = await MgwWorld.start([]);
    const { mgw, source, control } = world;
    await control.fault({ service: 'mgw', operation: 'CreateAddress', kind: 'reset' });
    expect(await typeOf(mgw.createAddress(source, signal))).toBe('MgwUnavailable');
    expect(await mgw.address('photos-src', signal)).toBeNull();
  });
});

it('no secret is in the audit, or in what arrangements show', async () => {
  world = await MgwWorld.start(KEYS, { unlistedResults: 0 });
  const { control, mgw } = world;
  await control.arrange('mgw', 'fail-keys', { keys: ['a.jpg'] });
  await world.prepare();
  await world.launch();
  await world.reached('photos-job', 'finished');
  const list = (await mgw.jobResult('photos-job', 1, signal)).failed as FailedList;
  const issued = (await control.issuedSecrets()).map(({ value }) => value);
  expect(issued).toContain(list.accessKeySecret.reveal());
  const shown = JSON.stringify([
    world.standIns.context.audit.entries(),
    await control.arrange('mgw', 'state'),
  ]);
  expect(issued.filter((value) => shown.includes(value))).toEqual([]);
});

it('copies what the source computes without holding it, and fails what is frozen', async () => {
  world = await MgwWorld.start([]);
  const { mgw, control, source } = world;
  await control.arrange('ks3', 'create-bucket', { name: 'computed', synthetic: 'hex:400' });
  const end = { ...source.end, bucket: 'computed' } as NewAddress['end'];
  await mgw.createAddress({ ...source, end }, signal);
  await mgw.createAddress(world.destination, signal);
  await mgw.createJob(world.job, signal);
  const before = process.memoryUsage().arrayBuffers;
  await world.launch();
  await world.reached('photos-job', 'finished');
  const { figures } = await mgw.jobResult('photos-job', 1, signal);
  // One in ten is in an archive class.
  expect(figures).toMatchObject({ totalObjects: 400, copiedObjects: 360, failedObjects: 40 });
  expect(figures!.copiedBytes).toBeGreaterThan(3_000_000_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200_000_000);
  const bucket = world.standIns.oss.buckets.get('photos-oss')!;
  const smallest = [...bucket.objects.values()]
    .filter(({ size }) => size > 0)
    .reduce((one, other) => (one.size < other.size ? one : other));
  expect(smallest.content().equals(Buffer.alloc(smallest.size, 'a'))).toBe(true);
});
