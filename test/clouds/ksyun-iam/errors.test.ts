import { afterEach, describe, expect, it } from '@jest/globals';
import { createKsyunIam } from '../../../clouds/ksyun-iam/adapter';
import { Secret } from '../../../contracts/credentials/secret';
import {
  captureServer,
  closedEndpoint,
  type CapturedRequest,
  type CaptureServer,
  type Reply,
} from '../alibaba/capture-server';
import { expectNoLeak, rejection } from '../alibaba/rejection';
import { phrase } from '../../../presentation/words/words';

const { signal } = new AbortController();
const KEY_SECRET = 'IamAccessKeySecret/Of+TheWorker=';
const NEW_SECRET = 'SecretOfTheNewKeyThatNobodyQuotes';
const TOKEN = 'SessionTokenThatNobodyQuotes';

let server: CaptureServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const connect = (endpoint: string, timeoutMs?: number) =>
  createKsyunIam({
    endpoint,
    region: 'cn-beijing-6',
    accessKeyId: 'AKLTworker',
    accessKeySecret: new Secret(KEY_SECRET),
    sessionToken: new Secret(TOKEN),
    timeoutMs,
  });

type Answer = Reply | 'hang' | 'reset';
async function answering(answer: Answer | ((at: number) => Answer), timeoutMs?: number) {
  let at = 0;
  await server?.stop();
  server = await captureServer(() => (typeof answer === 'function' ? answer(at++) : answer));
  return connect(server.endpoint, timeoutMs);
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

const REQUEST_ID = '7b8a4e7d-6cff-471d-84df-195a7a241ecb';
const coded = (status: number, Code: string, headers?: Record<string, string>): Reply =>
  json(
    status,
    { RequestId: REQUEST_ID, Error: { Type: 'Sender', Code, Message: `no, not ${NEW_SECRET}` } },
    headers,
  );

const assertNothingLeaks = (error: Error) => expectNoLeak(error, [KEY_SECRET, NEW_SECRET, TOKEN]);

describe('codes of Kingsoft IAM', () => {
  it.each([
    [409, 'UserAkskLimitExceeded', 'IamLimitReached'],
    [409, 'UserPolicyLimitExceeded', 'IamLimitReached'],
    [409, 'PolicyVersionLimitExceeded', 'IamLimitReached'],
    [404, 'UserNoSuchEntity', 'IamNotVisibleYet'],
    [404, 'PolicyNoSuchEntity', 'IamNotVisibleYet'],
    [403, 'MissingAuthenticationToken', 'IamInvalidAccessKey'],
    [403, 'SignatureDoesNotMatch', 'IamInvalidAccessKey'],
    [403, 'InvalidClientTokenId', 'IamInvalidAccessKey'],
    [401, 'Whatever', 'IamInvalidAccessKey'],
    [403, 'AccessDenied', 'IamNoPermission'],
    [403, 'PermissionDenied', 'IamNoPermission'],
    [403, 'Whatever', 'IamNoPermission'],
    [400, 'RequestExpired', 'IamClockSkew'],
    [400, 'Throttling', 'IamThrottled'],
    [400, 'ThrottlingException', 'IamThrottled'],
    [503, 'RequestLimitExceeded', 'IamThrottled'],
    [509, 'Whatever', 'IamThrottled'],
    [500, 'ServiceFailure', 'IamUnavailable'],
    [502, 'BadGateway', 'IamUnavailable'],
    [400, 'InvalidParameterValue', 'IamRequestRefused'],
    [400, 'PolicyDocumentNotJsonFormat', 'IamRequestRefused'],
  ])('%i %s is %s', async (status, code, type) => {
    const iam = await answering(coded(status, code));
    const error = await rejection(iam.createAccessKey('mgw-photos', signal));
    expect(error).toMatchObject({
      type,
      context: {
        resource: phrase('resource.iamUser', { name: 'mgw-photos' }),
        code,
        status,
        requestId: REQUEST_ID,
      },
    });
    expect(error.message).toContain(`(${code}, HTTP ${status}, request ID ${REQUEST_ID})`);
    assertNothingLeaks(error);
  });

  it('are also read under status 200, in the older form, and in XML', async () => {
    const forms: Reply[] = [
      coded(200, 'UserNoSuchEntity'),
      json(404, { code: 'UserNoSuchEntity', message: NEW_SECRET, codeDesc: '' }),
      {
        status: 404,
        body: `<?xml version="1.0"?>\n<ErrorResponse><RequestId>${REQUEST_ID}</RequestId><Error><Type>Sender</Type><Code>UserNoSuchEntity</Code><Message>${NEW_SECRET}</Message></Error></ErrorResponse>`,
      },
    ];
    for (const form of forms) {
      const iam = await answering(form);
      expect(await iam.getUser('mgw-photos', signal)).toBeNull();
    }
  });

  it('on a signature are a wrong clock where IAM’s date is far from ours', async () => {
    const date = new Date(Date.now() - 20 * 60_000).toUTCString();
    const iam = await answering(coded(403, 'SignatureDoesNotMatch', { Date: date }));
    const error = await rejection(iam.getUser('mgw-photos', signal));
    expect(error).toMatchObject({ type: 'IamClockSkew' });
    expect(error.message).toContain('differ by 20 minutes');
  });

  it('quote nothing that only looks like a code or an ID', async () => {
    const iam = await answering(
      json(400, { Error: { Code: `<b>${NEW_SECRET}</b>` }, RequestId: `id ${NEW_SECRET}` }),
    );
    const error = await rejection(iam.createAccessKey('mgw-photos', signal));
    expect(error).toMatchObject({
      type: 'IamRequestRefused',
      context: { code: undefined, requestId: undefined },
    });
    assertNothingLeaks(error);
  });
});

describe('answers that are not IAM’s', () => {
  it.each<[string, Reply]>([
    ['an HTML page', { status: 200, body: `<html>${NEW_SECRET}</html>` }],
    ['an HTML error', { status: 403, body: `<html>${NEW_SECRET}</html>` }],
    ['nothing', { status: 200 }],
    ['a redirect', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }],
    ['JSON null', { status: 200, body: 'null' }],
    ['another document', json(200, { RequestId: REQUEST_ID, secret: NEW_SECRET })],
    ['a key without its secret', json(200, { CreateAccessKeyResult: { AccessKey: { AccessKeyId: 'A' } } })],
    [
      'half an answer',
      { status: 200, body: `{"CreateAccessKeyResult":{"AccessKey":{"SecretAccessKey":"${NEW_SECRET}"` },
    ],
  ])('%s is no key, and sent once', async (_, reply) => {
    const iam = await answering(reply);
    const error = await rejection(iam.createAccessKey('mgw-photos', signal));
    expect(error).toMatchObject({ type: 'IamUnavailable', effect: 'transient' });
    assertNothingLeaks(error);
    expect(server?.requests).toHaveLength(1);
  });

  it('tells why there is none', async () => {
    const silent = await answering('hang', 100);
    const late = await rejection(silent.createAccessKey('mgw-photos', signal));
    expect(late.message).toContain('It did not answer in time.');
    const broken = await rejection((await answering('reset')).createAccessKey('mgw-photos', signal));
    expect(broken.message).toContain('The connection failed.');
    const nobody = await rejection(connect(await closedEndpoint()).getUser('mgw-photos', signal));
    expect(nobody).toMatchObject({ type: 'IamUnavailable', context: { code: 'ECONNREFUSED' } });
    [late, broken, nobody].forEach(assertNothingLeaks);
  });
});

const found = json(200, { GetUserResult: { User: { UserName: 'mgw-photos' } }, RequestId: REQUEST_ID });
const made = json(200, {
  CreateAccessKeyResult: { AccessKey: { AccessKeyId: 'AKLTnew', SecretAccessKey: NEW_SECRET } },
});

describe('what is sent again', () => {
  it.each<[string, Answer]>([
    ['got no answer', 'reset'],
    ['met a failing server', coded(500, 'ServiceFailure')],
    ['was told to slow down', coded(429, 'Throttling')],
  ])('is a question that %s', async (_, first) => {
    const iam = await answering((at) => (at < 2 ? first : found));
    expect(await iam.getUser('mgw-photos', signal)).toMatchObject({ name: 'mgw-photos' });
    expect(server?.requests).toHaveLength(3);
  });

  it('is a change that IAM did not carry out because it was asked too often', async () => {
    const iam = await answering((at) => (at === 0 ? coded(400, 'Throttling') : made));
    expect(await iam.createAccessKey('mgw-photos', signal)).toMatchObject({ accessKeyId: 'AKLTnew' });
    expect(server?.requests).toHaveLength(2);
  });

  it.each<[string, Answer]>([
    ['got no answer', 'reset'],
    ['met a failing server', coded(500, 'ServiceFailure')],
  ])('is never a change that %s: it may have been carried out', async (_, first) => {
    const iam = await answering((at) => (at === 0 ? first : made));
    expect(await rejection(iam.createAccessKey('mgw-photos', signal))).toMatchObject({
      type: 'IamUnavailable',
    });
    expect(server?.requests).toHaveLength(1);
  });

  it('is nothing that IAM wants to have later than in a moment; the wait is passed on', async () => {
    const iam = await answering(coded(429, 'Throttling', { 'Retry-After': '30' }));
    expect(await rejection(iam.getUser('mgw-photos', signal))).toMatchObject({
      type: 'IamThrottled',
      context: { retryAfterMs: 30_000 },
    });
    expect(server?.requests).toHaveLength(1);
  });

  it('is nothing after three times', async () => {
    const iam = await answering('reset');
    await rejection(iam.getUser('mgw-photos', signal));
    expect(server?.requests).toHaveLength(3);
  });
});

describe('a caller that gives up', () => {
  it('ends a question at once, with its own reason', async () => {
    const giveUp = new AbortController();
    const reason = new Error('cancelled');
    const iam = await answering(() => {
      giveUp.abort(reason);
      return 'hang';
    }, 5000);
    await expect(iam.getUser('mgw-photos', giveUp.signal)).rejects.toBe(reason);
  });

  it('still gets the key that was being made', async () => {
    const giveUp = new AbortController();
    server = await captureServer(() => {
      giveUp.abort(new Error('cancelled'));
      return made;
    });
    const key = await connect(server.endpoint).createAccessKey('mgw-photos', giveUp.signal);
    expect(key.accessKeyId).toBe('AKLTnew');
  });

  it('sends nothing any more', async () => {
    const iam = await answering(made);
    const gone = AbortSignal.abort(new Error('cancelled'));
    await expect(iam.createAccessKey('mgw-photos', gone)).rejects.toThrow('cancelled');
    expect(server?.requests).toEqual([]);
  });
});

describe('what goes over the wire', () => {
  let sent: CapturedRequest;

  async function capture(): Promise<void> {
    const iam = await answering(made);
    await iam.createAccessKey("mgw photos!'()*~备", signal);
    [sent] = (server?.requests ?? []) as [CapturedRequest];
  }

  it('asks for JSON, signed as AWS Signature Version 4, with the parameters in the body', async () => {
    await capture();
    expect(sent.method).toBe('POST');
    expect(sent.url).toBe('/?Action=CreateAccessKey&Version=2015-11-01');
    expect(sent.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'x-amz-security-token': TOKEN,
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKLTworker\/\d{8}\/cn-beijing-6\/iam\/aws4_request, SignedHeaders=accept;content-type;host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
      ),
    });
    expect(sent.headers).not.toHaveProperty('x-amz-content-sha256');
    expect(sent.body).toBe('UserName=mgw%20photos%21%27%28%29%2A~%E5%A4%87');
    expect(JSON.stringify(sent)).not.toContain(KEY_SECRET);
  });

  it.each([
    ['http://iam.api.ksyun.com', 'plain http is accepted for loopback addresses only'],
    ['https://iam.api.ksyun.com/path', 'bare host'],
    ['iam.api.ksyun.com', 'has no scheme: write https://iam.api.ksyun.com'],
  ])('never goes to %s', (endpoint, why) => {
    expect(() => connect(endpoint)).toThrow(why);
  });
});
