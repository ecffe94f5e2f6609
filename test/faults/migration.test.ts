import { approveSignal, statusQuery } from '../../contracts/messages';
import type { MigratedResult } from '../../contracts/migration/migration';
import type { PreparedResult } from '../../contracts/runs/result';
import { jobsOf } from '../../provisioning/migration/names';
import type { FaultRule } from '../../standins/core/fault-kinds';
import { KEYS, MigrationRig, type MgwState } from '../rig/migration';
import { approve, until, untilPhase, type MigrationHandle } from '../rig/rig';

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
]
  .flatMap((operation) => [
    { operation, when: 'before', what: 'call' } as const,
    { operation, when: 'after', what: 'answer' } as const,
  ])
  .map((loss, at) => ({ ...loss, name: `lost-${at}` }));

/** A migration of what was prepared, in a round with addresses and a job of its own. */
interface Round {
  readonly name: string;
  readonly prepared: PreparedResult;
  readonly number: number;
}

let world: MigrationRig;
let prepared: PreparedResult;
let rounds = 0;

beforeAll(async () => {
  world = await MigrationRig.start();
  prepared = await world.prepared('faults');
});

afterAll(() => world.rig.stop());

/** Another round of the same preparation: only one at a time may copy to a destination. */
function nextRound(): Round {
  rounds += 1;
  return { name: 'faults', prepared, number: rounds };
}

function start({ name, number }: Round): Promise<MigrationHandle> {
  return world.migrate(name, { round: number, overwrite: 'always' }, `${name}-${number}`);
}

/** How the names of a round's addresses and job begin. */
const stemOf = (round: Round): string => `${jobsOf(round.prepared.preparation)}${round.number}-`;

async function held(round: Round): Promise<MgwState> {
  const { addresses, jobs } = await world.held(round.prepared);
  const ofRound = ({ name }: { readonly name: string }) => name.startsWith(stemOf(round));
  return { addresses: addresses.filter(ofRound), jobs: jobs.filter(ofRound) };
}

async function expectOne(round: Round, status: string): Promise<void> {
  const { addresses, jobs } = await held(round);
  expect(addresses.map(({ type }) => type).sort()).toEqual(['ks3', 'oss']);
  expect(jobs.map((job) => job.status)).toEqual([status]);
}

/** Puts a fault in force for the calls about one round. */
function fault(round: Round, rule: Omit<FaultRule, 'service' | 'resource'>): Promise<unknown> {
  return world.control.fault({ service: 'mgw', resource: `${stemOf(round)}*`, ...rule });
}

/** How often each fault of a round has hit a call. */
async function firedIn(round: Round): Promise<number[]> {
  const faults = await world.control.faults();
  return faults.filter(({ resource }) => resource === `${stemOf(round)}*`).map(({ fired }) => fired);
}

function untilFired(round: Round): Promise<true> {
  return until(async () => (await firedIn(round)).some((fired) => fired > 0) || undefined);
}

const NOTHING = { addresses: [], jobs: [] };

describe('a migration ends with one address on each side and one job', () => {
  it.concurrent.each(LOSSES)('where the $what of $operation is lost', async ({ operation, when, name }) => {
    const round: Round = { name, prepared: await world.prepared(name), number: 1 };
    await fault(round, { operation, when, times: 1, kind: 'reset' });
    const handle = await start(round);
    await approve(handle, 'wang.fang');
    const result = (await handle.result()) as MigratedResult;
    expect(await firedIn(round)).toEqual([1]);
    expect(result).toMatchObject({
      outcome: 'migrated',
      jobs: [{ figures: { copiedObjects: String(KEYS.length) } }],
    });
    await expectOne(round, 'FINISHED');
  });

  it.concurrent('where it is terminated before the launch and started again', async () => {
    const round = nextRound();
    const first = await start(round);
    await untilPhase(first, 'waiting for approval');
    await first.terminate();
    await expectOne(round, 'BEGIN');
    const second = await start(round);
    await approve(second, 'wang.fang');
    expect(await second.result()).toMatchObject({ outcome: 'migrated', approvedBy: [{}] });
    await expectOne(round, 'FINISHED');
  });

  it('where the worker is gone while it launches', async () => {
    const round = nextRound();
    const handle = await start(round);
    await untilPhase(handle, 'waiting for approval');
    await world.rig.withoutWorker(() => handle.signal(approveSignal, { approver: 'wang.fang' }));
    expect(await handle.result()).toMatchObject({ outcome: 'migrated' });
    await expectOne(round, 'FINISHED');
  });

  it('where it is cancelled while the launch is on its way: the job stays', async () => {
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    const round = nextRound();
    await fault(round, { operation: 'UpdateJob', kind: 'latency', latencyMs: 1500 });
    const handle = await start(round);
    await approve(handle, 'wang.fang');
    await untilFired(round);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    await expectOne(round, 'DOING');
    expect((await handle.query(statusQuery)).phase).toMatchObject({
      summary: expect.stringContaining('it was launched (status doing) and continues'),
    });
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
  });
});

describe('a migration that ends before its launch leaves nothing', () => {
  it.concurrent.each(['CreateAddress', 'CreateJob', 'GetJob'])(
    'where it is cancelled while %s is slow',
    async (operation) => {
      const round = nextRound();
      await fault(round, { operation, kind: 'latency', latencyMs: 1500 });
      const handle = await start(round);
      await untilFired(round);
      await handle.cancel();
      await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
      expect(await held(round)).toEqual(NOTHING);
    },
  );

  it.concurrent.each(['DeleteJob', 'DeleteAddress'])('where the answer of %s is lost', async (operation) => {
    const round = nextRound();
    await fault(round, { operation, when: 'after', times: 1, kind: 'reset' });
    const handle = await start(round);
    await untilPhase(handle, 'waiting for approval');
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    expect(await held(round)).toEqual(NOTHING);
  });
});
