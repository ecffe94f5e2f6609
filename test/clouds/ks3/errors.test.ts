import { ruleOf, type ErrorType } from '../../../contracts/error-table';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ks3Error } from '../../../clouds/ks3/errors';
import type { Ks3Source } from '../../../clouds/ks3/port';
import { Secret } from '../../../contracts/credentials/secret';
import { describeError } from '../../../contracts/prep-error';
import { captureServer, closedEndpoint, type CaptureServer, type Reply } from '../alibaba/capture-server';
import { everythingPrintable, expectNoLeak, rejection } from '../alibaba/rejection';
import { closeSources, coded, firstPage, KEY_SECRET, openSource, SESSION_TOKEN } from './ks3-source';
import { phrase } from '../../../presentation/words/words';

const { signal } = new AbortController();

let server: CaptureServer | undefined;
afterEach(async () => {
  closeSources();
  await server?.stop();
  server = undefined;
});

async function answering(answer: Reply | 'hang' | 'reset'): Promise<Ks3Source> {
  server = await captureServer(() => answer);
  return openSource({ endpoint: server.endpoint });
}

const verbs: [string, (source: Ks3Source) => Promise<unknown>][] = [
  ['fetchPage', (source) => source.fetchPage(firstPage, signal)],
  ['location', (source) => source.location(signal)],
  ['readSample', (source) => source.readSample('a.jpg', signal)],
];

const assertNothingLeaks = (error: Error) =>
  expectNoLeak(error, [KEY_SECRET, SESSION_TOKEN], /AWS4-HMAC|Signature=|list-type|<html/i);

describe('codes of KS3', () => {
  it.each([
    [403, 'AccessDenied', 'Ks3AccessDenied'],
    [403, 'InvalidAccessKeyId', 'Ks3InvalidAccessKey'],
    [400, 'ExpiredToken', 'Ks3InvalidAccessKey'],
    [403, 'SignatureDoesNotMatch', 'Ks3SignatureMismatch'],
    [403, 'SecondLevelDomainForbidden', 'Ks3PathStyle'],
    [404, 'NoSuchBucket', 'Ks3NoSuchBucket'],
    [400, 'InvalidBucketName', 'Ks3NoSuchBucket'],
    [301, 'PermanentRedirect', 'Ks3WrongRegion'],
    [307, 'TemporaryRedirect', 'Ks3WrongRegion'],
    [403, 'AuthorizationHeaderMalformed', 'Ks3WrongRegion'],
    [403, 'AccountProblem', 'Ks3AccountProblem'],
    [403, 'NotSignedUp', 'Ks3AccountProblem'],
    [400, 'InvalidArgument', 'Ks3WrongEndpoint'],
    [403, 'SomethingNew', 'Ks3AccessDenied'],
    [404, 'SomethingNew', 'Ks3NoSuchBucket'],
  ])('%i %s is %s, and is not asked again', async (status, code, type) => {
    const source = await answering(coded(status, code));
    for (const [, verb] of verbs) {
      const error = await rejection(verb(source));
      expect(error).toMatchObject({
        type,
        effect: ruleOf(type as ErrorType).effect,
        context: {
          resource: phrase('resource.ks3Bucket', { name: 'photos' }),
          code,
          status,
          requestId: 'req-7',
        },
      });
      expect(error.message).toContain(`(${code}, HTTP ${status}, request ID req-7)`);
      assertNothingLeaks(error);
    }
    expect(server?.requests).toHaveLength(verbs.length);
  });

  it.each([
    [503, 'SlowDown', 'Ks3SlowDown', 1],
    [400, 'RequestTimeout', 'Ks3Unavailable', 3],
    [503, 'ServiceUnavailable', 'Ks3SlowDown', 1],
    [429, 'Whatever', 'Ks3SlowDown', 1],
    [400, 'Throttling', 'Ks3SlowDown', 1],
    [400, 'RequestLimitExceeded', 'Ks3SlowDown', 1],
    [500, 'InternalError', 'Ks3Unavailable', 3],
    [502, 'BadGateway', 'Ks3Unavailable', 3],
  ])('%i %s is %s, which time may cure, after requests: %i', async (status, code, type, sent) => {
    const source = await answering(coded(status, code));
    const error = await rejection(source.fetchPage(firstPage, signal));
    expect(error).toMatchObject({ type, effect: 'transient', context: { code, status } });
    assertNothingLeaks(error);
    expect(server?.requests).toHaveLength(sent);
  });

  it('counts every request that a page took', async () => {
    const replies = [coded(500, 'InternalError'), { status: 200, body: '<page/>' }];
    server = await captureServer(() => replies.shift() ?? 'reset');
    const page = await openSource({ endpoint: server.endpoint }).fetchPage(firstPage, signal);
    expect(page).toMatchObject({ requests: 2, body: Buffer.from('<page/>') });
  });
});

describe('a clock that is off', () => {
  it('is named where the store does not tell the time', async () => {
    const source = await answering(coded(403, 'RequestTimeTooSkewed'));
    const error = await rejection(source.location(signal));
    expect(error).toMatchObject({ type: 'Ks3ClockSkew', effect: 'parked' });
    assertNothingLeaks(error);
  });
});

describe('answers that are not an error document', () => {
  it.each<[string, Reply, string]>([
    ['an HTML 403', { status: 403, body: `<html><br>${KEY_SECRET}</html>` }, 'Ks3AccessDenied'],
    ['an HTML 404', { status: 404, body: '<html><body>Not found</body></html>' }, 'Ks3NoSuchBucket'],
    ['an HTML 502', { status: 502, body: '<html><body>Bad gateway</body></html>' }, 'Ks3Unavailable'],
    ['an HTML 503', { status: 503, body: '<html><body>Busy</body></html>' }, 'Ks3SlowDown'],
    ['an HTML 400', { status: 400, body: '<html><body>What?</body></html>' }, 'Ks3WrongEndpoint'],
    [
      'a JSON 403',
      { status: 403, body: `{"errorCode":"NotAllowed","tipInfo":"${KEY_SECRET}"}` },
      'Ks3AccessDenied',
    ],
    ['a bare 403', { status: 403 }, 'Ks3AccessDenied'],
    ['a bare 405', { status: 405 }, 'Ks3WrongEndpoint'],
    ['a bare 407 of a proxy', { status: 407 }, 'Ks3WrongEndpoint'],
    ['a bare 500', { status: 500 }, 'Ks3Unavailable'],
    ['a sign-in page', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }, 'Ks3WrongEndpoint'],
  ])('%s is judged by its status', async (_, reply, type) => {
    const source = await answering(reply);
    for (const [, verb] of verbs) {
      const error = await rejection(verb(source));
      expect(error).toMatchObject({ type, context: { status: reply.status } });
      expect(error.message).not.toMatch(/undefined|Unknown|SyntaxError|\[object/);
      assertNothingLeaks(error);
    }
  });

  it.each<[string, Reply]>([
    ['an HTML page', { status: 200, body: '<html><br></html>' }],
    ['an empty body', { status: 200 }],
    ['an error document', { ...coded(200, 'InternalError') }],
  ])('%s with status 200 is handed on as it came, to be judged where pages are', async (_, reply) => {
    const source = await answering(reply);
    const { body } = await source.fetchPage(firstPage, signal);
    expect(Buffer.from(body).toString()).toBe(reply.body ?? '');
  });

  it.each<[string, Reply]>([
    ['an HTML page', { status: 200, body: '<html><br></html>' }],
    ['a well-formed HTML page', { status: 200, body: '<html><body/></html>' }],
    ['an empty body', { status: 200 }],
  ])('%s is never taken for a location', async (_, reply) => {
    const source = await answering(reply);
    const said = await source.location(signal).then(
      (location) => location,
      (error: { effect?: unknown }) => error.effect,
    );
    expect(['', 'transient']).toContain(said);
  });
});

describe('no answer', () => {
  it('is an outage where nobody listens', async () => {
    const error = await rejection(openSource({ endpoint: await closedEndpoint() }).location(signal));
    expect(error).toMatchObject({
      type: 'Ks3Unavailable',
      effect: 'transient',
      context: { code: 'ECONNREFUSED' },
    });
    expect(error.message).toContain('The request went to 127.0.0.1.');
    assertNothingLeaks(error);
  });

  it('is an outage where the connection is reset', async () => {
    const error = await rejection((await answering('reset')).fetchPage(firstPage, signal));
    expect(error).toMatchObject({ type: 'Ks3Unavailable', context: { code: 'ECONNRESET' } });
    assertNothingLeaks(error);
  });

  it('sends a request again whose answer was lost', async () => {
    const replies = ['reset' as const, { status: 200, body: '<page/>' }];
    server = await captureServer(() => replies.shift() ?? 'hang');
    const page = await openSource({ endpoint: server.endpoint }).fetchPage(firstPage, signal);
    expect(page).toMatchObject({ requests: 2, body: Buffer.from('<page/>') });
  });

  it.each([
    ['ENOTFOUND', 'Ks3Unavailable', 'transient'],
    ['ETIMEDOUT', 'Ks3Unavailable', 'transient'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'Ks3WrongEndpoint', 'restart'],
    ['CERT_HAS_EXPIRED', 'Ks3CertificateRefused', 'parked'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'Ks3CertificateRefused', 'parked'],
    ['EPROTO', 'Ks3WrongEndpoint', 'restart'],
    ['HPE_INVALID_CONSTANT', 'Ks3WrongEndpoint', 'restart'],
    ['HPE_INVALID_CHUNK_SIZE', 'Ks3Unavailable', 'transient'],
  ])('for %s is %s', (code, type, effect) => {
    const lost = Object.assign(new Error(`to https://photos.host/?${KEY_SECRET}`), { code });
    const asked = { endpoint: 'https://ks3-cn-beijing.ksyuncs.com', bucket: 'photos', region: 'BEIJING' };
    const error = ks3Error(lost, 'KS3 bucket photos', asked);
    expect(error).toMatchObject({ type, effect, context: { code } });
    expect(error.message).toContain('The request went to ks3-cn-beijing.ksyuncs.com.');
    assertNothingLeaks(error);
  });

  it.each([
    ['ENOTFOUND', 'There is no host of that name'],
    ['EPROTO', 'It does not answer with TLS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'It does not answer with TLS'],
    ['HPE_INVALID_CONSTANT', 'It does not answer with HTTP'],
  ])('says what %s says about the address', (code, words) => {
    const asked = { endpoint: 'https://ks3-cn-bejing.ksyuncs.com', bucket: 'photos', region: 'BEIJING' };
    const error = ks3Error(Object.assign(new Error('x'), { code }), 'KS3 bucket photos', asked);
    expect(error.message).toContain(`The request went to ks3-cn-bejing.ksyuncs.com. ${words}`);
  });

  it.each([
    [{ Endpoint: 'ks3-cn-shanghai.ksyuncs.com' }, 'https://ks3-cn-shanghai.ksyuncs.com', 'SHANGHAI'],
    [{ Region: 'JR_BEIJING' }, 'https://ks3-jr-beijing.ksyuncs.com', 'JR_BEIJING'],
    [{ Region: 'AMERICA' }, 'https://ks3-us-west-1.ksyuncs.com', 'AMERICA'],
  ])('names endpoint and region to use (%j)', (named, right, region) => {
    const endpoint = 'https://ks3-cn-beijing.ksyuncs.com';
    const asked = { endpoint, bucket: 'photos', region: 'BEIJING' };
    const parts = { Code: 'PermanentRedirect', ...named, $metadata: { httpStatusCode: 301 } };
    const { type, context, message } = ks3Error(
      Object.assign(new Error('x'), parts),
      'KS3 bucket photos',
      asked,
    );
    expect(message).toContain(`That is endpoint ${right} with region ${region}.`);
    expect(describeError(type, context, 'zh')).toContain(`即 Endpoint ${right}、地域 ${region}。`);
    expect(describeError(type, context, 'en', 'command')).not.toContain('named here');
  });

  it('names no public endpoint for a private cloud', () => {
    const asked = { endpoint: 'https://ks3.corp.example', bucket: 'photos', region: 'A' };
    const parts = { Code: 'PermanentRedirect', Region: 'BEIJING', $metadata: { httpStatusCode: 301 } };
    const { message } = ks3Error(Object.assign(new Error('x'), parts), 'KS3 bucket photos', asked);
    expect(message).toContain('KS3 names BEIJING.');
    expect(message).not.toContain('ksyuncs');
  });

  it.each([
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    { code: 'ENOTFOUND' },
    { Code: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } },
  ])('says where the endpoint holds the bucket already (%j)', (parts) => {
    const endpoint = 'https://photos.ks3-cn-beijing.ksyuncs.com';
    const asked = { endpoint, bucket: 'photos', region: 'BEIJING' };
    const error = ks3Error(Object.assign(new Error('x'), parts), 'KS3 bucket photos', asked);
    expect(error.message).toContain(
      'The request went to photos.ks3-cn-beijing.ksyuncs.com, which already contains the bucket name.',
    );
    expect(describeError(error.type, error.context, 'zh')).toContain(
      '请求发往 photos.ks3-cn-beijing.ksyuncs.com，该主机名已包含存储空间名称。',
    );
  });

  it.each([
    [
      'ENOTFOUND',
      { HTTPS_PROXY: `http://u:${KEY_SECRET}@proxy` },
      'HTTPS_PROXY is set but not used: ks3-cn-beijing.ksyuncs.com is reached',
    ],
    [
      'ETIMEDOUT',
      { all_proxy: `http://u:${KEY_SECRET}@proxy` },
      'all_proxy is set but not used: ks3-cn-beijing.ksyuncs.com is reached',
    ],
    ['ETIMEDOUT', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '.ksyuncs.com' }, undefined],
    ['CERT_HAS_EXPIRED', { HTTPS_PROXY: 'http://proxy' }, undefined],
  ])('for %s with %j mentions a proxy that is not used', (code, env, words) => {
    const asked = { endpoint: 'https://ks3-cn-beijing.ksyuncs.com', bucket: 'photos', region: 'BEIJING' };
    const error = ks3Error(Object.assign(new Error('x'), { code }), 'KS3 bucket photos', asked, env);
    expect(error.message).toContain(words ?? 'The request went to ks3-cn-beijing.ksyuncs.com.');
    expect(error.message.includes('is set')).toBe(words !== undefined);
    assertNothingLeaks(error);
  });

  it('ends when the caller gives up, with the caller’s own reason', async () => {
    const controller = new AbortController();
    server = await captureServer(() => {
      controller.abort(new Error('cancelled'));
      return 'hang';
    });
    const page = openSource({ endpoint: server.endpoint }).fetchPage(firstPage, controller.signal);
    await expect(page).rejects.toThrow('cancelled');
  });
});

describe('Retry-After', () => {
  it('becomes the wait before the next attempt of whoever asked', async () => {
    const source = await answering(coded(503, 'SlowDown', { headers: { 'Retry-After': '1' } }));
    const error = await rejection(source.location(signal));
    expect(error.context.retryAfterMs).toBe(1000);
  });

  it.each([
    ['120', 120_000],
    ['999999', 3_600_000],
    ['soon', undefined],
    ['0', undefined],
  ])('of %s is %s ms', (retryAfter, retryAfterMs) => {
    const $response = { statusCode: 503, headers: { 'retry-after': retryAfter } };
    const asked = { endpoint: 'https://ks3-cn-beijing.ksyuncs.com', bucket: 'photos', region: 'BEIJING' };
    const error = ks3Error(Object.assign(new Error('x'), { $response }), 'KS3 bucket photos', asked);
    expect(error).toMatchObject({ type: 'Ks3SlowDown', context: { retryAfterMs } });
  });
});

describe('a session token with a line break', () => {
  it('adds no header to the request of a page, which is not sent', async () => {
    server = await captureServer(() => ({ status: 200 }));
    const sessionToken = new Secret('token\r\nx-injected: yes');
    const source = openSource({ endpoint: server.endpoint, sessionToken });
    const error = await rejection(source.fetchPage(firstPage, signal));
    expect(error).toMatchObject({ type: 'Ks3Unavailable' });
    expect(everythingPrintable(error)).not.toContain('x-injected');
    expect(server.requests).toEqual([]);
  });
});
