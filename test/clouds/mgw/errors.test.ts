import { afterEach, describe, expect, it } from '@jest/globals';
import { createMgw } from '../../../clouds/mgw/adapter';
import { Secret } from '../../../contracts/credentials/secret';
import { captureServer, closedEndpoint, type CaptureServer, type Reply } from '../alibaba/capture-server';
import { expectNoLeak, rejection } from '../alibaba/rejection';
import { connectMgw, JOB, refusal, SECRETS, SOURCE, xml } from './mgw-service';

const { signal } = new AbortController();

let server: CaptureServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function answering(
  reply: Reply | 'hang' | 'reset' | ((at: number) => Reply | 'reset'),
  timeoutMs?: number,
) {
  let at = 0;
  server = await captureServer(() => (typeof reply === 'function' ? reply(at++) : reply));
  return connectMgw(server.endpoint, timeoutMs);
}

const assertNothingLeaks = (error: Error) => expectNoLeak(error, Object.values(SECRETS));

describe('codes of the service', () => {
  it.each([
    [400, 'InvalidArgument', 'MgwRequestRefused'],
    [400, 'MissingArgument', 'MgwRequestRefused'],
    [400, 'ImportAddressTypeInvalid', 'MgwRequestRefused'],
    [409, 'ImportJobHasDescendants', 'MgwRequestRefused'],
    [400, 'InvalidImportJobStatus', 'MgwJobConflict'],
    [409, 'ImportJobConflictOnUpdateStatus', 'MgwJobConflict'],
    [409, 'ImportJobUpdateConcurrently', 'MgwJobConflict'],
    [409, 'ImportJobRepeatedOnSameAddress', 'MgwJobRepeated'],
    [400, 'ImportAddressNumExceed', 'MgwLimitReached'],
    [400, 'ImportJobNumExceed', 'MgwLimitReached'],
    [400, 'ImportJobDepthExceed', 'MgwLimitReached'],
    [404, 'NoSuchImportJob', 'MgwNotVisibleYet'],
    [404, 'NoSuchImportJobParent', 'MgwNotVisibleYet'],
    [404, 'NoSuchImportAddress', 'MgwNotVisibleYet'],
    [403, 'InvalidAccessKeyId', 'MgwInvalidAccessKey'],
    [403, 'SignatureDoesNotMatch', 'MgwInvalidAccessKey'],
    [403, 'SecurityTokenExpired', 'MgwInvalidAccessKey'],
    [403, 'RequestTimeTooSkewed', 'MgwClockSkew'],
    [403, 'AccessDenied', 'MgwAccessDenied'],
    [429, 'Whatever', 'MgwThrottled'],
    [500, 'InternalError', 'MgwUnavailable'],
    [502, 'Whatever', 'MgwUnavailable'],
  ])('HTTP %i %s is %s', async (status, code, type) => {
    const mgw = await answering(refusal(status, code));
    const error = await rejection(mgw.setJobStatus('photos-job-1', 'launch', signal));
    expect([error.type, error.context]).toMatchObject([
      type,
      { code, status, requestId: '66AABBCCDDEEFF0011223344' },
    ]);
    assertNothingLeaks(error);
  });

  it('count under a status that says success', async () => {
    const mgw = await answering(refusal(200, 'AccessDenied'));
    expect((await rejection(mgw.createJob(JOB, signal))).type).toBe('MgwAccessDenied');
    expect((await rejection(mgw.job('photos-job-1', signal))).type).toBe('MgwAccessDenied');
  });

  it('of an argument say so where it is the region that was signed for', async () => {
    const message = 'Invalid signing region in Authorization header.';
    const mgw = await answering(refusal(400, 'InvalidArgument', message));
    const error = await rejection(mgw.job('photos-job-1', signal));
    expect([error.type, error.effect]).toEqual(['MgwWrongRegion', 'parked']);
    expect(error.message).toContain('alibaba.mgw_endpoint');
  });

  it('are not needed where the headers show that the service answered', async () => {
    const mgw = await answering({ status: 403, headers: { 'x-oss-request-id': '66AABBCCDDEEFF0011223344' } });
    const error = await rejection(mgw.deleteJob('photos-job-1', signal));
    expect([error.type, error.context.requestId]).toEqual(['MgwAccessDenied', '66AABBCCDDEEFF0011223344']);
  });
});

describe('an answer that is not one of the service', () => {
  const page = { headers: { 'Content-Type': 'text/html' }, body: `<html><p>${SECRETS.key}</p></html>` };

  it.each([
    ['a page', page],
    ['a page that says no', { ...page, status: 403 }],
    ['a page that knows nothing', { ...page, status: 404 }],
    ['a redirect', { status: 307, headers: { Location: 'http://127.0.0.1:1/' } }],
    ['another document', xml('ImportAddressList', '')],
    ['half of a document', { body: '<ImportJob><Name>photos' }],
    ['text behind the document', { body: 'ok' }],
    ['no document', {}],
  ])('is %s, and no job', async (_, reply) => {
    const mgw = await answering(reply);
    const error = await rejection(mgw.job('photos-job-1', signal));
    expect(error.type).toBe('MgwUnavailable');
    assertNothingLeaks(error);
  });

  it.each([
    ['a page', page],
    ['a document', xml('ImportJob', '')],
  ])('is %s where there should be none', async (_, reply) => {
    const mgw = await answering(reply);
    const error = await rejection(mgw.createAddress(SOURCE, signal));
    expect(error.type).toBe('MgwUnavailable');
    assertNothingLeaks(error);
  });
});

describe('no answer', () => {
  it('is an error without anything that was sent', async () => {
    const mgw = await answering('reset');
    const error = await rejection(mgw.createAddress(SOURCE, signal));
    expect(error.type).toBe('MgwUnavailable');
    assertNothingLeaks(error);
  });

  it('in time is an error that says so', async () => {
    const mgw = await answering('hang', 50);
    const error = await rejection(mgw.createAddress(SOURCE, signal));
    expect(error.message).toContain('did not answer in time');
  });

  it('comes from an address where nobody listens', async () => {
    const error = await rejection(connectMgw(await closedEndpoint()).job('photos-job-1', signal));
    expect([error.type, error.context.code]).toEqual(['MgwUnavailable', 'ECONNREFUSED']);
  });

  it('is never asked for over plain http elsewhere', () => {
    const connect = (endpoint?: string) =>
      createMgw({
        accountId: '1234567890123456',
        region: 'cn-beijing',
        endpoint,
        accessKeyId: 'LTAI',
        accessKeySecret: new Secret('secret'),
      });
    expect(() => connect('http://mgw.example.com')).toThrow(/https/);
    expect(() => connect()).not.toThrow();
  });
});

describe('repetition', () => {
  const job = xml('ImportJob', '<Name>photos-job-1</Name><Status>IMPORT_JOB_DOING</Status>');

  it.each<[string, Reply | 'reset']>([
    ['a lost answer', 'reset'],
    ['a failure', refusal(500, 'InternalError')],
    ['a page', { body: '<html></html>' }],
    ['a request to slow down', refusal(503, 'SlowDown')],
  ])('of a call that changes nothing, after %s', async (_, first) => {
    const mgw = await answering((at) => (at === 0 ? first : job));
    expect(await mgw.job('photos-job-1', signal)).toMatchObject({ status: 'doing' });
    expect(server?.requests).toHaveLength(2);
  });

  it.each<[string, Reply | 'reset']>([
    ['a lost answer', 'reset'],
    ['a failure', refusal(500, 'InternalError')],
  ])('of a call that changes something is left to the caller after %s', async (_, first) => {
    const mgw = await answering((at) => (at === 0 ? first : {}));
    expect((await rejection(mgw.createJob(JOB, signal))).type).toBe('MgwUnavailable');
    expect(server?.requests).toHaveLength(1);
  });

  it('of a call that changes something, if the service did nothing', async () => {
    const mgw = await answering((at) => (at === 0 ? refusal(503, 'SlowDown') : {}));
    expect(await mgw.createJob(JOB, signal)).toBe('created');
    expect(server?.requests).toHaveLength(2);
  });

  it('ends after a few attempts', async () => {
    const mgw = await answering(refusal(500, 'InternalError'));
    expect((await rejection(mgw.job('photos-job-1', signal))).type).toBe('MgwUnavailable');
    expect(server?.requests).toHaveLength(3);
  });
});

describe('a caller who gives up', () => {
  it('ends a call that changes nothing', async () => {
    const controller = new AbortController();
    server = await captureServer(() => {
      controller.abort(new Error('cancelled'));
      return 'hang';
    });
    const asked = connectMgw(server.endpoint).job('photos-job-1', controller.signal);
    await expect(asked).rejects.toThrow('cancelled');
  });

  it('waits for what was sent', async () => {
    const controller = new AbortController();
    server = await captureServer(() => {
      controller.abort(new Error('cancelled'));
      return {};
    });
    expect(await connectMgw(server.endpoint).createAddress(SOURCE, controller.signal)).toBe('created');
  });

  it('sends nothing afterwards', async () => {
    const mgw = await answering({});
    const gone = AbortSignal.abort(new Error('cancelled'));
    await expect(mgw.createAddress(SOURCE, gone)).rejects.toThrow('cancelled');
    expect(server?.requests).toEqual([]);
  });
});
