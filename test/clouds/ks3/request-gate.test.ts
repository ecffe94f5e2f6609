import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { RequestGate } from '../../../clouds/ks3/request-gate';
import { connectClouds } from '../../../provisioning/clouds';
import type { Settings } from '../../../contracts/settings';
import { SETTINGS } from '../../provisioning/settings';
import { fetchOnce } from '../../rig/fetch-once';

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

describe('a gate for requests', () => {
  it('lets so many pass at a time, in the order in which they came', async () => {
    const gate = new RequestGate(2);
    const works = [held(), held(), held(), held()];
    const passed = works.map(({ work }) => gate.pass(signal, work));
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

  it('gives the place of a failed request to the next one', async () => {
    const gate = new RequestGate(1);
    const failed = gate.pass(signal, () => Promise.reject(new Error('refused')));
    const next = gate.pass(signal, async () => 'passed');
    await expect(failed).rejects.toThrow('refused');
    expect(await next).toBe('passed');
    expect(await gate.pass(signal, async () => 'free again')).toBe('free again');
  });

  it('lets nobody wait who gives up, and takes no place for them', async () => {
    const gate = new RequestGate(1);
    const first = held();
    const passing = gate.pass(signal, first.work);
    const caller = new AbortController();
    const waiting = gate.pass(caller.signal, async () => 'never');
    caller.abort(new Error('gave up'));
    await expect(waiting).rejects.toThrow('gave up');
    first.end();
    await passing;
    expect(await gate.pass(signal, async () => 'passed')).toBe('passed');
    await expect(gate.pass(caller.signal, async () => 'never')).rejects.toThrow('gave up');
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
