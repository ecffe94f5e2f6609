import { createServer, type AddressInfo } from 'node:net';
import { healthRoutes } from '../../../worker/health/health-routes';
import { HttpAddressError, startHttpServer, type HttpServer } from '../../../worker/http/http-server';
import { Readiness } from '../../../worker/health/worker-health';

/** A worker whose state the test sets. */
function subject() {
  return {
    state: null as string | null,
    temporalAnswers: true,
    asked: 0,
    workerState() {
      return this.state;
    },
    async askTemporal() {
      this.asked++;
      if (!this.temporalAnswers) {
        throw new Error('unreachable');
      }
    },
  };
}

describe('the health endpoints', () => {
  let server: HttpServer;
  let worker: ReturnType<typeof subject>;
  beforeEach(async () => {
    worker = subject();
    server = await startHttpServer({ host: '127.0.0.1', port: 0 }, healthRoutes(worker));
  });
  afterEach(() => server.close());

  const status = async (path: string, init?: RequestInit) =>
    (await fetch(`${server.url}${path}`, init)).status;

  it.each([
    [null, 200, 503],
    ['INITIALIZED', 200, 503],
    ['RUNNING', 200, 200],
    ['STOPPING', 200, 503],
    ['DRAINING', 200, 503],
    ['STOPPED', 503, 503],
    ['FAILED', 503, 503],
  ])('of a worker in state %s answer healthz %d and readyz %d', async (state, healthz, readyz) => {
    worker.state = state;

    expect(await status('/healthz')).toBe(healthz);
    expect(await status('/readyz')).toBe(readyz);
  });

  it('are not ready while Temporal does not answer, but the process is worth keeping', async () => {
    worker.state = 'RUNNING';
    worker.temporalAnswers = false;

    const response = await fetch(`${server.url}/readyz`);

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ok: false, worker: 'RUNNING', temporal: 'unreachable' });
    expect(await status('/healthz')).toBe(200);
  });

  it('answer nothing else', async () => {
    expect(await status('/')).toBe(404);
    expect(await status('/metrics')).toBe(404);
    expect(await status('/healthz', { method: 'POST' })).toBe(405);
    expect(await status('/healthz', { method: 'HEAD' })).toBe(200);
  });

  it('name the setting where their port is taken', async () => {
    const port = Number(new URL(server.url).port);

    const second = startHttpServer({ host: '127.0.0.1', port }, healthRoutes(worker));

    await expect(second).rejects.toThrow(HttpAddressError);
    await expect(second).rejects.toThrow(
      new RegExp(
        `127\\.0\\.0\\.1:${port}: another program listens there.*worker\\.http_port.*PREP_HTTP_PORT`,
      ),
    );
  });

  it('give their port back when closed', async () => {
    const { url, close } = await startHttpServer({ host: '127.0.0.1', port: 0 }, healthRoutes(worker));
    await fetch(`${url}/healthz`);
    await close();

    const again = createServer();
    await new Promise<void>((resolve, reject) => {
      again.once('error', reject).listen(Number(new URL(url).port), '127.0.0.1', resolve);
    });
    expect((again.address() as AddressInfo).port).toBe(Number(new URL(url).port));
    await new Promise((resolve) => again.close(resolve));
  });
});

it('asks Temporal no more often than every two seconds, however often it is probed', async () => {
  const worker = subject();
  worker.state = 'RUNNING';
  let now = 0;
  const readiness = new Readiness(worker, () => now);

  await Promise.all([readiness.check(), readiness.check()]);
  now = 1900;
  await readiness.check();
  expect(worker.asked).toBe(1);

  now = 2100;
  await readiness.check();
  expect(worker.asked).toBe(2);
});
