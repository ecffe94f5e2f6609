import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../contracts/credentials/secret';
import { createRamDirectory } from '../../../clouds/ram/adapter';
import { captureServer, closedEndpoint, type CaptureServer, type Reply } from '../alibaba/capture-server';
import { expectNoLeak, rejection } from '../alibaba/rejection';
import { phrase } from '../../../presentation/words/words';

const { signal } = new AbortController();
const PASSWORD = 'S3cr3t!pw-quoted-by-nobody';
const KEY_SECRET = 'AccessKeySecretOfTheWorker';
const logon = { password: new Secret(PASSWORD), passwordResetRequired: false, mfaBindRequired: false };

let server: CaptureServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

function connect(endpoint: string, timeoutMs?: number) {
  const accessKeySecret = new Secret(KEY_SECRET);
  return createRamDirectory({ accessKeyId: 'LTAIworker', accessKeySecret, endpoint, timeoutMs });
}

async function answering(answer: Reply | 'hang' | 'reset', timeoutMs?: number) {
  server = await captureServer(() => answer);
  return connect(server.endpoint, timeoutMs);
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

const coded = (status: number, Code: string): Reply =>
  json(status, { Code, Message: `no, not ${PASSWORD}`, RequestId: '7B8A4E7D-6CFF-471D-84DF-195A7A241ECB' });

const assertNothingLeaks = (error: Error) => expectNoLeak(error, [PASSWORD, KEY_SECRET]);

describe('codes of RAM', () => {
  it.each([
    [403, 'NoPermission', 'RamNoPermission'],
    [403, 'Forbidden.RAM', 'RamNoPermission'],
    [403, 'Inactive', 'RamInactive'],
    [404, 'InvalidAccessKeyId.NotFound', 'RamInvalidAccessKey'],
    [400, 'InvalidAccessKeyId.Inactive', 'RamInvalidAccessKey'],
    [400, 'SignatureDoesNotMatch', 'RamInvalidAccessKey'],
    [400, 'InvalidSecurityToken.Expired', 'RamInvalidAccessKey'],
    [400, 'InvalidTimeStamp.Expired', 'RamClockSkew'],
    [400, 'SignatureNonceUsed', 'RamUnavailable'],
    [400, 'InvalidParameter.Password.TooWeak', 'RamPasswordRefused'],
    [409, 'LimitExceeded.User', 'RamUserLimit'],
    [409, 'LimitExceeded.User.AccessKey', 'RamAccessKeyLimit'],
    [409, 'LimitExceeded.User.Policy', 'RamPolicyLimit'],
    [404, 'EntityNotExist.User', 'RamNotVisibleYet'],
    [404, 'EntityNotExist.Policy', 'RamPolicyMissing'],
    [400, 'Throttling.User', 'RamThrottled'],
    [400, 'Rejected.Throttling', 'RamThrottled'],
    [429, 'TooManyRequests', 'RamThrottled'],
    [500, 'InternalError', 'RamUnavailable'],
    [503, 'ServiceUnavailable', 'RamUnavailable'],
    [502, 'BadGateway', 'RamUnavailable'],
    [400, 'InvalidParameter.UserName.InvalidChars', 'RamRequestRefused'],
    [400, 'MalformedPolicyDocument', 'RamRequestRefused'],
    [409, 'LimitExceeded.Policy', 'RamRequestRefused'],
  ])('%i %s is %s', async (status, code, type) => {
    const ram = await answering(coded(status, code));
    const error = await rejection(ram.createLogonProfile('mgw-photos', logon, signal));
    expect(error).toMatchObject({
      type,
      context: {
        resource: phrase('resource.ramUser', { name: 'mgw-photos' }),
        code,
        status,
        requestId: '7B8A4E7D-6CFF-471D-84DF-195A7A241ECB',
      },
    });
    expect(error.message).toContain(`(${code}, HTTP ${status}, request ID 7B8A4E7D-`);
    assertNothingLeaks(error);
  });

  it('passes on how long a throttling answer asks to wait', async () => {
    const throttled = json(400, { Code: 'Throttling.User' }, { 'x-acs-retry-after': '1500' });
    const ram = await answering(throttled);
    const error = await rejection(ram.getUser('mgw-photos', signal));
    expect(error.context.retryAfterMs).toBe(1500);
    expect(server?.requests).toHaveLength(1);
  });

  it('takes neither a wait of hours nor none at all from it', async () => {
    const ram = await answering(json(400, { Code: 'Throttling.User' }, { 'x-acs-retry-after': '999999999' }));
    expect((await rejection(ram.getUser('mgw-photos', signal))).context.retryAfterMs).toBe(600_000);
    await server?.stop();
    const other = await answering(json(400, { Code: 'Throttling.User' }));
    expect((await rejection(other.getUser('mgw-photos', signal))).context.retryAfterMs).toBeUndefined();
  });

  it('quotes nothing that only looks like a code or an ID', async () => {
    const ram = await answering(json(400, { Code: `<b>${PASSWORD}</b>`, RequestId: `id ${PASSWORD}` }));
    const error = await rejection(ram.createLogonProfile('mgw-photos', logon, signal));
    expect(error).toMatchObject({
      type: 'RamRequestRefused',
      context: { code: undefined, requestId: undefined },
    });
    assertNothingLeaks(error);
  });
});

describe('answers that are not RAM’s', () => {
  it.each<[string, Reply, string]>([
    ['an HTML page', { status: 200, body: `<html>${PASSWORD}</html>` }, 'not JSON'],
    ['an HTML error', { status: 403, body: `<html>${PASSWORD}</html>` }, 'not JSON'],
    ['nothing', { status: 200 }, 'not JSON'],
    ['a redirect', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }, 'not JSON'],
    ['JSON null', { status: 500, body: 'null' }, 'could not be read'],
    ['another document', json(200, { RequestId: 'x' }), 'not have the documented format'],
  ])('%s is an outage, not a fact', async (_, reply, detail) => {
    const ram = await answering(reply);
    for (const call of [
      () => ram.getUser('mgw-photos', signal),
      () => ram.createAccessKey('mgw-photos', signal),
    ]) {
      const error = await rejection(call());
      expect(error).toMatchObject({ type: 'RamUnavailable', effect: 'transient' });
      expect(error.message).toContain(detail);
      assertNothingLeaks(error);
    }
    expect(server?.requests).toHaveLength(2);
  });

  it('a key without its secret is no key', async () => {
    const ram = await answering(json(200, { AccessKey: { AccessKeyId: 'LTAI1', Status: 'Active' } }));
    expect((await rejection(ram.createAccessKey('mgw-photos', signal))).type).toBe('RamUnavailable');
  });
});

describe('no answer', () => {
  it('a new password that times out is not quoted', async () => {
    const ram = await answering('hang', 100);
    const error = await rejection(ram.createLogonProfile('mgw-photos', logon, signal));
    expect(error.type).toBe('RamUnavailable');
    expect(error.message).toContain('did not answer in time');
    assertNothingLeaks(error);
  });

  it('a refused connection does not quote the password', async () => {
    const ram = connect(await closedEndpoint());
    const error = await rejection(ram.createLogonProfile('mgw-photos', logon, signal));
    expect(error).toMatchObject({ type: 'RamUnavailable', context: { code: 'ECONNREFUSED' } });
    assertNothingLeaks(error);
  });

  it('a lost answer is not asked for again: the caller decides', async () => {
    const ram = await answering('reset');
    const error = await rejection(ram.createAccessKey('mgw-photos', signal));
    expect(error).toMatchObject({ type: 'RamUnavailable', context: { code: 'ECONNRESET' } });
    expect(server?.requests).toHaveLength(1);
  });

  it('a read ends when the caller gives up', async () => {
    const controller = new AbortController();
    server = await captureServer(() => {
      controller.abort(new Error('cancelled'));
      return 'hang';
    });
    await expect(connect(server.endpoint).getUser('mgw-photos', controller.signal)).rejects.toThrow(
      'cancelled',
    );
  });
});

describe('what is sent', () => {
  it('keeps the password out of the URL and the headers', async () => {
    const ram = await answering(json(200, { RequestId: 'x' }));
    await ram.createLogonProfile('mgw-photos', logon, signal);
    await ram.createLogonProfile('mgw-photos', { ...logon, passwordResetRequired: true }, signal);
    const [created, second] = server?.requests ?? [];
    expect(new URLSearchParams(created?.body)).toEqual(
      new URLSearchParams({
        UserName: 'mgw-photos',
        Password: PASSWORD,
        PasswordResetRequired: 'false',
        MFABindRequired: 'false',
      }),
    );
    expect(second?.body).toContain('PasswordResetRequired=true');
    for (const request of server?.requests ?? []) {
      expect(request.url).toBe('/');
      expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
      expect(JSON.stringify(request.headers)).not.toContain(PASSWORD);
    }
  });

  it('is signed with ACS3 as the identity given, with its session token', async () => {
    server = await captureServer(() => coded(404, 'EntityNotExist.User'));
    const ram = createRamDirectory({
      accessKeyId: 'STS.temporary',
      accessKeySecret: new Secret(KEY_SECRET),
      securityToken: new Secret('token-of-the-session'),
      endpoint: server.endpoint,
    });
    expect(await ram.getUser('mgw-photos', signal)).toBeNull();
    const [request] = server.requests;
    expect(request?.headers['authorization']).toMatch(/^ACS3-HMAC-SHA256 Credential=STS.temporary,/);
    expect(request?.headers['x-acs-security-token']).toBe('token-of-the-session');
    expect(request?.headers['x-acs-version']).toBe('2015-05-01');
    expect(JSON.stringify(request)).not.toContain(KEY_SECRET);
  });

  it('asks nobody for credentials where the key is empty', async () => {
    server = await captureServer(() => coded(200, 'x'));
    const ram = createRamDirectory({
      accessKeyId: '',
      accessKeySecret: new Secret(''),
      endpoint: server.endpoint,
    });
    expect((await rejection(ram.getUser('mgw-photos', signal))).type).toBe('RamInvalidAccessKey');
    expect(server.requests).toEqual([]);
  });

  it('goes to HTTPS only, loopback apart', () => {
    expect(() => connect('http://ram.aliyuncs.com')).toThrow(
      expect.objectContaining({ type: 'EndpointRefused' }),
    );
  });
});

describe('the list of all users', () => {
  const page = (more: object) =>
    json(200, {
      RequestId: '7B8A4E7D-6CFF-471D-84DF-195A7A241ECB',
      Users: { User: [] },
      IsTruncated: true,
      ...more,
    });

  it.each([
    ['no marker for the next page', page({})],
    ['the same marker again and again', page({ Marker: 'again' })],
    ['no word on whether it goes on', page({ IsTruncated: undefined })],
  ])('is an error and never a part of it where there is %s', async (_, answer) => {
    const ram = await answering(answer);

    expect(await rejection(ram.listUsers(signal))).toMatchObject({ type: 'RamUnavailable' });
  });
});
