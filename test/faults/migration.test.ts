import { approveSignal, statusQuery } from '../../contracts/messages';
import type { MigratedResult } from '../../contracts/migration';
import type { PreparedResult } from '../../contracts/result';
import { KEYS, MigrationRig, type MgwState } from '../rig/migration';
import { until, untilPhase, type MigrationHandle } from '../rig/rig';

/** Calls on the way to a finished job, each with its answer lost and with the call itself lost. */
const LOSSES = [
  'GetAddress',
  'CreateAddress',
  'VerifyAddress',
  'GetJob',
  'CreateJob',
  'UpdateJob',
  'ListJobHistory',
  'GetJobResult',
].flatMap((operation) => [
  { operation, when: 'before', what: 'call' } as const,
  { operation, when: 'after', what: 'answer' } as const,
]);

let world: MigrationRig;
let prepared: PreparedResult;
let rounds = 0;

beforeAll(async () => {
  world = await MigrationRig.start();
  prepared = await world.prepared('faults');
});

afterAll(() => world.rig.stop());
afterEach(() => world.control.clearFaults());

/** Every test copies the same bucket, in a round of its own: with addresses and a job of its own. */
async function startRound(): Promise<MigrationHandle> {
  rounds += 1;
  return again();
}

function again(): Promise<MigrationHandle> {
  return world.migrate('faults', { round: rounds, overwrite: 'always' });
}

async function held(): Promise<MgwState> {
  const { addresses, jobs } = await world.held(prepared);
  const ofRound = ({ name }: { readonly name: string }) =>
    name.startsWith(`prep-${prepared.preparation}-${rounds}-`);
  return { addresses: addresses.filter(ofRound), jobs: jobs.filter(ofRound) };
}

async function expectOne(status: string): Promise<void> {
  const { addresses, jobs } = await held();
  expect(addresses.map(({ type }) => type).sort()).toEqual(['ks3', 'oss']);
  expect(jobs.map((job) => job.status)).toEqual([status]);
}

async function approveOnceWaiting(handle: MigrationHandle): Promise<void> {
  await untilPhase(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'wang.fang' });
}

const NOTHING = { addresses: [], jobs: [] };

describe('a migration ends with one address on each side and one job', () => {
  it.each(LOSSES)('where the $what of $operation is lost', async ({ operation, when }) => {
    await world.control.fault({ service: 'mgw', operation, when, times: 1, kind: 'reset' });
    const handle = await startRound();
    await approveOnceWaiting(handle);
    const result = (await handle.result()) as MigratedResult;
    expect((await world.control.faults()).map(({ fired }) => fired)).toEqual([1]);
    expect(result).toMatchObject({
      outcome: 'migrated',
      jobs: [{ figures: { copiedObjects: String(KEYS.length) } }],
    });
    await expectOne('FINISHED');
  });

  it('where it is terminated before the launch and started again', async () => {
    const first = await startRound();
    await untilPhase(first, 'waiting for approval');
    await first.terminate();
    await expectOne('BEGIN');
    const second = await again();
    await approveOnceWaiting(second);
    expect(await second.result()).toMatchObject({ outcome: 'migrated', approvedBy: [{}] });
    await expectOne('FINISHED');
  });

  it('where the worker is gone while it launches', async () => {
    const handle = await startRound();
    await untilPhase(handle, 'waiting for approval');
    await world.rig.withoutWorker(() => handle.signal(approveSignal, { approver: 'wang.fang' }));
    expect(await handle.result()).toMatchObject({ outcome: 'migrated' });
    await expectOne('FINISHED');
  });

  it('where it is cancelled while the launch is on its way: the job stays', async () => {
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    await world.control.fault({ service: 'mgw', operation: 'UpdateJob', kind: 'latency', latencyMs: 1500 });
    const handle = await startRound();
    await approveOnceWaiting(handle);
    await untilAt(handle, 'launch');
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    await expectOne('DOING');
    expect((await handle.query(statusQuery)).notices.join(' ')).toContain('was launched and continues');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
  });
});

describe('a migration that ends before its launch leaves nothing', () => {
  it.each(['CreateAddress', 'CreateJob', 'GetJob'])(
    'where it is cancelled while %s is slow',
    async (operation) => {
      await world.control.fault({ service: 'mgw', operation, kind: 'latency', latencyMs: 1500 });
      const handle = await startRound();
      await untilFired();
      await handle.cancel();
      await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
      expect(await held()).toEqual(NOTHING);
    },
  );

  it.each(['DeleteJob', 'DeleteAddress'])('where the answer of %s is lost', async (operation) => {
    await world.control.fault({ service: 'mgw', operation, when: 'after', times: 1, kind: 'reset' });
    const handle = await startRound();
    await untilPhase(handle, 'waiting for approval');
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    expect(await held()).toEqual(NOTHING);
  });
});

function untilFired(): Promise<true> {
  return until(async () => (await world.control.faults()).some(({ fired }) => fired > 0) || undefined);
}

function untilAt(handle: MigrationHandle, step: string): Promise<true> {
  return until(async () => {
    const { phase } = await handle.query(statusQuery);
    return (phase.name === 'running' && phase.step === step) || undefined;
  });
}
