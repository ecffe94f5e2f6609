import { startStandIns } from '../../../standins/stand-ins';
import { startToy, type Toy } from './toy-service';

let toy: Toy;
beforeEach(async () => {
  toy = await startToy();
});
afterEach(() => toy.stop());

async function control(method: string, path: string, body?: unknown) {
  const answer = await fetch(toy.control + path, { method, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

describe('the control endpoint', () => {
  it('shows the audit, filtered, and clears it', async () => {
    await toy.call('/one', 'GET');
    await toy.call('/two');
    const entry = { service: 'ram', caller: 'LTAI', status: 200 };
    expect((await control('GET', '/audit')).body).toMatchObject([
      { ...entry, sequence: 1, operation: 'ReadToy', resource: 'one', effect: 'effect 1' },
      { ...entry, sequence: 2, operation: 'WriteToy', resource: 'two', effect: 'effect 2' },
    ]);
    expect((await control('GET', '/audit?since=1')).body).toMatchObject([{ sequence: 2 }]);
    expect((await control('GET', '/audit?operation=ReadToy')).body).toMatchObject([{ sequence: 1 }]);
    expect((await control('GET', '/audit?service=ks3')).body).toEqual([]);
    await control('DELETE', '/audit');
    expect((await control('GET', '/audit')).body).toEqual([]);
    await toy.call();
    expect((await control('GET', '/audit?since=2')).body).toMatchObject([{ sequence: 3 }]);
  });

  it('adds faults, tells how often they fired, and clears them', async () => {
    const added = await control('POST', '/faults', { service: 'ram', kind: 'html', times: 0 });
    expect(added).toEqual({ status: 200, body: { id: 1 } });
    await toy.call();
    expect((await control('GET', '/faults')).body).toMatchObject([{ id: 1, kind: 'html', fired: 1 }]);
    await control('DELETE', '/faults');
    expect((await toy.call()).body).toBe('body of twenty bytes');
    expect(await control('POST', '/faults', { service: 'ram', kind: 'nonsense' })).toEqual({
      status: 400,
      body: { error: 'unknown fault kind "nonsense"' },
    });
  });

  it('sets clock, limits and propagation', async () => {
    await control('POST', '/clock', { skewSeconds: -60 });
    await control('POST', '/clock', { skewSeconds: 600, service: 'ram' });
    const ahead = (name: 'ram' | 'ks3') =>
      // No time is 0 s ahead, not -0 s, which is what half a millisecond behind is rounded to.
      Math.round((toy.context.clocks.of(name).now().getTime() - Date.now()) / 1000) + 0;
    expect([ahead('ram'), ahead('ks3')]).toEqual([600, -60]);
    await control('POST', '/clock', { skewSeconds: 0 });
    expect([ahead('ram'), ahead('ks3')]).toEqual([0, 0]);
    await control('POST', '/limits', { service: 'ram', requestsPerSecond: 1 });
    expect([(await toy.call()).status, (await toy.call()).status]).toEqual([200, 400]);
    await control('POST', '/propagation', { accessKeySeconds: 5 });
    expect(toy.context.propagation).toEqual({ accessKeySeconds: 5, userReads: 0 });
  });

  it('says that a body is not what a command takes, in its own words', async () => {
    const standIns = await startStandIns();
    const post = async (path: string, body: string) => {
      const answer = await fetch(standIns.summary.control + path, { method: 'POST', body });
      return { status: answer.status, ...((await answer.json()) as { error: string }) };
    };
    try {
      for (const path of [
        '/services/ks3/create-bucket',
        '/services/oss/create-bucket',
        '/services/mgw/fail-keys',
      ]) {
        expect(await post(path, '{}')).toEqual({
          status: 400,
          error: expect.stringContaining(`the body of POST ${path} is not what it takes`),
        });
        expect(await post(path, '{')).toEqual({ status: 400, error: `the body of POST ${path} is not JSON` });
      }
      expect(await post('/services/ks3/put-objects', 'null')).toMatchObject({
        error: expect.stringContaining('is not what it takes'),
      });
      expect(await post('/services/ks3/expected', '{"bucket":"none"}')).toMatchObject({
        error: 'The specified bucket does not exist',
      });
    } finally {
      await standIns.stop();
    }
  });

  it('lists the secrets that were issued', async () => {
    expect(toy.context.secrets.issue('password', 'pass-word')).toBe('pass-word');
    expect((await control('GET', '/secrets')).body).toEqual([{ kind: 'password', value: 'pass-word' }]);
  });

  it('hands commands to the service, and its refusals back', async () => {
    expect(await control('POST', '/services/ram/put-thing', { a: 1 })).toEqual({
      status: 200,
      body: { command: 'put-thing', body: { a: 1 } },
    });
    expect((await control('POST', '/services/ram/silent')).body).toEqual({ done: true });
    expect(await control('POST', '/services/ram/refuse')).toEqual({
      status: 400,
      body: { error: 'refused' },
    });
    expect((await control('POST', '/services/oss/x')).status).toBe(400);
  });

  it('stops, and knows its own routes only', async () => {
    expect((await control('GET', '/nothing')).status).toBe(404);
    expect((await control('POST', '/stop')).body).toEqual({ stopping: true });
    await toy.stopped;
  });
});
