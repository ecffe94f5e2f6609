import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ConcurrencyLimit } from '../../clouds/concurrency-limit';
import { connectClouds } from '../../provisioning/clouds';
import type { Settings } from '../../contracts/settings';
import { SETTINGS } from '../provisioning/settings';
import { fetchOnce } from '../rig/fetch-once';

const { signal } = new AbortController();

/** Work that ends when it is told to. */
function held() {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let begun = false;
  const work = async () => {
    begun = true;
    await ended;
  };
  return { work, end, hasBegun: () => begun };
}

describe('a limit of what is done at the same time', () => {
  it('does so much at a time, in the order in which they came', async () => {
    const limit = new ConcurrencyLimit(2);
    const works = [held(), held(), held(), held()];
    const passed = works.map(({ work }) => limit.run(work, signal));
    const begun = () => works.map(({ hasBegun }) => hasBegun());
    await pause(0);
    expect(begun()).toEqual([true, true, false, false]);
    works[1]?.end();
    await passed[1];
    await pause(0);
    expect(begun()).toEqual([true, true, true, false]);
    works.forEach(({ end }) => end());
    await Promise.all(passed);
  });

  it('gives the place of failed work to the next', async () => {
    const limit = new ConcurrencyLimit(1);
    const failed = limit.run(() => Promise.reject(new Error('refused')), signal);
    const next = limit.run(async () => 'passed', signal);
    await expect(failed).rejects.toThrow('refused');
    expect(await next).toBe('passed');
    expect(await limit.run(async () => 'free again', signal)).toBe('free again');
  });

  it('lets nobody wait who gives up, and takes no place for them', async () => {
    const limit = new ConcurrencyLimit(1);
    const first = held();
    const passing = limit.run(first.work, signal);
    const caller = new AbortController();
    const waiting = limit.run(async () => 'never', caller.signal);
    caller.abort(new Error('gave up'));
    await expect(waiting).rejects.toThrow('gave up');
    first.end();
    await passing;
    expect(await limit.run(async () => 'passed', signal)).toBe('passed');
    await expect(limit.run(async () => 'never', caller.signal)).rejects.toThrow('gave up');
  });
});

describe('the buckets of a source account', () => {
  const CONCURRENCY = 3;
  let server: Server;
  let most = 0;

  /**
   * Answers once as many requests are in flight as may be, and one more that was sent after them has arrived: so have those that
   * were sent with them.
   */
  beforeAll(async () => {
    const inFlight: ServerResponse[] = [];
    server = createServer(({ url }, response) => {
      if (url === '/answer') {
        response.end();
        for (const waiting of inFlight.splice(0)) {
          waiting.writeHead(404, { 'content-type': 'application/xml' });
          waiting.end('<Error><Code>NoSuchBucket</Code><Message>no</Message></Error>');
        }
        return;
      }
      most = Math.max(most, inFlight.push(response));
      if (inFlight.length === CONCURRENCY) {
        const { port } = server.address() as AddressInfo;
        void fetchOnce(`http://127.0.0.1:${port}/answer`);
      }
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(() => server.close());

  it('share the requests in flight, however many there are', async () => {
    const { port } = server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}`;
    const profile = {
      ...SETTINGS.sources['default'],
      endpoint,
      pathStyle: true,
    } as Settings['sources'][string];
    const clouds = connectClouds({
      ...SETTINGS,
      sources: { default: profile },
      inventory: { ...SETTINGS.inventory, concurrency: CONCURRENCY },
    });
    const request = { prefix: '', startAfter: '', maxKeys: 1000 };
    await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) => {
        const place = { profile: 'default', bucket: `bucket-${name}`, endpoint, region: profile.region };
        const source = clouds.ks3(place);
        await Promise.allSettled([1, 2, 3].map(() => source.fetchPage(request, signal)));
        source.close();
      }),
    );
    expect(most).toBe(CONCURRENCY);
  });
});
