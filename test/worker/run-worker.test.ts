import { inWords } from '../../client/doctor/render-report';
import { sayIn } from '../../presentation/words/words';
import { connectClient } from '../../configuration/temporal/temporal-connection';
import { runDoctor } from '../../client/doctor/run-doctor';
import { TASK_QUEUE } from '../../contracts/names';
import { freePort } from '../../demo/free-ports';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Control } from '../rig/control';
import { startTemporal } from '../rig/temporal';
import { ConfigurationFolder, RECIPIENT } from '../configuration/settings/configuration-folder';
import { WorkerProcess } from './worker-process';
import { WORKER_KEY } from '../rig/worker-key';

let temporal: TestWorkflowEnvironment;
let standIns: StandIns;
let folder: ConfigurationFolder;
const processes: WorkerProcess[] = [];

beforeAll(async () => {
  folder = new ConfigurationFolder();
  [temporal, standIns] = await Promise.all([startTemporal(), startStandIns()]);
});
afterEach(() => Promise.all(processes.splice(0).map((one) => one.end())));
afterAll(async () => {
  await temporal.teardown();
  await standIns.stop();
  folder.remove();
});

function environment(more: Record<string, string> = {}): Record<string, string> {
  return {
    HOME: folder.path,
    XDG_CONFIG_HOME: folder.path,
    TEMPORAL_ADDRESS: temporal.address,
    ...workerEnvironment(standIns.summary, RECIPIENT, WORKER_KEY),
    ...more,
  };
}

function start(more: Record<string, string> = {}): WorkerProcess {
  const started = new WorkerProcess(folder.path, environment(more));
  processes.push(started);
  return started;
}

/** Records of the log, as JSON. */
function records(worker: WorkerProcess): Record<string, unknown>[] {
  return worker.said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a worker that starts', () => {
  it('says what it serves, takes work, answers for its health, and stops in order at SIGTERM', async () => {
    const [http, metrics] = [await freePort(), await freePort()];
    const worker = start({
      PREP_HTTP_PORT: String(http),
      PREP_METRICS_PORT: String(metrics),
      PREP_LOG_FORMAT: 'json',
    });
    await worker.untilSaid('The worker is running');

    expect(records(worker).find(({ message }) => message === 'The worker is running')).toMatchObject({
      server: temporal.address,
      namespace: 'default',
      taskQueue: TASK_QUEUE,
      configuration: 'environment',
      sources: ['default'],
      alibabaAccount: standIns.summary.ram.accountId,
      recipients: 1,
      publicKeys: [WORKER_KEY.publicKey],
      health: `http://127.0.0.1:${http}`,
      metrics: `http://127.0.0.1:${metrics}/metrics`,
    });
    for (const path of ['healthz', 'readyz']) {
      expect((await fetch(`http://127.0.0.1:${http}/${path}`)).status).toBe(200);
    }
    expect(await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text()).toContain('temporal_');

    // It takes work, with the real workflows: an unknown type is answered by the one that catches them.
    const run = temporal.client.workflow.execute('prepareMigratoin', {
      workflowId: 'misspelt',
      taskQueue: TASK_QUEUE,
    });
    await expect(run).rejects.toMatchObject({
      cause: { message: expect.stringContaining('prepareMigration') },
    });

    worker.signal('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(records(worker).map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'Stopping (SIGTERM): no new work; running activities have 30 s to finish',
        'The worker has stopped',
      ]),
    );
    for (const secret of await new Control(standIns).secrets()) {
      expect(worker.said).not.toContain(secret);
    }
  });

  it('is seen by the doctor, which warns where there is none', async () => {
    const workers = async (namespace: string) => {
      const { checks } = await runDoctor({ env: environment({ TEMPORAL_NAMESPACE: namespace }) });
      return checks
        .map((check) => inWords(check, { language: 'en', say: sayIn('en') }))
        .filter(({ name }) => name === 'Workers' || name === 'Temporal');
    };
    const worker = start();
    await worker.untilSaid('The worker is running');

    expect(await workers('default')).toMatchObject([
      { outcome: 'ok', message: expect.stringContaining(`Namespace default at ${temporal.address}`) },
      { outcome: 'ok', message: expect.stringContaining('ks3-oss-prep worker') },
    ]);
    // The dev server's own namespace, where nobody polls our queue.
    expect(await workers('temporal-system')).toMatchObject([
      { outcome: 'ok' },
      { outcome: 'warning', remedy: expect.stringContaining('npx prep worker') },
    ]);
  });

  it.each(['SIGINT', 'SIGHUP'] as const)(
    'stops in order at a %s that comes before it runs',
    async (signal) => {
      const worker = start();
      await worker.untilSaid('bundling the workflows');
      worker.signal(signal);

      expect(await worker.ended).toBe(0);
      expect(worker.said).toContain(`Stopping (${signal})`);
    },
  );

  it('says what is left to do: name recipients, and make its version current where versioning is on', async () => {
    const worker = start({ PREP_RECIPIENTS: '', PREP_DEPLOYMENT_NAME: 'prep', PREP_BUILD_ID: '7' });
    await worker.untilSaid('Worker versioning is on');

    expect(worker.said).toContain('No recipient is configured');
    expect(worker.said).toContain('set-current-version --deployment-name prep --build-id 7');
  });
});

describe('a worker that cannot start', () => {
  it.each([
    [
      'the configuration is not valid',
      { KS3_ENDPOINT: 'ks3', PREP_HTTP_PORT: 'x' },
      2,
      '$PREP_HTTP_PORT (worker.http_port)',
    ],
    [
      'Temporal is not there',
      { TEMPORAL_ADDRESS: '127.0.0.1:1' },
      1,
      'Cannot reach the Temporal server 127.0.0.1:1: nothing listens there.',
    ],
    [
      'the namespace does not exist',
      { TEMPORAL_NAMESPACE: 'nobody' },
      1,
      'Namespace "nobody" does not exist',
    ],
    ['the server speaks no TLS', { TEMPORAL_TLS: 'true' }, 1, 'does not use TLS'],
  ])('says so where %s', async (_, env, code, words) => {
    const worker = start(env);

    expect(await worker.ended).toBe(code);
    expect(worker.said).toContain(words);
    expect(worker.said).not.toMatch(/^\s+at /m);
  });

  it.each(['PREP_HTTP_PORT', 'PREP_METRICS_PORT'])(
    'says so where the port of %s is taken',
    async (variable) => {
      const port = temporal.address.split(':').at(-1) ?? '';
      const worker = start({ [variable]: port });

      expect(await worker.ended).toBe(1);
      expect(worker.said).toContain(`127.0.0.1:${port}: another program listens there`);
      expect(worker.said).toContain(variable);
    },
  );
});

it('connects a client to the namespace, and says so where it does not exist', async () => {
  const connected = await connectClient(environment());
  try {
    expect(connected).toMatchObject({ address: temporal.address, namespace: 'default', tls: false });
    expect((await connected.client.workflow.count()).count).toBeGreaterThanOrEqual(0);
  } finally {
    await connected.close();
  }

  await expect(connectClient(environment({ TEMPORAL_NAMESPACE: 'nobody' }))).rejects.toThrow(
    'Set TEMPORAL_NAMESPACE, or create it: temporal operator namespace create --namespace nobody',
  );
});
