import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../contracts/credentials/secret';
import { createOssBuckets } from '../../../clouds/oss/adapter';
import { captureServer, closedEndpoint, type CaptureServer, type Reply } from '../alibaba/capture-server';
import { expectNoLeak, rejection } from '../alibaba/rejection';
import { describeError } from '../../../contracts/prep-error';
import { phrase } from '../../../presentation/words/words';

const { signal } = new AbortController();
const KEY_SECRET = 'AccessKeySecretOfTheWorker';
const TOKEN = 'security-token-of-the-session';
const standard = { storageClass: 'Standard', redundancy: 'LRS', acl: 'private' } as const;

let server: CaptureServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

function connect(endpoint: string, timeoutMs?: number) {
  return createOssBuckets({
    accessKeyId: 'LTAIworker',
    accessKeySecret: new Secret(KEY_SECRET),
    securityToken: new Secret(TOKEN),
    region: 'cn-beijing',
    endpoint,
    timeoutMs,
  });
}

async function answering(answer: Reply | 'hang' | 'reset', timeoutMs?: number) {
  server = await captureServer(() => answer);
  return connect(server.endpoint, timeoutMs);
}

function coded(status: number, code: string, message = `no, not ${KEY_SECRET}`): Reply {
  const body = `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>5C3D9175B6FC201293AD4890</RequestId><HostId>h</HostId></Error>`;
  return { status, headers: { 'Content-Type': 'application/xml' }, body };
}

const assertNothingLeaks = (error: Error) => expectNoLeak(error, [KEY_SECRET, TOKEN], /raw xml|OSS4-HMAC/);

describe('codes of OSS', () => {
  it.each([
    [403, 'InvalidAccessKeyId', 'OssInvalidAccessKey'],
    [403, 'SignatureDoesNotMatch', 'OssInvalidAccessKey'],
    [403, 'InvalidSecurityToken', 'OssInvalidAccessKey'],
    [403, 'RequestTimeTooSkewed', 'OssClockSkew'],
    [403, 'UserDisable', 'OssAccountProblem'],
    [403, 'InDebt', 'OssAccountProblem'],
    [403, 'AbnormalBucketOwnerStatus', 'OssAccountProblem'],
    [403, 'AccessDenied', 'OssAccessDenied'],
    [403, 'BucketNotBelongTo', 'OssNameTaken'],
    [400, 'TooManyBuckets', 'OssTooManyBuckets'],
    [400, 'InvalidBucketName', 'OssRequestRefused'],
    [400, 'InvalidArgument', 'OssRequestRefused'],
    [404, 'NoSuchBucket', 'OssNotVisibleYet'],
    [409, 'BucketAlreadyExists', 'OssNameTaken'],
    [503, 'SlowDown', 'OssThrottled'],
    [400, 'RequestTimeout', 'OssUnavailable'],
    [503, 'QpsLimitExceeded', 'OssThrottled'],
    [429, 'Whatever', 'OssThrottled'],
    [500, 'InternalError', 'OssUnavailable'],
    [503, 'ServiceUnavailable', 'OssUnavailable'],
  ])('%i %s is %s', async (status, code, type) => {
    const oss = await answering(coded(status, code));
    const error = await rejection(oss.create('photos-oss', standard, signal));
    expect(error).toMatchObject({
      type,
      context: {
        resource: phrase('resource.ossBucket', { name: 'photos-oss' }),
        code,
        status,
        requestId: '5C3D9175B6FC201293AD4890',
      },
    });
    assertNothingLeaks(error);
    expect(server?.requests).toHaveLength(1);
  });

  it('a region that is not that of the endpoint is told from other arguments', async () => {
    const message = 'Invalid signing region in Authorization header.';
    const oss = await answering(coded(400, 'InvalidArgument', message));
    const error = await rejection(oss.describe('photos-oss', signal));
    expect(error).toMatchObject({ type: 'OssWrongRegion', effect: 'parked' });
    expect(describeError(error.type, error.context, 'en', 'command')).toContain('--to-region');
  });

  it('a name that is none is said to be none', async () => {
    const oss = await answering(coded(400, 'InvalidBucketName'));
    expect((await rejection(oss.describe('photos-oss', signal))).message).toContain(
      'not a valid bucket name',
    );
  });

  it.each([
    ["Bucket already exists can't modify location", 'OssOtherRegion'],
    ["Cannot modify existing bucket's storage class", 'OssBucketDiffers'],
    ["Bucket already exists can't modify storage type", 'OssBucketDiffers'],
    ["Bucket already exists can't modify data redundancy type", 'OssBucketDiffers'],
    ['The requested bucket name is not available', 'OssNameTaken'],
  ])('BucketAlreadyExists is read by its message: %s', async (message, type) => {
    const oss = await answering(coded(409, 'BucketAlreadyExists', message));
    expect((await rejection(oss.create('photos-oss', standard, signal))).type).toBe(type);
  });
});

type Oss = ReturnType<typeof connect>;
const verbs: [string, (oss: Oss) => Promise<unknown>][] = [
  ['describe', (oss) => oss.describe('photos-oss', signal)],
  ['create', (oss) => oss.create('photos-oss', standard, signal)],
  ['isEmpty', (oss) => oss.isEmpty('photos-oss', signal)],
  ['remove', (oss) => oss.remove('photos-oss', signal)],
  ['lifecycleRules', (oss) => oss.lifecycleRules('photos-oss', signal)],
  ['setTags', (oss) => oss.setTags('photos-oss', { a: 'b' }, signal)],
  ['setTags to none', (oss) => oss.setTags('photos-oss', {}, signal)],
  [
    'setEncryption',
    (oss) => oss.setEncryption('photos-oss', { encryption: 'AES256', encryptionKeyId: null }, signal),
  ],
  [
    'setEncryption to none',
    (oss) => oss.setEncryption('photos-oss', { encryption: 'none', encryptionKeyId: null }, signal),
  ],
  ['setVersioning', (oss) => oss.setVersioning('photos-oss', true, signal)],
  ['setBlockPublicAccess', (oss) => oss.setBlockPublicAccess('photos-oss', true, signal)],
  ['probeRead', (oss) => oss.probeRead('photos-oss', signal)],
  ['probeWrite', (oss) => oss.probeWrite('photos-oss', signal)],
];

describe('a refusal', () => {
  it.each(verbs)('is never taken for success by %s', async (_, verb) => {
    const oss = await answering(coded(403, 'UserDisable'));
    const error = await rejection(verb(oss));
    expect(error.type).toBe('OssAccountProblem');
    assertNothingLeaks(error);
  });
});

describe('answers that are not OSS’s', () => {
  it.each<[string, Reply]>([
    ['an HTML page', { status: 200, body: `<html><br>${KEY_SECRET}</html>` }],
    ['an HTML page that is well-formed', { status: 200, body: '<html><body/></html>' }],
    ['an HTML error', { status: 403, body: `<html><br>${KEY_SECRET}</html>` }],
    ['an empty page', { status: 200 }],
    ['a bare 404', { status: 404 }],
    ['an HTML 404', { status: 404, body: '<html><body>Not found</body></html>' }],
    ['a bare 502', { status: 502 }],
    ['a redirect', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }],
    ['another document', { status: 200, body: '<BucketInfo><Bucket><Name>x</Name></Bucket></BucketInfo>' }],
  ])('%s is an outage, not a fact', async (_, reply) => {
    const oss = await answering(reply);
    const error = await rejection(oss.describe('photos-oss', signal));
    expect(error).toMatchObject({ type: 'OssUnavailable', effect: 'transient' });
    expect(error.message).toContain('The response');
    assertNothingLeaks(error);
    expect((await rejection(oss.probeRead('photos-oss', signal))).type).toBe('OssUnavailable');
  });
});

describe('a page that answers 200 to everything', () => {
  it.each(verbs)('is never taken for success by %s', async (_, verb) => {
    const oss = await answering({ status: 200, body: '<html><body/></html>' });
    const error = await rejection(verb(oss));
    expect(error).toMatchObject({ type: 'OssUnavailable', effect: 'transient' });
  });
});

describe('no answer', () => {
  it('is an outage after the timeout', async () => {
    const oss = await answering('hang', 100);
    const error = await rejection(oss.describe('photos-oss', signal));
    expect(error.type).toBe('OssUnavailable');
    expect(error.message).toContain('did not answer in time');
    assertNothingLeaks(error);
  });

  it('is an outage where nobody listens', async () => {
    const error = await rejection(connect(await closedEndpoint()).describe('photos-oss', signal));
    expect(error).toMatchObject({ type: 'OssUnavailable', context: { code: 'ECONNREFUSED' } });
    expect(error.message).toContain('The connection failed');
    assertNothingLeaks(error);
  });

  it('is not asked for again: the caller decides', async () => {
    const oss = await answering('reset');
    const error = await rejection(oss.create('photos-oss', standard, signal));
    expect(error).toMatchObject({ type: 'OssUnavailable', context: { code: 'ECONNRESET' } });
    expect(server?.requests).toHaveLength(1);
  });

  it('ends a read when the caller gives up', async () => {
    const controller = new AbortController();
    server = await captureServer(() => {
      controller.abort(new Error('cancelled'));
      return 'hang';
    });
    const reading = connect(server.endpoint).describe('photos-oss', controller.signal);
    await expect(reading).rejects.toThrow('cancelled');
  });
});

describe('what is sent', () => {
  it('is signed with V4 for the region, and names the bucket', async () => {
    const oss = await answering(coded(404, 'NoSuchBucket'));
    expect(await oss.describe('photos-oss', signal)).toBeNull();
    const [request] = server?.requests ?? [];
    expect(request?.headers['authorization']).toMatch(
      /^OSS4-HMAC-SHA256 Credential=LTAIworker\/\d{8}\/cn-beijing\/oss\/aliyun_v4_request,/,
    );
    expect(request?.headers['x-oss-security-token']).toBe(TOKEN);
    expect(request?.headers.host).toBe('photos-oss.oss-cn-beijing.aliyuncs.com');
    expect(request?.url).toBe('/?bucketInfo=');
  });

  it('writes tags as XML, escaped, with their length in bytes', async () => {
    const oss = await answering({ headers: { 'x-oss-request-id': '5C3D9175B6FC201293AD4890' } });
    await oss.setTags('photos-oss', { 'a&b': '运维 <"x">' }, signal);
    const [request] = server?.requests ?? [];
    expect(request).toMatchObject({ method: 'PUT', url: '/?tagging=' });
    expect(request?.body).toContain('<Tag><Key>a&#38;b</Key><Value>运维 &#60;&#34;x&#34;&#62;</Value></Tag>');
    expect(request?.body).toMatch(/<\/Tagging>$/);
    expect(request?.headers['content-length']).toBe(String(Buffer.byteLength(request?.body ?? '')));
  });

  it('deletes the version that the write probe made, where there is one', async () => {
    const fromOss = { 'x-oss-request-id': '5C3D9175B6FC201293AD4890' };
    server = await captureServer(({ method }) =>
      method === 'PUT'
        ? { headers: { ...fromOss, 'x-oss-version-id': 'v-7' } }
        : { status: 204, headers: fromOss },
    );
    await connect(server.endpoint).probeWrite('photos-oss', signal);
    const [put, removal] = server.requests;
    expect(put).toMatchObject({ method: 'PUT', url: '/.ks3-oss-prep/write-probe' });
    expect(removal).toMatchObject({ method: 'DELETE', url: '/.ks3-oss-prep/write-probe?versionId=v-7' });
  });

  it.each(['http://oss-cn-beijing.aliyuncs.com', 'https://oss-cn-beijing.aliyuncs.com/photos'])(
    'does not go to %s',
    (endpoint) => {
      expect(() => connect(endpoint)).toThrow(expect.objectContaining({ type: 'EndpointRefused' }));
    },
  );

  it('does not go anywhere with a region or key that OSS cannot have', () => {
    const identity = { accessKeyId: 'LTAI', accessKeySecret: new Secret(KEY_SECRET) };
    for (const options of [
      { ...identity, region: 'evil.example/' },
      { ...identity, region: 'cn-beijing', accessKeyId: '' },
    ]) {
      expect(() => createOssBuckets(options)).toThrow(expect.objectContaining({ type: 'OssRequestRefused' }));
    }
  });
});
