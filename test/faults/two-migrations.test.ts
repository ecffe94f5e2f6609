import { approveSignal, retrySignal, statusQuery } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import { KEYS, MigrationRig, untilParked } from '../rig/migration';
import { until, untilPhase, type MigrationHandle } from '../rig/rig';

/** Two runs of one preparation under different workflow IDs, on a real server. */
let world: MigrationRig;

beforeAll(async () => {
  world = await MigrationRig.start();
});

afterAll(() => world.rig.stop());

const NOTHING = { addresses: [], jobs: [] };

/** Starts a migration that waits for its launch decision, until the server's index shows it. */
async function waiting(name: string, as: string): Promise<MigrationHandle> {
  const handle = await world.migrate(name, {}, as);
  await untilPhase(handle, 'waiting for approval');
  const { workflowId } = handle;
  const query = `WorkflowId = "${workflowId}" AND ExecutionStatus = "Running"`;
  await until(async () => (await world.rig.client.workflow.count(query)).count > 0 || undefined);
  return handle;
}

async function states(prepared: PreparedResult): Promise<[number, string[]]> {
  const { addresses, jobs } = await world.held(prepared);
  return [addresses.length, jobs.map(({ status }) => status)];
}

const approve = (handle: MigrationHandle) => handle.signal(approveSignal, { approver: 'wang.fang' });

describe('a second migration of the same preparation under another workflow ID', () => {
  it('waits for somebody and takes nothing away where it is cancelled: the first one copies', async () => {
    const prepared = await world.prepared('first');
    const first = await waiting('first', 'first');
    const second = await world.migrate('first', {}, 'first-again');
    await untilParked(second, 'MgwOfOpenRun');
    const { phase } = await second.query(statusQuery);
    expect(JSON.stringify(phase)).toContain(`${first.workflowId} still works with it`);
    await second.cancel();
    await expect(second.result()).rejects.toThrow('Workflow execution cancelled');
    expect(JSON.stringify((await second.query(statusQuery)).phase)).toContain(first.workflowId);
    expect(await states(prepared)).toEqual([2, ['BEGIN']]);
    await approve(first);
    expect(await first.result()).toMatchObject({ outcome: 'migrated' });
    expect(await world.copied('first')).toEqual(KEYS);
  });

  it('goes on with a retry once the first one was cancelled, with addresses and a job of its own', async () => {
    const prepared = await world.prepared('second');
    const first = await waiting('second', 'second');
    const second = await world.migrate('second', {}, 'second-again');
    await untilParked(second, 'MgwOfOpenRun');
    await first.cancel();
    await expect(first.result()).rejects.toThrow('Workflow execution cancelled');
    expect(await world.held(prepared)).toEqual(NOTHING);
    await second.signal(retrySignal, {});
    await untilPhase(second, 'waiting for approval');
    await approve(second);
    expect(await second.result()).toMatchObject({ outcome: 'migrated' });
  });

  it('takes over what a run left behind that was terminated, so that a third one waits, which that one may be as well', async () => {
    const prepared = await world.prepared('third');
    const terminated = await waiting('third', 'third');
    await terminated.terminate();
    const second = await waiting('third', 'third-again');
    for (const as of ['third', 'third-later']) {
      const another = await world.migrate('third', {}, as);
      await untilParked(another, 'MgwOfOpenRun');
      expect(JSON.stringify((await another.query(statusQuery)).phase)).toContain(second.workflowId);
      await another.cancel();
      await expect(another.result()).rejects.toThrow('Workflow execution cancelled');
    }
    expect(await states(prepared)).toEqual([2, ['BEGIN']]);
    await approve(second);
    expect(await second.result()).toMatchObject({ outcome: 'migrated' });
    expect(await world.copied('third')).toEqual(KEYS);
  });
});
