import { approveSignal, retrySignal, statusQuery } from '../../contracts/messages';
import type { MigratedResult, MigrationResult } from '../../contracts/migration/migration';
import { TASK_QUEUE } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/runs/result';
import { untilParked, type MgwState } from '../rig/migration';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { approve, inputFor, untilPhase, type MigrationHandle } from '../rig/rig';

/** Calls to the migration service that a migration is in when its worker is killed, and which of its resources they are about. */
const BEFORE_LAUNCH = {
  source: ['CreateAddress', '1-src*', 'after'],
  reader: ['CreateAddress', '1-src*', 'after'],
  destination: ['CreateAddress', '1-dst*', 'after'],
  verifying: ['VerifyAddress', '1-dst*', 'before'],
  job: ['CreateJob', '1-job', 'after'],
} as const;
const AFTER_LAUNCH = {
  copying: ['ListJobHistory', '1-job', 'before'],
  cancelled: ['DeleteJob', '1-job', 'after'],
} as const;
const NAMES = [...Object.keys(BEFORE_LAUNCH), ...Object.keys(AFTER_LAUNCH), 'waiting', 'repair'] as const;

let rig: ProcessRig;
const prepared = new Map<string, PreparedResult>();
const migrations = new Map<string, MigrationHandle>();
const ended = new Map<string, MigrationResult>();

/** One worker is in another phase of each migration, and is killed; another one continues. */
beforeAll(async () => {
  rig = await startProcessRig(
    { buckets: [{ name: 'films' }, { name: 'slides' }] },
    { PREP_MIGRATION_WATCH_EVERY: '1 second' },
  );
  const { control } = rig;
  const first = rig.startWorker();
  await first.running();
  for (const bucket of ['films', 'slides']) {
    const objects = ['a', 'b', 'c'].map((key) => ({ key: `${bucket}/${key}`, content: key }));
    await control.arrange('ks3', 'put-objects', { bucket, objects });
  }
  await Promise.all(NAMES.map(prepare));

  for (const [name, [operation, resource, when]] of Object.entries(BEFORE_LAUNCH)) {
    await hang(name, operation, resource, when);
  }
  await Promise.all(NAMES.map(migrate));
  const waiting = ['copying', 'cancelled', 'waiting', 'repair'].map(of);
  await Promise.all(waiting.map((handle) => untilPhase(handle, 'waiting for approval')));

  for (const [name, [operation, resource, when]] of Object.entries(AFTER_LAUNCH)) {
    await hang(name, operation, resource, when);
  }
  await control.arrange('mgw', 'fail-keys', { keys: ['slides/a'] });
  await Promise.all([launch('copying'), launch('repair'), of('cancelled').cancel()]);
  await untilParked(of('repair'), 'MgwObjectsFailed');
  await control.arrange('mgw', 'copy-keys');
  await hang('repair', 'CreateJob', '1-job-f1', 'after');
  await of('repair').signal(retrySignal, {});
  for (const [name, [operation, resource]] of Object.entries({
    ...BEFORE_LAUNCH,
    ...AFTER_LAUNCH,
    repair: ['CreateJob', '1-job-f1'] as const,
  })) {
    await control.untilFired(operation, named(name, resource));
  }
  await first.kill();
  await control.clearFaults();
  rig.startWorker();
  const launching = [...Object.keys(BEFORE_LAUNCH), 'waiting'];
  await Promise.all(launching.map((name) => untilPhase(of(name), 'waiting for approval')));
  await Promise.all(launching.map(launch));
  const finishing = NAMES.filter((name) => name !== 'cancelled');
  await Promise.all(finishing.map(async (name) => ended.set(name, await of(name).result())));
});

afterAll(() => rig.stop());

const of = (name: string): MigrationHandle => migrations.get(name) as MigrationHandle;
const launch = (name: string) => of(name).signal(approveSignal, { approver: 'li.wei' });
const named = (name: string, resource: string): string =>
  `prep-${prepared.get(name)?.preparation}-${resource}`;

/** Gives a call no answer, before or after it took effect. */
function hang(name: string, operation: string, resource: string, when: 'before' | 'after'): Promise<unknown> {
  const fault = { service: 'mgw', operation, resource: named(name, resource), when } as const;
  return rig.control.fault({ ...fault, kind: 'hang', times: 0 });
}

async function prepare(name: string): Promise<void> {
  const source = {
    bucket: name === 'repair' ? 'slides' : 'films',
    accessKey: name === 'reader' ? 'create' : 'use',
  };
  const handle = await rig.prepare(inputFor(name, { source }));
  await approve(handle);
  prepared.set(name, (await handle.result()) as PreparedResult);
}

async function migrate(name: string): Promise<void> {
  const { source, run } = prepared.get(name) as PreparedResult;
  const input = { source: { bucket: source.bucket }, preparation: { workflowId: run.workflowId } };
  const options = { workflowId: `run/${name}`, taskQueue: TASK_QUEUE, args: [input] };
  migrations.set(name, (await rig.client.workflow.start('migrateBucket', options)) as MigrationHandle);
}

/** What the service holds of a preparation: its addresses, and its jobs with their status. */
async function held(name: string): Promise<readonly string[]> {
  const { addresses, jobs } = (await rig.control.arrange('mgw', 'state')) as MgwState;
  const beginning = named(name, '');
  return [...addresses.map((one) => one.name), ...jobs.map((one) => `${one.name} ${one.status}`)]
    .filter((one) => one.startsWith(beginning))
    .map((one) => one.slice(beginning.length).replace(/-(src|dst)-[0-9a-f]{8}/, '-$1'))
    .toSorted();
}

const ONE_JOB = ['1-dst', '1-job FINISHED', '1-src'];

describe('a worker that is killed in a migration', () => {
  it.each([...Object.keys(BEFORE_LAUNCH), 'waiting', 'copying'])(
    'in the phase "%s" leaves one address on each side and one job, which copies everything once',
    async (name) => {
      expect(ended.get(name)).toMatchObject({
        outcome: 'migrated',
        jobs: [{ figures: { copiedObjects: '3', skippedObjects: '0' } }],
        verification: { identical: true },
        approvedBy: [{ approver: 'li.wei' }],
      });
      expect(await held(name)).toEqual(ONE_JOB);
    },
  );

  it('while it repairs a job repairs it once', async () => {
    const { outcome, jobs } = ended.get('repair') as MigratedResult;
    expect([outcome, jobs.map(({ figures }) => [figures?.copiedObjects, figures?.failedObjects])]).toEqual([
      'migrated',
      [
        ['2', '1'],
        ['1', '0'],
      ],
    ]);
    expect(await held('repair')).toEqual([
      '1-dst',
      '1-job FINISHED',
      '1-job-f1 FINISHED',
      '1-src',
      '1-src-f1',
    ]);
  });

  it('while it cleans up leaves nothing in the end', async () => {
    await expect(of('cancelled').result()).rejects.toThrow('Workflow execution cancelled');
    expect(await held('cancelled')).toEqual([]);
    expect((await of('cancelled').query(statusQuery)).phase).toMatchObject({ outcome: 'cancelled' });
  });

  it('while a key was handed over leaves no user behind', async () => {
    expect((ended.get('reader') as MigratedResult).reader?.removed).not.toEqual([]);
    const { users } = await rig.control.iam();
    expect(users.filter(({ name }) => name.endsWith('-job'))).toEqual([]);
  });
});
