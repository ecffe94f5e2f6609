import { connect } from 'node:net';
import type { Answer } from './signed-request';
import { startToy, type Toy } from './toy-service';

let toy: Toy;
beforeEach(async () => {
  toy = await startToy();
});
afterEach(() => toy.stop());

const statusesOf = (answers: Answer[]) => answers.map(({ status }) => status).sort((a, b) => a - b);
const audit = () => toy.context.audit.entries();

describe('an error fault', () => {
  it('answers in the service’s own shape, without an effect unless asked', async () => {
    toy.fault({ kind: 'status', status: 502, code: 'BadGateway', retryAfter: 7 });
    const answer = await toy.call();
    expect(answer).toMatchObject({ status: 502, headers: { 'retry-after': '7' } });
    expect(answer.body).toBe(`BadGateway ${audit()[0]?.requestId}`);
    expect(toy.effects()).toBe(0);
    toy.fault({ kind: 'status', when: 'after' });
    expect(await toy.call()).toMatchObject({
      status: 500,
      body: expect.stringMatching(/^InternalError /) as string,
    });
    expect(toy.effects()).toBe(1);
    expect(audit()[1]).toMatchObject({ status: 500, effect: 'effect 1', fault: { when: 'after' } });
  });

  it('is the service’s own slow-down for a throttle', async () => {
    toy.fault({ kind: 'throttle', retryAfter: 1 });
    expect(await toy.call()).toMatchObject({
      status: 400,
      headers: { 'retry-after': '1' },
      body: expect.stringMatching(/^Throttling.User /) as string,
    });
  });

  it('hides under status 200', async () => {
    toy.fault({ kind: 'error200', code: 'InternalError' });
    expect(await toy.call()).toMatchObject({
      status: 200,
      body: expect.stringMatching(/^InternalError /) as string,
    });
    expect(toy.effects()).toBe(0);
  });
});

describe('a body fault', () => {
  it('gives HTML, nothing, or what it is told', async () => {
    toy.fault({ kind: 'html' });
    toy.fault({ kind: 'empty', status: 503 });
    toy.fault({ kind: 'replace-body', body: '{}', contentType: 'application/json' });
    const html = await toy.call();
    expect(html).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } });
    expect(html.body).toContain('<!DOCTYPE html>');
    expect(await toy.call()).toMatchObject({ status: 503, body: '' });
    expect(await toy.call()).toMatchObject({
      status: 200,
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(toy.effects()).toBe(0);
  });

  it('cuts the real answer: with its full length and a broken connection, or with a length that fits', async () => {
    toy.fault({ kind: 'cut' });
    await expect(toy.call()).rejects.toThrow('aborted');
    toy.fault({ kind: 'cut', cutLength: 'consistent' });
    expect(await toy.call()).toMatchObject({
      status: 200,
      body: 'body of tw',
      headers: { 'content-length': '10' },
    });
    expect(toy.effects()).toBe(2);
  });
});

describe('a connection fault', () => {
  it('resets before the effect or after it', async () => {
    toy.fault({ kind: 'reset', when: 'before' });
    await expect(toy.call()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(toy.effects()).toBe(0);
    toy.fault({ kind: 'reset', when: 'after' });
    await expect(toy.call()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(toy.effects()).toBe(1);
    expect(audit()).toMatchObject([
      { status: null, fault: { kind: 'reset', when: 'before' } },
      { status: null, fault: { kind: 'reset', when: 'after' }, effect: 'effect 1', operation: 'WriteToy' },
    ]);
    expect(audit()[0]?.effect).toBeUndefined();
  });

  it('hangs without an answer until the stand-in stops', async () => {
    toy.fault({ kind: 'hang', when: 'after' });
    const { port } = new URL(toy.endpoint);
    const socket = connect(Number(port), '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write('POST /thing HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
    // Another call on another connection is answered meanwhile.
    while (toy.effects() === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await toy.call()).toMatchObject({ status: 200 });
    expect(socket.destroyed).toBe(false);
    await toy.stop();
    await closed;
    expect(received).toEqual([]);
  });
});

it('delays by the sum of the latencies, also of calls that go on to fail', async () => {
  toy.fault({ kind: 'latency', latencyMs: 60, times: 0 });
  toy.fault({ kind: 'status', latencyMs: 60 });
  const start = performance.now();
  expect(await toy.call()).toMatchObject({ status: 500 });
  expect(performance.now() - start).toBeGreaterThanOrEqual(119);
  expect(await toy.call()).toMatchObject({ status: 200 });
});

describe('the server', () => {
  it('passes on what came over the wire, nothing decoded', async () => {
    await toy.call('/a%20b//c?x=%2f&y', 'GET');
    expect(toy.lastRequest()).toMatchObject({ method: 'GET', rawPath: '/a%20b//c', rawQuery: 'x=%2f&y' });
  });

  it('tells the service’s time, not its own', async () => {
    toy.context.clocks.skew(3600, 'ram');
    const { headers } = await toy.call();
    const aheadSeconds = (Date.parse(String(headers.date)) - Date.now()) / 1000;
    expect(aheadSeconds).toBeGreaterThan(3590);
    expect(aheadSeconds).toBeLessThan(3610);
  });

  it('answers a call that fails in the stand-in itself with 500', async () => {
    toy.context.faults.decide = () => {
      throw new Error('broken');
    };
    expect(await toy.call()).toMatchObject({
      status: 500,
      body: expect.stringContaining('broken') as string,
    });
  });

  it('refuses calls above the limits with the slow-down error, and records that', async () => {
    toy.context.limiter.set('ram', { requestsPerSecond: 2 });
    const answers = await Promise.all([toy.call(), toy.call(), toy.call()]);
    expect(statusesOf(answers)).toEqual([200, 200, 400]);
    expect(toy.effects()).toBe(2);
    toy.context.limiter.set('ram', { maxConcurrent: 1 });
    toy.fault({ kind: 'latency', latencyMs: 50 });
    const both = await Promise.all([toy.call(), toy.call()]);
    expect(statusesOf(both)).toEqual([200, 400]);
    expect(await toy.call()).toMatchObject({ status: 200 });
  });
});
