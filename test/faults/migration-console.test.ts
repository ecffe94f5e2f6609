import { approveSignal, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import type { MigratedResult, NotMigratedResult } from '../../contracts/migration/migration';
import type { PreparedResult } from '../../contracts/runs/result';
import { say } from '../../presentation/words/words';
import { KEYS, MigrationRig, untilHeld, untilParked } from '../rig/migration';
import { until, untilPhase, type MigrationHandle } from '../rig/rig';

/** What becomes of a migration whose job somebody else changes in the console of the service. */
let world: MigrationRig;
const { signal } = new AbortController();

beforeAll(async () => {
  world = await MigrationRig.start();
});

afterEach(() => world.control.arrange('mgw', 'switches', { holdAfterObjects: null }));
afterAll(() => world.rig.stop());

const NOTHING = { addresses: [], jobs: [] };

async function jobOf(prepared: PreparedResult): Promise<string> {
  const { jobs } = await world.held(prepared);
  expect(jobs).toHaveLength(1);
  return jobs[0]?.name ?? '';
}

/** A migration whose job has copied five objects, and waits with the others. */
async function halfway(name: string, more: object = {}) {
  const prepared = await world.prepared(name);
  await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
  const handle = await world.launched(name, more);
  await untilHeld(handle, 5);
  return { handle, prepared, job: await jobOf(prepared) };
}

const letGo = () => world.control.arrange('mgw', 'switches', { holdAfterObjects: null });

async function states(prepared: PreparedResult): Promise<[number, string[]]> {
  const { addresses, jobs } = await world.held(prepared);
  return [addresses.length, jobs.map(({ status }) => status)];
}

function untilSays(handle: MigrationHandle, words: string): Promise<true> {
  return until(async () => (await handle.query(statusQuery)).nextAction?.includes(words) || undefined);
}

async function cancelled(handle: MigrationHandle): Promise<void> {
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
}

describe('a job that somebody changes in the console', () => {
  it('is watched on where it is suspended and resumed', async () => {
    const { handle, prepared, job } = await halfway('paused');
    await world.console.setJobStatus(job, 'suspend', signal);
    await untilSays(handle, `Somebody suspended job ${job}. Resume it`);
    await letGo();
    await world.console.setJobStatus(job, 'launch', signal);
    expect(await handle.result()).toMatchObject({ outcome: 'migrated', verification: { identical: true } });
    expect(await states(prepared)).toEqual([2, ['FINISHED']]);
  });

  it('is found incomplete where it is stopped, and another round copies the rest', async () => {
    const { handle, prepared, job } = await halfway('stopped');
    await world.console.setJobStatus(job, 'close', signal);
    await letGo();
    await untilParked(handle, 'MigrationDiffers');
    await handle.signal(retrySignal, { by: 'li.wei' });
    expect(await handle.result()).toMatchObject({ outcome: 'migrated', jobs: [{}, {}] });
    expect(await world.copied('stopped')).toEqual(KEYS);
    expect(await states(prepared)).toEqual([4, ['FINISHED', 'FINISHED']]);
  });

  it('is not said to have migrated where it is stopped and nothing is compared', async () => {
    const { handle, job } = await halfway('unproven', { verify: false });
    await world.console.setJobStatus(job, 'close', signal);
    await letGo();
    const { outcome, summary } = (await handle.result()) as MigratedResult;
    expect(outcome).toBe('migrated with failures');
    expect(say('en', summary)).toContain(`${job} ended before it had copied everything`);
  });

  it('is gone where it is deleted: a run that is started again creates one', async () => {
    const { handle, prepared, job } = await halfway('deleted');
    await world.console.setJobStatus(job, 'suspend', signal);
    await world.console.deleteJob(job, signal);
    await untilParked(handle, 'MgwGone');
    await cancelled(handle);
    expect(await world.held(prepared)).toEqual(NOTHING);
    await letGo();
    const again = await world.launched('deleted');
    expect(await again.result()).toMatchObject({ outcome: 'migrated' });
    expect(await states(prepared)).toEqual([2, ['FINISHED']]);
  });

  it('is gone where it is deleted before its launch, or with an address', async () => {
    const prepared = await world.prepared('early');
    const handle = await world.migrate('early');
    await untilPhase(handle, 'waiting for approval');
    const { addresses } = await world.held(prepared);
    await world.console.deleteJob(await jobOf(prepared), signal);
    await world.console.deleteAddress(addresses[0]?.name ?? '', signal);
    await handle.signal(approveSignal, { approver: 'wang.fang' });
    await untilParked(handle, 'MgwGone');
    expect((await handle.query(statusQuery)).nextAction).toContain('prep cancel');
    await cancelled(handle);
    expect(await world.held(prepared)).toEqual(NOTHING);
  });

  it('stays where it was launched there before it was approved, as a rejection says', async () => {
    const prepared = await world.prepared('forestalled');
    const handle = await world.migrate('forestalled');
    await untilPhase(handle, 'waiting for approval');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    await world.console.setJobStatus(await jobOf(prepared), 'launch', signal);
    await handle.signal(rejectSignal, { approver: 'wang.fang', reason: 'not now' });
    const { outcome, undo } = (await handle.result()) as NotMigratedResult;
    expect([outcome, undo.removed]).toEqual(['launch rejected', []]);
    expect(undo.kept.map(({ why }) => say('en', why)).join(' ')).toContain('To stop it, use the console');
    expect((await states(prepared))[1]).toHaveLength(1);
  });
});

describe('a migration in which much goes wrong', () => {
  it('is repaired once where retry is sent twice', async () => {
    const prepared = await world.prepared('twice');
    await world.control.arrange('mgw', 'fail-keys', { keys: KEYS.slice(0, 2), times: 1 });
    const handle = await world.launched('twice');
    await untilParked(handle, 'MgwObjectsFailed');
    await Promise.all([1, 2].map(() => handle.signal(retrySignal, { by: 'li.wei' })));
    expect(await handle.result()).toMatchObject({ outcome: 'migrated', jobs: [{}, {}] });
    expect(await states(prepared)).toEqual([3, ['FINISHED', 'FINISHED']]);
  });

  it('requires an action where the credentials expire in the middle, and continues with a retry', async () => {
    const { handle, prepared } = await halfway('expired');
    const code = 'SecurityTokenExpired';
    await world.control.fault({ service: 'mgw', kind: 'status', status: 403, code, times: 0 });
    await untilParked(handle, 'MgwInvalidAccessKey');
    await world.control.clearFaults();
    await letGo();
    await handle.signal(retrySignal, { by: 'li.wei' });
    expect(await handle.result()).toMatchObject({ outcome: 'migrated', verification: { identical: true } });
    expect(await states(prepared)).toEqual([2, ['FINISHED']]);
  });

  it('creates no job while the service refuses an address, and one once it accepts it', async () => {
    const prepared = await world.prepared('untested');
    const code = 'AccessDenied';
    await world.control.fault({ service: 'ks3', kind: 'status', status: 403, code, times: 0 });
    const handle = await world.migrate('untested');
    await untilParked(handle, 'MgwAddressRefused');
    expect(await states(prepared)).toEqual([2, []]);
    await world.control.clearFaults();
    await handle.signal(retrySignal, { by: 'li.wei' });
    await untilPhase(handle, 'waiting for approval');
    expect(await states(prepared)).toEqual([2, ['BEGIN']]);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    expect(await world.held(prepared)).toEqual(NOTHING);
  });
});
