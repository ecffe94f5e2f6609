import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createOssBuckets } from '../../../clouds/oss/adapter';
import { startAlibaba } from '../alibaba/alibaba-stand-ins';
import { rejection } from '../alibaba/rejection';

const { signal } = new AbortController();
const BUCKET = 'photos-oss';
const standard = { storageClass: 'Standard', redundancy: 'LRS', acl: 'private' } as const;

let alibaba: Awaited<ReturnType<typeof startAlibaba>>;
beforeEach(async () => {
  alibaba = await startAlibaba();
});
afterEach(() => alibaba.stop());

async function userWith(...policies: string[]) {
  await alibaba.ram.createUser({ name: 'mgw', displayName: 'mgw', comments: 'mark' }, signal);
  for (const name of policies) {
    await alibaba.ram.attachPolicy('mgw', { name, type: 'System' }, signal);
  }
  const { accessKeyId, secret } = await alibaba.ram.createAccessKey('mgw', signal);
  return alibaba.connect({ accessKeyId, accessKeySecret: secret });
}

describe('and create', () => {
  it('says null for a name that nobody has', async () => {
    expect(await alibaba.oss.describe(BUCKET, signal)).toBeNull();
  });

  it('makes a bucket with the settings asked and describes it', async () => {
    const asked = { storageClass: 'IA', redundancy: 'ZRS', acl: 'public-read' } as const;
    await alibaba.oss.create(BUCKET, asked, signal);
    expect(await alibaba.oss.describe(BUCKET, signal)).toEqual({
      name: BUCKET,
      region: 'cn-beijing',
      ...asked,
      versioning: false,
      encryption: 'none',
      encryptionKeyId: null,
      blockPublicAccess: false,
      tags: {},
      owner: alibaba.accountId,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('describes an own bucket of another region', async () => {
    await alibaba.arrange('oss', 'create-bucket', { name: BUCKET, region: 'cn-shanghai', tags: { a: 'b' } });
    const described = await alibaba.oss.describe(BUCKET, signal);
    expect(described).toMatchObject({ region: 'cn-shanghai' });
    expect(described?.tags).toEqual({});
    const error = await rejection(alibaba.oss.create(BUCKET, standard, signal));
    expect(error.type).toBe('OssOtherRegion');
    const wrongEndpoint = await rejection(alibaba.oss.setVersioning(BUCKET, true, signal));
    expect(wrongEndpoint.type).toBe('OssOtherRegion');
  });

  it('recognises a name that another account has', async () => {
    await alibaba.arrange('oss', 'create-bucket', { name: BUCKET, owner: 'foreign' });
    const error = await rejection(alibaba.oss.describe(BUCKET, signal));
    expect(error).toMatchObject({ type: 'OssNameTaken', effect: 'restart' });
    expect(error.message).toContain(`OSS bucket ${BUCKET}`);
    expect((await rejection(alibaba.oss.create(BUCKET, standard, signal))).type).toBe('OssNameTaken');
  });

  it('does not take a missing permission for a name taken', async () => {
    await alibaba.oss.create(BUCKET, standard, signal);
    const blind = await userWith();
    const undecided = await rejection(blind.oss.describe(BUCKET, signal));
    expect(undecided.type).toBe('OssAccessDenied');
    expect(undecided.message).toContain('if the name belongs to another Alibaba Cloud account');

    alibaba.context.faults.add({
      service: 'oss',
      operation: 'GetBucketInfo',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      message: 'The bucket you access does not belong to you.',
    });
    const denied = await rejection(alibaba.oss.describe(BUCKET, signal));
    expect(denied.type).toBe('OssAccessDenied');
    expect(denied.message).not.toContain('another Alibaba Cloud account');
  });

  it('does not decide on a list that it could not read', async () => {
    await alibaba.arrange('oss', 'create-bucket', { name: BUCKET, owner: 'foreign' });
    alibaba.context.faults.add({ service: 'oss', operation: 'ListBuckets', kind: 'throttle' });
    const error = await rejection(alibaba.oss.describe(BUCKET, signal));
    expect(error.effect).toBe('transient');
  });

  it.each([
    ['storageClass', 'Archive', 'storage class'],
    ['redundancy', 'ZRS', 'redundancy'],
  ])('says which setting of an own bucket differs: %s', async (setting, value, words) => {
    await alibaba.oss.create(BUCKET, standard, signal);
    const error = await rejection(alibaba.oss.create(BUCKET, { ...standard, [setting]: value }, signal));
    expect(error.type).toBe('OssBucketDiffers');
    expect(error.message).toContain(words);
  });

  it('names the limit of buckets and a forbidden ACL', async () => {
    await alibaba.arrange('oss', 'switches', { blockPublicAccessByDefault: true });
    const open = await rejection(alibaba.oss.create(BUCKET, { ...standard, acl: 'public-read' }, signal));
    expect(open.message).toContain('Block Public Access forbids');
    await alibaba.arrange('oss', 'switches', { maxBuckets: 0 });
    expect((await rejection(alibaba.oss.create(BUCKET, standard, signal))).type).toBe('OssTooManyBuckets');
  });

  it('refuses a name that OSS does not know the form of', async () => {
    const error = await rejection(alibaba.oss.create('Photos_OSS', standard, signal));
    expect(error.type).toBe('OssRequestRefused');
  });
});

describe('settings', () => {
  beforeEach(() => alibaba.oss.create(BUCKET, standard, signal));

  const described = () => alibaba.oss.describe(BUCKET, signal);

  it('replaces tags, whatever is written in them', async () => {
    const tags = { owner: '运维 <ops> & "co"', 'prep:workflow': 'prepare/photos' };
    await alibaba.oss.setTags(BUCKET, { former: 'x' }, signal);
    await alibaba.oss.setTags(BUCKET, tags, signal);
    expect(await described()).toMatchObject({ tags });
    expect(Object.keys((await described())?.tags ?? {})).toHaveLength(2);
    await alibaba.oss.setTags(BUCKET, {}, signal);
    expect((await described())?.tags).toEqual({});
  });

  it('sets and removes encryption', async () => {
    for (const [encryption, encryptionKeyId] of [
      ['AES256', null],
      ['KMS', null],
      ['KMS', '9468da86-3509-4f8d-a61e-6eab1eac0000'],
      ['none', null],
    ] as const) {
      await alibaba.oss.setEncryption(BUCKET, { encryption, encryptionKeyId }, signal);
      expect(await described()).toMatchObject({ encryption, encryptionKeyId });
    }
  });

  it('sets and suspends versioning', async () => {
    await alibaba.oss.setVersioning(BUCKET, true, signal);
    expect(await described()).toMatchObject({ versioning: true });
    await alibaba.oss.setVersioning(BUCKET, false, signal);
    expect(await described()).toMatchObject({ versioning: false });
  });

  it('blocks and allows public access', async () => {
    await alibaba.oss.setBlockPublicAccess(BUCKET, true, signal);
    expect(await described()).toMatchObject({ blockPublicAccess: true });
    await alibaba.oss.setBlockPublicAccess(BUCKET, false, signal);
    expect(await described()).toMatchObject({ blockPublicAccess: false });
  });

  it('leaves the ACL alone', async () => {
    await alibaba.arrange('oss', 'create-bucket', { name: 'open-oss', acl: 'public-read' });
    await alibaba.oss.setTags('open-oss', { a: 'b' }, signal);
    expect(await alibaba.oss.describe('open-oss', signal)).toMatchObject({ acl: 'public-read' });
  });

  it('says that the bucket is not there', async () => {
    const error = await rejection(alibaba.oss.setTags('gone-oss', { a: 'b' }, signal));
    expect(error).toMatchObject({ type: 'OssNotVisibleYet', effect: 'transient' });
  });

  it('reads lifecycle rules', async () => {
    expect(await alibaba.oss.lifecycleRules(BUCKET, signal)).toEqual([]);
    const lifecycleRules = [
      '<Rule><ID>old</ID><Prefix>logs/</Prefix><Status>Enabled</Status>',
      '<Transition><Days>30</Days><StorageClass>IA</StorageClass></Transition>',
      '<Transition><Days>60</Days><StorageClass>Archive</StorageClass></Transition>',
      '<Expiration><Days>365</Days></Expiration></Rule>',
      '<Rule><ID>once</ID><Prefix></Prefix><Status>Disabled</Status>',
      '<Expiration><CreatedBeforeDate>2020-01-01T00:00:00.000Z</CreatedBeforeDate></Expiration></Rule>',
    ].join('');
    await alibaba.arrange('oss', 'create-bucket', { name: 'ruled-oss', lifecycleRules });
    expect(await alibaba.oss.lifecycleRules('ruled-oss', signal)).toEqual([
      { id: 'old', prefix: 'logs/', enabled: true, deletes: true, changesClass: true, afterDays: 30 },
      { id: 'once', prefix: '', enabled: false, deletes: true, changesClass: false, afterDays: null },
    ]);
  });
});

describe('removal', () => {
  it('deletes an empty bucket, and takes a missing one for deleted', async () => {
    await alibaba.oss.create(BUCKET, standard, signal);
    expect(await alibaba.oss.isEmpty(BUCKET, signal)).toBe(true);
    expect(await alibaba.oss.remove(BUCKET, signal)).toBe('removed');
    expect(await alibaba.oss.remove(BUCKET, signal)).toBe('missing');
    expect(await alibaba.oss.describe(BUCKET, signal)).toBeNull();
  });

  it('keeps a bucket that holds objects', async () => {
    await alibaba.oss.create(BUCKET, standard, signal);
    await alibaba.arrange('oss', 'put-objects', { bucket: BUCKET, objects: { 'a.jpg': 'x' } });
    expect(await alibaba.oss.isEmpty(BUCKET, signal)).toBe(false);
    expect(await alibaba.oss.remove(BUCKET, signal)).toBe('not-empty');
  });
});

describe('the beginning of the first object under a prefix', () => {
  it('is as long as asked for, and null where there is none', async () => {
    await alibaba.oss.create(BUCKET, standard, signal);
    await alibaba.arrange('oss', 'put-objects', {
      bucket: BUCKET,
      objects: { 'a/2': 'second', 'a/1': 'first', b: 'other' },
    });
    expect(await alibaba.oss.beginningOf(BUCKET, 'a/', 100, signal)).toBe('first');
    expect(await alibaba.oss.beginningOf(BUCKET, 'a/', 3, signal)).toBe('fir');
    expect(await alibaba.oss.beginningOf(BUCKET, 'c/', 3, signal)).toBeNull();
  });
});

describe('probes with an issued key', () => {
  beforeEach(() => alibaba.oss.create(BUCKET, standard, signal));

  it('write and delete, leaving nothing behind', async () => {
    const user = await userWith('AliyunOSSFullAccess');
    alibaba.context.audit.clear();
    await user.oss.probeRead(BUCKET, signal);
    await user.oss.probeWrite(BUCKET, signal);
    const operations = alibaba.context.audit.entries({ service: 'oss' }).map(({ operation }) => operation);
    expect(operations).toEqual(['GetBucketInfo', 'PutObject', 'DeleteObject']);
    expect(await alibaba.oss.isEmpty(BUCKET, signal)).toBe(true);
  });

  it('tell reading from writing', async () => {
    const user = await userWith('AliyunOSSReadOnlyAccess');
    await user.oss.probeRead(BUCKET, signal);
    expect((await rejection(user.oss.probeWrite(BUCKET, signal))).type).toBe('OssAccessDenied');
  });

  it('recognise a key that OSS does not know yet', async () => {
    alibaba.context.propagation.accessKeySeconds = 120;
    const user = await userWith('AliyunOSSFullAccess');
    expect((await rejection(user.oss.probeRead(BUCKET, signal))).type).toBe('OssInvalidAccessKey');
    expect((await rejection(user.oss.probeWrite(BUCKET, signal))).type).toBe('OssInvalidAccessKey');
  });
});

describe('an account whose public endpoint serves no objects', () => {
  beforeEach(async () => {
    await alibaba.arrange('oss', 'switches', { publicEndpoint: 'without-objects' });
  });

  it('is recognised by every call about objects, and by no other', async () => {
    await alibaba.oss.create(BUCKET, standard, signal);
    const { oss } = alibaba;
    expect(await oss.describe(BUCKET, signal)).not.toBeNull();
    for (const call of [
      oss.probeObjects(BUCKET, signal),
      oss.probeObjects(null, signal),
      oss.probeWrite(BUCKET, signal),
      oss.isEmpty(BUCKET, signal),
    ]) {
      expect(await rejection(call)).toMatchObject({ type: 'OssPublicEndpointRefused', effect: 'parked' });
    }
  });

  it('reaches the objects of a bucket at the domain that is mapped to it, and of no other', async () => {
    await alibaba.oss.create(BUCKET, standard, signal);
    await alibaba.arrange('oss', 'switches', { domains: { localhost: BUCKET } });
    const { endpoint } = alibaba.standIns.summary.oss;
    const domain = endpoint.replace('127.0.0.1', 'localhost');
    const connect = (bucket: string) =>
      createOssBuckets({
        ...alibaba.identity,
        region: 'cn-beijing',
        endpoint,
        domains: { [bucket]: domain },
      });

    const oss = connect(BUCKET);
    await oss.probeObjects(BUCKET, signal);
    await oss.probeWrite(BUCKET, signal);
    expect(await oss.isEmpty(BUCKET, signal)).toBe(true);
    // A new bucket has no domain yet.
    await alibaba.oss.create('papers-oss', standard, signal);
    expect((await rejection(oss.probeObjects(null, signal))).type).toBe('OssPublicEndpointRefused');

    const wrong = await rejection(connect('papers-oss').probeObjects('papers-oss', signal));
    expect(wrong.type).toBe('OssRequestRefused');
    expect(wrong.message).toContain(`${domain} (alibaba.oss_domains) is mapped to another bucket`);
  });

  it('is not found out without a bucket in the region', async () => {
    await alibaba.arrange('oss', 'create-bucket', { name: BUCKET, region: 'cn-shanghai' });
    await expect(alibaba.oss.probeObjects(null, signal)).resolves.toBeUndefined();
  });
});

it('finds nothing wrong with an endpoint that serves objects, whatever the key may read', async () => {
  await alibaba.oss.probeObjects(null, signal);
  await alibaba.oss.create(BUCKET, standard, signal);
  await alibaba.oss.probeObjects(BUCKET, signal);
  const user = await userWith();
  await user.oss.probeObjects(BUCKET, signal);
  await expect(user.oss.probeObjects(null, signal)).resolves.toBeUndefined();
});

it('reaches a loopback endpoint by name as well as by address', async () => {
  const endpoint = alibaba.standIns.summary.oss.endpoint.replace('127.0.0.1', 'localhost');
  const oss = createOssBuckets({ ...alibaba.identity, region: 'cn-beijing', endpoint });
  expect(await oss.describe(BUCKET, signal)).toBeNull();
});
