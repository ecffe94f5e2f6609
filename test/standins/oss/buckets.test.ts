import type OSS from 'ali-oss';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startAlibaba, type AlibabaHarness } from '../ram/alibaba-harness';
import { lowLevelRequest, putBucket, refusedByOss } from './oss-calls';

let alibaba: AlibabaHarness;
let oss: OSS;
beforeEach(async () => {
  alibaba = await startAlibaba({ accountId: '1234567890123456' });
  oss = alibaba.oss();
});
afterEach(() => alibaba.stop());

const info = async (name: string) =>
  ((await oss.getBucketInfo(name)) as { bucket: Record<string, unknown> }).bucket;

describe('buckets of the OSS stand-in', () => {
  it('are created with what was asked for, described, listed and deleted', async () => {
    const options = { acl: 'public-read', storageClass: 'IA', dataRedundancyType: 'ZRS' };
    await expect(putBucket(oss, 'photos-oss', options)).resolves.toBe('photos-oss');
    expect(await info('photos-oss')).toMatchObject({
      Name: 'photos-oss',
      Location: 'oss-cn-beijing',
      StorageClass: 'IA',
      DataRedundancyType: 'ZRS',
      BlockPublicAccess: 'false',
      AccessControlList: { Grant: 'public-read' },
      Owner: { ID: '1234567890123456' },
      ServerSideEncryptionRule: { SSEAlgorithm: 'None' },
    });
    expect((await oss.getBucketLocation('photos-oss')).location).toBe('oss-cn-beijing');
    const { buckets } = (await oss.listBuckets({})) as unknown as { buckets: { name: string }[] };
    expect(buckets.map(({ name }) => name)).toEqual(['photos-oss']);
    await oss.deleteBucket('photos-oss');
    expect(await refusedByOss(oss.getBucketInfo('photos-oss'))).toEqual({
      code: 'NoSuchBucket',
      status: 404,
      message: 'The specified bucket does not exist.',
      ec: '0015-00000101',
    });
    expect(alibaba.effects('oss')).toEqual([
      'created bucket photos-oss in cn-beijing, public-read',
      'deleted bucket photos-oss',
    ]);
  });

  it('have the defaults of OSS where nothing was asked for', async () => {
    await putBucket(oss, 'photos-oss');
    expect(await info('photos-oss')).toMatchObject({
      StorageClass: 'Standard',
      DataRedundancyType: 'LRS',
      AccessControlList: { Grant: 'private' },
    });
  });

  it('are created in the region that the Host header names', async () => {
    const hangzhou = alibaba.oss(undefined, { region: 'oss-cn-hangzhou' });
    await putBucket(hangzhou, 'photos-oss');
    expect(await info('photos-oss')).toMatchObject({ Location: 'oss-cn-hangzhou' });
  });

  it('are created by PutBucketAcl on a name that is free', async () => {
    await oss.putBucketACL('photos-oss', 'public-read');
    expect((await oss.getBucketACL('photos-oss')).acl).toBe('public-read');
    await oss.putBucketACL('photos-oss', 'private');
    expect((await oss.getBucketACL('photos-oss')).acl).toBe('private');
    expect(alibaba.effects('oss')).toEqual([
      'created bucket photos-oss in cn-beijing, public-read',
      'set ACL of bucket photos-oss from public-read to private',
    ]);
  });

  it('cannot be deleted while they hold objects', async () => {
    await putBucket(oss, 'photos-oss');
    alibaba.arrange('oss', 'put-objects', { bucket: 'photos-oss', objects: { a: 'x' } });
    expect(await refusedByOss(oss.deleteBucket('photos-oss'))).toMatchObject({
      code: 'BucketNotEmpty',
      status: 409,
    });
  });

  it('are limited per region', async () => {
    alibaba.arrange('oss', 'switches', { maxBuckets: 1 });
    await putBucket(oss, 'first');
    expect(await refusedByOss(putBucket(oss, 'second'))).toMatchObject({
      code: 'TooManyBuckets',
      status: 400,
    });
    await putBucket(alibaba.oss(undefined, { region: 'oss-cn-hangzhou' }), 'elsewhere');
    await putBucket(oss, 'first');
  });

  it.each([
    ['an unknown ACL', { acl: 'open' }],
    ['an unknown class', { storageClass: 'Frozen' }],
    ['an unknown redundancy', { dataRedundancyType: 'GRS' }],
  ])('are not created with %s', async (_, options) => {
    expect(await refusedByOss(putBucket(oss, 'photos-oss', options))).toMatchObject({
      code: 'InvalidArgument',
      status: 400,
    });
    expect(alibaba.effects('oss')).toEqual([]);
  });

  it.each(['ab', 'Photos', '-photos', 'photos_oss'])('refuse the name %s', async (name) => {
    // The SDK checks names itself, so the request bypasses that check.
    const call = lowLevelRequest(oss, { method: 'PUT', bucket: name, successStatuses: [200] });
    expect(await refusedByOss(call)).toMatchObject({ code: 'InvalidBucketName', status: 400 });
  });
});

describe('PutBucket of a name that exists', () => {
  beforeEach(() => putBucket(oss, 'photos-oss', { acl: 'public-read', storageClass: 'IA' }));

  it('rewrites the ACL for the owner and changes nothing else', async () => {
    alibaba.arrange('oss', 'put-objects', { bucket: 'photos-oss', objects: { a: 'x' } });
    await putBucket(oss, 'photos-oss', { acl: 'private', storageClass: 'IA' });
    expect(await info('photos-oss')).toMatchObject({
      AccessControlList: { Grant: 'private' },
      StorageClass: 'IA',
    });
    expect(objectsIn('photos-oss')).toEqual(['a']);
    expect(alibaba.effects('oss').at(-1)).toBe(
      're-created bucket photos-oss: ACL public-read became private',
    );
  });

  it('makes it private where no ACL is given, or keeps the ACL, by a switch', async () => {
    alibaba.arrange('oss', 'switches', { recreateWithoutAcl: 'keep' });
    await putBucket(oss, 'photos-oss');
    expect((await oss.getBucketACL('photos-oss')).acl).toBe('public-read');
    alibaba.arrange('oss', 'switches', { recreateWithoutAcl: 'private' });
    await putBucket(oss, 'photos-oss');
    expect((await oss.getBucketACL('photos-oss')).acl).toBe('private');
  });

  it.each([
    ['class', { storageClass: 'Standard' }, {}, "Cannot modify existing bucket's storage class"],
    [
      'redundancy',
      { dataRedundancyType: 'ZRS' },
      {},
      "Bucket already exists can't modify data redundancy type",
    ],
    ['region', {}, { region: 'oss-cn-hangzhou' }, "Bucket already exists can't modify location"],
  ])('refuses another %s', async (_, options, client, message) => {
    const call = putBucket(alibaba.oss(undefined, client), 'photos-oss', options);
    expect(await refusedByOss(call)).toEqual({
      code: 'BucketAlreadyExists',
      status: 409,
      message,
      ec: undefined,
    });
    expect((await oss.getBucketACL('photos-oss')).acl).toBe('public-read');
  });

  it('refuses a name of another account', async () => {
    alibaba.arrange('oss', 'create-bucket', { name: 'taken', owner: 'foreign' });
    expect(await refusedByOss(putBucket(oss, 'taken'))).toEqual({
      code: 'BucketAlreadyExists',
      status: 409,
      message: 'The requested bucket name is not available',
      ec: '0015-00000102',
    });
  });
});

function objectsIn(bucket: string): string[] {
  const state = alibaba.arrange('oss', 'state') as { buckets: { name: string; objects: string[] }[] };
  return state.buckets.find(({ name }) => name === bucket)?.objects ?? [];
}
