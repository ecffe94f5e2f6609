import { createHash, createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type OSS from 'ali-oss';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startAlibaba, type AlibabaHarness, type Keys } from '../ram/alibaba-harness';
import { putBucket, refusedByOss } from './oss-calls';

let alibaba: AlibabaHarness;
beforeEach(async () => {
  alibaba = await startAlibaba();
});
afterEach(() => alibaba.stop());

const listBuckets = (client: OSS) => client.listBuckets({});

/** A key of a new RAM user with these policies. */
async function keyWith(...policies: string[]): Promise<Keys> {
  alibaba.arrange('ram', 'create-user', { name: 'mgw-photos', policies });
  const answer = await alibaba.callRam('CreateAccessKey', { UserName: 'mgw-photos' });
  const { AccessKeyId, AccessKeySecret } = answer['AccessKey'] as Record<string, string>;
  return { accessKeyId: AccessKeyId ?? '', accessKeySecret: AccessKeySecret ?? '' };
}

describe('keys at the OSS stand-in', () => {
  it('are refused when unknown, with another secret, disabled or deleted', async () => {
    const keys = await keyWith('AliyunOSSFullAccess');
    const key = { UserName: 'mgw-photos', UserAccessKeyId: keys.accessKeyId };
    const unknown = alibaba.oss({ ...keys, accessKeyId: 'LTAIunknown' });
    expect(await refusedByOss(listBuckets(unknown))).toMatchObject({
      code: 'InvalidAccessKeyId',
      status: 403,
      ec: '0002-00000902',
    });
    const wrong = alibaba.oss({ ...keys, accessKeySecret: 'wrong' });
    expect(await refusedByOss(listBuckets(wrong))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      status: 403,
      ec: '0002-00000201',
    });
    await listBuckets(alibaba.oss(keys));
    for (const step of ['disabled', 'deleted']) {
      await (step === 'disabled'
        ? alibaba.callRam('UpdateAccessKey', { ...key, Status: 'Inactive' })
        : alibaba.callRam('DeleteAccessKey', key));
      expect(await refusedByOss(listBuckets(alibaba.oss(keys)))).toMatchObject({
        code: 'InvalidAccessKeyId',
        status: 403,
      });
    }
  });

  it('are not known at once where they are fresh', async () => {
    alibaba.context.propagation.accessKeySeconds = 3600;
    const keys = await keyWith('AliyunOSSFullAccess');
    expect(await refusedByOss(listBuckets(alibaba.oss(keys)))).toMatchObject({
      code: 'InvalidAccessKeyId',
      status: 403,
    });
    await listBuckets(alibaba.oss());
    alibaba.context.propagation.accessKeySeconds = 0;
    await listBuckets(alibaba.oss(keys));
  });

  it('do what their policies allow', async () => {
    const client = alibaba.oss(await keyWith());
    await putBucket(alibaba.oss(), 'photos-oss');
    const attach = (PolicyName: string) =>
      alibaba.callRam('AttachPolicyToUser', { UserName: 'mgw-photos', PolicyType: 'System', PolicyName });
    const denied = { code: 'AccessDenied', status: 403 };

    expect(await refusedByOss(client.getBucketInfo('photos-oss'))).toMatchObject(denied);
    expect(await refusedByOss(putBucket(client, 'another'))).toMatchObject(denied);
    await attach('AliyunOSSReadOnlyAccess');
    await client.getBucketInfo('photos-oss');
    expect(await refusedByOss(client.deleteBucket('photos-oss'))).toMatchObject(denied);
    await attach('AliyunOSSFullAccess');
    await client.deleteBucket('photos-oss');
    await putBucket(client, 'another');
  });

  it('without the right to create see a taken name as taken', async () => {
    const client = alibaba.oss(await keyWith());
    await putBucket(alibaba.oss(), 'photos-oss');
    expect(await refusedByOss(putBucket(client, 'photos-oss'))).toMatchObject({
      code: 'BucketAlreadyExists',
      status: 409,
    });
  });

  it('open no bucket of another account, unless it is public', async () => {
    alibaba.arrange('oss', 'create-bucket', { name: 'theirs', owner: 'foreign' });
    alibaba.arrange('oss', 'create-bucket', { name: 'public', owner: 'foreign', acl: 'public-read' });
    alibaba.arrange('oss', 'put-objects', { bucket: 'public', objects: { a: 'text' } });
    expect(await refusedByOss(alibaba.oss().getBucketInfo('theirs'))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: 'The bucket you access does not belong to you.',
    });
    const reader = alibaba.oss(undefined, { bucket: 'public' });
    expect(String((await reader.get('a')).content)).toBe('text');
    expect(await refusedByOss(reader.put('b', Buffer.from('x')))).toMatchObject({ code: 'AccessDenied' });
    const { buckets } = (await listBuckets(alibaba.oss())) as unknown as { buckets: unknown };
    expect(buckets).toBeNull();
  });
});

describe('signatures at the OSS stand-in', () => {
  it('must be made for the region of the endpoint', async () => {
    const answer = await send({ region: 'cn-hangzhou', host: 'photos.oss-cn-beijing.aliyuncs.com' });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument', ec: '0002-00000226' });
    const prefixed = await send({ region: 'oss-cn-beijing', host: 'photos.oss-cn-beijing.aliyuncs.com' });
    expect(prefixed).toMatchObject({ status: 400, code: 'InvalidArgument', ec: '0002-00000226' });
  });

  it('reach a bucket of another region only by its own endpoint, apart from GetBucketInfo', async () => {
    await putBucket(alibaba.oss(undefined, { region: 'oss-cn-hangzhou' }), 'photos-oss');
    const beijing = alibaba.oss();
    await beijing.getBucketInfo('photos-oss');
    expect(await refusedByOss(beijing.getBucketACL('photos-oss'))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining('must be addressed using the specified endpoint'),
    });
    const answer = await send({ path: '/?acl', bucket: 'photos-oss', region: 'cn-beijing' });
    expect(answer.text).toContain('<Endpoint>oss-cn-hangzhou.aliyuncs.com</Endpoint>');
  });

  it('are wanted for a host that is an endpoint: a region without oss- is none', async () => {
    const client = alibaba.oss(undefined, { region: 'cn-beijing' });
    expect(await refusedByOss(putBucket(client, 'photos-oss'))).toMatchObject({
      code: 'InvalidArgument',
      status: 400,
      message: expect.stringContaining('photos-oss.cn-beijing.aliyuncs.com'),
    });
  });

  it('are taken by Host header, by path, with blanks and with additional headers', async () => {
    await putBucket(alibaba.oss(), 'photos-oss');
    const byPath = { bucket: 'photos-oss', path: '/photos-oss/?bucketInfo', host: '127.0.0.1' };
    expect(await send({ bucket: 'photos-oss' })).toMatchObject({ status: 200 });
    expect(await send(byPath)).toMatchObject({ status: 200 });
    expect(await send({ ...byPath, separator: ', ' })).toMatchObject({ status: 200 });
    expect(await send({ ...byPath, additional: ['host', 'user-agent'] })).toMatchObject({ status: 200 });
  });

  it('are taken from a client that believes the stand-in to be its HTTP proxy', async () => {
    await putBucket(alibaba.oss(), 'photos-oss');
    const path = 'http://photos-oss.oss-cn-beijing.aliyuncs.com/?bucketInfo';
    expect(await send({ bucket: 'photos-oss', path })).toMatchObject({ status: 200 });
  });

  it.each<[string, (draft: Draft) => void]>([
    ['the method', (draft) => void (draft.method = 'DELETE')],
    ['the path', (draft) => void (draft.path = '/other-bucket/?bucketInfo')],
    ['the query', (draft) => void (draft.path = '/photos-oss/?acl')],
    ['an OSS header', (draft) => void (draft.headers['x-oss-acl'] = 'public-read')],
    ['the content type', (draft) => void (draft.headers['content-type'] = 'text/html')],
    ['an additional header', (draft) => void (draft.headers['user-agent'] = 'other')],
  ])('are refused when %s was changed', async (_, spoil) => {
    await putBucket(alibaba.oss(), 'photos-oss');
    await putBucket(alibaba.oss(), 'other-bucket');
    const byPath = { bucket: 'photos-oss', path: '/photos-oss/?bucketInfo', host: '127.0.0.1' };
    const before = alibaba.effects('oss');
    const answer = await send({ ...byPath, additional: ['user-agent'] }, spoil);
    expect(answer).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(alibaba.effects('oss')).toEqual(before);
  });

  it('are refused when older than 15 minutes, and SDKs are told the time', async () => {
    alibaba.context.clocks.skew(16 * 60, 'oss');
    expect(await refusedByOss(listBuckets(alibaba.oss()))).toMatchObject({
      code: 'RequestTimeTooSkewed',
      status: 403,
    });
    alibaba.context.clocks.skew(-14 * 60, 'oss');
    await listBuckets(alibaba.oss());
  });

  it('must leave the payload unsigned', async () => {
    const answer = await send({ payload: createHash('sha256').update('').digest('hex') });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });

  it('of version 1 are refused, or verified where a switch accepts them', async () => {
    const v1 = { authorizationV4: false };
    expect(await refusedByOss(listBuckets(alibaba.oss(undefined, v1)))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      ec: '0002-00000080',
    });
    alibaba.arrange('oss', 'switches', { signatureV1: 'accepted' });
    const client = alibaba.oss(undefined, v1);
    await putBucket(client, 'photos-oss', { acl: 'public-read' });
    expect((await client.getBucketACL('photos-oss')).acl).toBe('public-read');
    const wrong = alibaba.oss({ ...alibaba.keys, accessKeySecret: 'wrong' }, v1);
    expect(await refusedByOss(listBuckets(wrong))).toMatchObject({ code: 'SignatureDoesNotMatch' });
  });

  it('are needed for all that is not public', async () => {
    await putBucket(alibaba.oss(), 'photos-oss');
    const anonymous = (path: string) => fetch(alibaba.endpoints.oss + path);
    expect((await anonymous('/')).status).toBe(403);
    expect((await anonymous('/photos-oss/')).status).toBe(403);
    await putBucket(alibaba.oss(), 'photos-oss', { acl: 'public-read' });
    expect((await anonymous('/photos-oss/')).status).toBe(200);
    const write = await fetch(`${alibaba.endpoints.oss}/photos-oss/a`, { method: 'PUT', body: 'x' });
    expect(write.status).toBe(403);
  });
});

interface Draft {
  method: string;
  path: string;
  headers: Record<string, string>;
}

interface SignedCall {
  bucket?: string;
  path?: string;
  host?: string;
  region?: string;
  /** Between the parts of the Authorization header. */
  separator?: string;
  additional?: string[];
  payload?: string;
}

/** GetBucketInfo, or another GET, signed as the documentation of OSS V4 says; `spoil` changes it afterwards. */
async function send(call: SignedCall, spoil: (draft: Draft) => void = () => undefined) {
  const { bucket = 'photos', path = '/?bucketInfo', region = 'cn-beijing', separator = ',' } = call;
  const { additional = [], payload = 'UNSIGNED-PAYLOAD' } = call;
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {
    host: call.host ?? `${bucket}.oss-cn-beijing.aliyuncs.com`,
    'user-agent': 'by-hand',
    'content-type': 'text/plain',
    'x-oss-content-sha256': payload,
    'x-oss-date': timestamp,
  };
  const signed = ['content-type', 'x-oss-content-sha256', 'x-oss-date', ...additional].sort();
  const canonical = [
    'GET',
    `/${bucket}/`,
    path.slice(path.indexOf('?') + 1),
    signed.map((name) => `${name}:${headers[name]}\n`).join(''),
    additional.join(';'),
    payload,
  ].join('\n');
  const scope = `${timestamp.slice(0, 8)}/${region}/oss/aliyun_v4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      `aliyun_v4${alibaba.keys.accessKeySecret}`,
    );
  const signature = createHmac('sha256', key)
    .update(`OSS4-HMAC-SHA256\n${timestamp}\n${scope}\n${digest}`)
    .digest('hex');
  const parts = [`Credential=${alibaba.keys.accessKeyId}/${scope}`, `Signature=${signature}`];
  if (additional.length > 0) {
    parts.push(`AdditionalHeaders=${additional.join(';')}`);
  }
  headers['authorization'] = `OSS4-HMAC-SHA256 ${parts.join(separator)}`;
  const draft: Draft = { method: 'GET', path, headers };
  spoil(draft);
  const { port } = new URL(alibaba.endpoints.oss);
  return new Promise<{ status: number; text: string; code?: string; ec?: string }>((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, ...draft }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const code = /<Code>(.*?)<\/Code>/.exec(text)?.[1];
        const ec = /<EC>(.*?)<\/EC>/.exec(text)?.[1];
        resolve({ status: response.statusCode ?? 0, text, code, ec });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
