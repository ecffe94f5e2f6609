import type OSS from 'ali-oss';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startAlibaba, type AlibabaHarness } from '../ram/alibaba-harness';
import {
  lowLevelRequest,
  putBucket,
  refusedByOss,
  withSettingsMethods,
  type BucketSettingsMethods,
} from './oss-calls';

let alibaba: AlibabaHarness;
let oss: OSS & BucketSettingsMethods;
const bucket = 'photos-oss';

beforeEach(async () => {
  alibaba = await startAlibaba();
  oss = withSettingsMethods(alibaba.oss());
  await putBucket(oss, bucket);
});
afterEach(() => alibaba.stop());

const publicAccessBlock = async (method: 'GET' | 'PUT' | 'DELETE', value?: boolean) => {
  const content =
    value === undefined
      ? undefined
      : `<PublicAccessBlockConfiguration><BlockPublicAccess>${value}</BlockPublicAccess></PublicAccessBlockConfiguration>`;
  const answer = (await lowLevelRequest(oss, {
    method,
    bucket,
    subres: 'publicAccessBlock',
    mime: 'xml',
    content,
    successStatuses: [200, 204],
    xmlResponse: method === 'GET',
  })) as { data: Record<string, unknown> };
  return answer.data;
};

describe('tags of a bucket at the OSS stand-in', () => {
  const tags = async () => (await oss.getBucketTags(bucket)).tag;

  it('are none, set as a whole, and removed', async () => {
    expect(await tags()).toEqual({});
    await oss.putBucketTags(bucket, { owner: 'ks3-oss-prep', run: 'prepare/照片 &amp; &lt;x&gt;&#33;' });
    expect(await tags()).toEqual({ owner: 'ks3-oss-prep', run: 'prepare/照片 & <x>!' });
    await oss.putBucketTags(bucket, { only: '1' });
    expect(await tags()).toEqual({ only: '1' });
    await oss.deleteBucketTags(bucket);
    expect(await tags()).toEqual({});
  });

  it.each([
    ['an empty key', '<Tag><Key></Key><Value>v</Value></Tag>'],
    ['a key of 65 bytes', `<Tag><Key>${'k'.repeat(65)}</Key><Value>v</Value></Tag>`],
    ['a value of 129 bytes', `<Tag><Key>k</Key><Value>${'v'.repeat(129)}</Value></Tag>`],
    ['a key twice', '<Tag><Key>k</Key><Value>1</Value></Tag><Tag><Key>k</Key><Value>2</Value></Tag>'],
    ['21 tags', Array.from({ length: 21 }, (_, i) => `<Tag><Key>k${i}</Key><Value/></Tag>`).join('')],
  ])('are refused with %s', async (_, set) => {
    const call = lowLevelRequest(oss, {
      method: 'PUT',
      bucket,
      subres: 'tagging',
      mime: 'xml',
      content: `<Tagging><TagSet>${set}</TagSet></Tagging>`,
      successStatuses: [200],
    });
    expect(await refusedByOss(call)).toMatchObject({ code: 'InvalidTag', status: 400 });
    expect(await tags()).toEqual({});
  });

  it.each(['x & y', 'a < b', '</Value>'])(
    'are refused as the SDK writes %s, which it does not escape',
    async (value) => {
      expect(await refusedByOss(oss.putBucketTags(bucket, { a: value }))).toMatchObject({
        code: 'MalformedXML',
        status: 400,
      });
    },
  );

  it('are refused as XML that is no Tagging', async () => {
    const call = lowLevelRequest(oss, {
      method: 'PUT',
      bucket,
      subres: 'tagging',
      content: '<html></html>',
      successStatuses: [200],
    });
    expect(await refusedByOss(call)).toMatchObject({ code: 'MalformedXML', status: 400 });
  });
});

describe('other settings of a bucket at the OSS stand-in', () => {
  it('encrypt, and say so in the bucket info', async () => {
    expect(await refusedByOss(oss.getBucketEncryption(bucket))).toMatchObject({
      code: 'NoSuchServerSideEncryptionRule',
      status: 404,
    });
    await oss.putBucketEncryption(bucket, { SSEAlgorithm: 'AES256' });
    expect((await oss.getBucketEncryption(bucket)).encryption).toMatchObject({ SSEAlgorithm: 'AES256' });
    expect(await oss.getBucketInfo(bucket)).toMatchObject({
      bucket: { ServerSideEncryptionRule: { SSEAlgorithm: 'AES256' } },
    });
    const unknown = oss.putBucketEncryption(bucket, { SSEAlgorithm: 'ROT13' });
    expect(await refusedByOss(unknown)).toMatchObject({ code: 'InvalidEncryptionAlgorithmError' });
    await oss.deleteBucketEncryption(bucket);
    expect((await refusedByOss(oss.getBucketEncryption(bucket))).status).toBe(404);
  });

  it('switch versioning', async () => {
    expect((await oss.getBucketVersioning(bucket)).versionStatus).toBeUndefined();
    await oss.putBucketVersioning(bucket, 'Enabled');
    expect((await oss.getBucketVersioning(bucket)).versionStatus).toBe('Enabled');
    expect(await oss.getBucketInfo(bucket)).toMatchObject({ bucket: { Versioning: 'Enabled' } });
  });

  it('block public access, against a public ACL by either call', async () => {
    expect(await publicAccessBlock('GET')).toMatchObject({ BlockPublicAccess: 'false' });
    await publicAccessBlock('PUT', true);
    expect(await oss.getBucketInfo(bucket)).toMatchObject({ bucket: { BlockPublicAccess: 'true' } });
    const denied = { code: 'AccessDenied', status: 403, message: 'Put public bucket acl is not allowed' };
    expect(await refusedByOss(oss.putBucketACL(bucket, 'public-read'))).toMatchObject(denied);
    expect(await refusedByOss(putBucket(oss, bucket, { acl: 'public-read' }))).toMatchObject(denied);
    await publicAccessBlock('DELETE');
    await oss.putBucketACL(bucket, 'public-read');
  });

  it('block public access of new buckets, by a switch', async () => {
    alibaba.arrange('oss', 'switches', { blockPublicAccessByDefault: true });
    expect(await refusedByOss(putBucket(oss, 'public', { acl: 'public-read' }))).toMatchObject({
      code: 'AccessDenied',
    });
    await putBucket(oss, 'blocked');
    expect(await oss.getBucketInfo('blocked')).toMatchObject({ bucket: { BlockPublicAccess: 'true' } });
  });

  it('keep lifecycle rules', async () => {
    expect(await refusedByOss(oss.getBucketLifecycle(bucket))).toMatchObject({
      code: 'NoSuchLifecycle',
      status: 404,
    });
    const rule = { id: 'old', prefix: 'log/', status: 'Enabled' as const, expiration: { days: 30 } };
    await oss.putBucketLifecycle(bucket, [rule] as never);
    expect((await oss.getBucketLifecycle(bucket)).rules).toMatchObject([
      { id: 'old', prefix: 'log/', status: 'Enabled', expiration: { days: '30' } },
    ]);
    await oss.deleteBucketLifecycle(bucket);
    expect((await refusedByOss(oss.getBucketLifecycle(bucket))).status).toBe(404);
  });

  it('tell the location with a namespace, by a switch', async () => {
    alibaba.arrange('oss', 'switches', { locationNamespace: true });
    expect((await oss.getBucketLocation(bucket)).location).toMatchObject({ _: 'oss-cn-beijing' });
  });

  it('belong to buckets that exist', async () => {
    for (const call of [
      oss.getBucketTags('no-such-bucket'),
      oss.getBucketEncryption('no-such-bucket'),
      oss.getBucketLifecycle('no-such-bucket'),
      oss.putBucketTags('no-such-bucket', { a: '1' }),
    ]) {
      expect(await refusedByOss(call)).toMatchObject({ code: 'NoSuchBucket', status: 404 });
    }
  });

  it('are arranged without the API, and shown by the state', () => {
    alibaba.arrange('oss', 'create-bucket', {
      name: 'arranged',
      region: 'cn-hangzhou',
      acl: 'public-read',
      storageClass: 'IA',
      tags: { a: '1' },
      encryption: 'KMS',
      versioning: 'Enabled',
      lifecycleRules: '<Rule><ID>x</ID></Rule>',
    });
    const { buckets } = alibaba.arrange('oss', 'state') as { buckets: { name: string }[] };
    expect(buckets.find(({ name }) => name === 'arranged')).toMatchObject({
      owner: 'main',
      region: 'cn-hangzhou',
      acl: 'public-read',
      storageClass: 'IA',
      tags: { a: '1' },
      encryption: 'KMS',
      versioning: 'Enabled',
      lifecycle: true,
    });
    expect(() => alibaba.arrange('oss', 'switches', { nonsense: 1 })).toThrow('no switch "nonsense"');
  });
});
