import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startAlibaba, type AlibabaHarness, type Keys } from '../ram/alibaba-harness';

let alibaba: AlibabaHarness;
const clients: S3Client[] = [];

beforeEach(async () => {
  alibaba = await startAlibaba();
});
afterEach(async () => {
  for (const client of clients.splice(0)) {
    client.destroy();
  }
  await alibaba.stop();
});

function s3(keys: Keys = alibaba.keys): S3Client {
  const client = new S3Client({
    endpoint: alibaba.endpoints.oss,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.accessKeySecret },
  });
  clients.push(client);
  return client;
}

/** Name and status of the error that ended the call. */
async function refusedByS3(call: Promise<unknown>): Promise<[string, number | undefined]> {
  const error = await call.then(
    () => ({ name: 'not refused' }),
    (reason: unknown) => reason as { name: string; $metadata?: { httpStatusCode?: number } },
  );
  return [error.name, '$metadata' in error ? error.$metadata?.httpStatusCode : undefined];
}

describe('S3 clients at the OSS stand-in', () => {
  it('create, fill, list, empty and delete a bucket', async () => {
    const client = s3();
    const Bucket = 'photos-oss';
    const Key = '照片/a b+c.jpg';
    await client.send(new CreateBucketCommand({ Bucket, ACL: 'public-read' }));
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'text', Metadata: { mtime: '1.5' } }));
    expect((await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([
      Bucket,
    ]);
    const listed = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(listed.Contents).toMatchObject([{ Key, Size: 4 }]);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: 4, Metadata: { mtime: '1.5' } });
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('text');
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    expect(await refusedByS3(client.send(new ListObjectsV2Command({ Bucket })))).toEqual([
      'NoSuchBucket',
      404,
    ]);
  });

  it('are refused with a wrong secret, an unknown key, a fresh key, and another time', async () => {
    const list = (keys?: Keys) => refusedByS3(s3(keys).send(new ListBucketsCommand({})));
    expect(await list({ ...alibaba.keys, accessKeySecret: 'wrong' })).toEqual(['SignatureDoesNotMatch', 403]);
    expect(await list({ ...alibaba.keys, accessKeyId: 'LTAIunknown' })).toEqual(['InvalidAccessKeyId', 403]);
    alibaba.context.propagation.accessKeySeconds = 3600;
    alibaba.arrange('ram', 'create-user', { name: 'mgw-photos', policies: ['AliyunOSSFullAccess'] });
    const answer = await alibaba.callRam('CreateAccessKey', { UserName: 'mgw-photos' });
    const { AccessKeyId = '', AccessKeySecret = '' } = answer['AccessKey'] as Record<string, string>;
    const fresh = { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret };
    expect(await list(fresh)).toEqual(['InvalidAccessKeyId', 403]);
    alibaba.context.propagation.accessKeySeconds = 0;
    expect((await list(fresh))[0]).toBe('not refused');
    alibaba.context.clocks.skew(3600, 'oss');
    expect(await list()).toEqual(['RequestTimeTooSkewed', 403]);
  });
});
