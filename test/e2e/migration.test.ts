import { approveSignal, retrySignal, statusQuery } from '../../contracts/messages';
import type { MigratedResult } from '../../contracts/migration/migration';
import { KEYS, MigrationRig, untilHeld, untilParked } from '../rig/migration';
import { untilPhase } from '../rig/rig';
import { say } from '../../presentation/words/words';
import { SecretSearch } from '../rig/secret-search';

let world: MigrationRig;

beforeAll(async () => {
  world = await MigrationRig.start();
});

afterAll(() => world.rig.stop());

describe('a migration against the stand-ins', () => {
  it('copies every object of the prepared bucket once the launch is approved', async () => {
    const prepared = await world.prepared('all');
    const handle = await world.migrate('all');
    await untilPhase(handle, 'waiting for approval');
    expect(await world.copied('all')).toEqual([]);
    await handle.signal(approveSignal, { approver: 'wang.fang' });
    const result = (await handle.result()) as MigratedResult;
    expect(result).toMatchObject({
      outcome: 'migrated',
      inventory: { objects: String(KEYS.length) },
      jobs: [{ figures: { copiedObjects: String(KEYS.length), failedObjects: '0' } }],
      verification: { identical: true, source: { objects: String(KEYS.length) } },
    });
    expect(result.nextSteps.map((one) => say('en', one))).toEqual([
      expect.stringContaining('npx prep revoke --id prepare/photos/all'),
    ]);
    const { phase } = await handle.query(statusQuery);
    expect(phase).toMatchObject({
      summary: expect.stringMatching(/are identical: 12 objects.*npx prep revoke/),
    });
    expect(await world.copied('all')).toEqual(KEYS);
    const { addresses, jobs } = await world.held(prepared);
    expect(addresses.map(({ type }) => type).sort()).toEqual(['ks3', 'oss']);
    expect(jobs.map(({ status }) => status)).toEqual(['FINISHED']);
  });

  it('keeps the keys of a prefix, and compares that prefix, or names the comparison', async () => {
    await world.prepared('part', { prefix: '2024/' });
    const handle = await world.launched('part', { verify: false });
    const { nextSteps } = (await handle.result()) as MigratedResult;
    expect(await world.copied('part')).toEqual(KEYS);
    expect(nextSteps.map((one) => say('en', one))[0]).toContain(
      'npx prep verify photos --to part-oss --to-region cn-beijing --source-prefix 2024/',
    );
    const { phase } = await handle.query(statusQuery);
    expect(phase).toMatchObject({
      name: 'finished',
      summary: expect.stringContaining('npx prep verify photos'),
    });
  });

  it('proposes no revocation where the source is empty by now, and so is the destination', async () => {
    await world.add('gone/1.jpg');
    await world.prepared('gone', { prefix: 'gone/' });
    await world.remove('gone/1.jpg');
    const handle = await world.launched('gone');
    const result = (await handle.result()) as MigratedResult;
    expect(result).toMatchObject({
      inventory: { objects: '1' },
      verification: { identical: true, source: { objects: '0' } },
    });
    expect(JSON.stringify(result.nextSteps)).not.toContain('prep revoke');
  });

  it('compares again once somebody says retry, after another round that copies what was missing', async () => {
    await world.prepared('late');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    const handle = await world.launched('late');
    await untilHeld(handle, 5);
    await world.add('2024/99.jpg');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
    await untilParked(handle, 'MigrationDiffers');
    const { phase } = await handle.query(statusQuery);
    expect(JSON.stringify(phase)).toMatch(/1 object is missing.*`retry`/);
    await handle.signal(retrySignal, { by: 'li.wei' });
    const result = (await handle.result()) as MigratedResult;
    expect(result).toMatchObject({ outcome: 'migrated', verification: { identical: true } });
    expect(result.jobs.map(({ job }) => job.replace(/^prep-\w+-/, ''))).toEqual(['1-job', '2-job']);
    expect(await world.copied('late')).toEqual([...KEYS, '2024/99.jpg']);
    await world.remove('2024/99.jpg');
  });

  it('only compares again once somebody says retry, where no job can change what differs', async () => {
    await world.prepared('extra');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    const handle = await world.launched('extra');
    await untilHeld(handle, 5);
    const [deleted = ''] = await world.copied('extra');
    await world.remove(deleted);
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
    await untilParked(handle, 'MigrationDiffers');
    const { phase } = await handle.query(statusQuery);
    expect(JSON.stringify(phase)).toMatch(/1 is only at the destination.*A migration job deletes nothing/);
    await world.add(deleted);
    await handle.signal(retrySignal, { by: 'li.wei' });
    expect(await handle.result()).toMatchObject({
      outcome: 'migrated',
      verification: { identical: true },
      jobs: [{}],
    });
  });

  it('only compares again, and says so, where what differs would have to be overwritten and may not be', async () => {
    await world.prepared('kept');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    const handle = await world.launched('kept', { overwrite: 'never' });
    await untilHeld(handle, 5);
    const [changed = ''] = await world.copied('kept');
    const content = 'more than before, by far: another object of the same name';
    await world.control.arrange('ks3', 'put-object', { bucket: world.bucket, key: changed, content });
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
    await untilParked(handle, 'MigrationDiffers');
    const { phase } = await handle.query(statusQuery);
    expect(JSON.stringify(phase)).toMatch(/1 has another size.*This migration overwrites nothing/);
    await world.add(changed);
    await handle.signal(retrySignal, { by: 'li.wei' });
    expect(await handle.result()).toMatchObject({
      outcome: 'migrated',
      verification: { identical: true },
      jobs: [{}],
    });
  });

  it('ends with the differences where it is cancelled then', async () => {
    await world.prepared('left');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    const handle = await world.launched('left');
    await untilHeld(handle, 5);
    await world.add('2024/99.jpg');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
    await untilParked(handle, 'MigrationDiffers');
    const { phase } = await handle.query(statusQuery);
    await handle.cancel();
    const result = (await handle.result()) as MigratedResult;
    expect(result).toMatchObject({
      outcome: 'migrated with differences',
      verification: { identical: false, differences: { missing: { objects: '1' } } },
    });
    const list = result.verification?.listCommand ?? '';
    expect(list).toMatch(
      /npx prep verify photos --to left-oss .*--direct --differences photos-differences\.csv$/,
    );
    expect(JSON.stringify(phase)).toContain(list);
    expect(JSON.stringify(result.nextSteps)).not.toContain('prep revoke');
    await world.remove('2024/99.jpg');
  });

  it('copies again what failed, and nothing else, once somebody says retry', async () => {
    await world.prepared('some');
    await world.control.arrange('mgw', 'fail-keys', { keys: KEYS.slice(0, 3) });
    const handle = await world.launched('some');
    await untilParked(handle, 'MgwObjectsFailed');
    expect(await world.copied('some')).toEqual(KEYS.slice(3));
    await world.control.arrange('mgw', 'copy-keys');
    await handle.signal(retrySignal, { by: 'li.wei' });
    const { jobs } = (await handle.result()) as MigratedResult;
    expect(jobs.map(({ figures }) => [figures?.copiedObjects, figures?.failedObjects])).toEqual([
      [String(KEYS.length - 3), '3'],
      ['3', '0'],
    ]);
    expect(await world.copied('some')).toEqual(KEYS);
  });

  it('shows how far the job is, and leaves it alone where it is cancelled', async () => {
    const prepared = await world.prepared('held');
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    const handle = await world.launched('held');
    await untilHeld(handle, 5);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    expect((await world.held(prepared)).jobs.map(({ status }) => status)).toEqual(['DOING']);
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });

    const next = await world.migrate('held');
    expect(await next.result()).toMatchObject({ outcome: 'migrated', approvedBy: [] });
    expect(await world.copied('held')).toEqual(KEYS);
    expect((await world.held(prepared)).jobs).toHaveLength(1);
  });

  it('leaves no secret in any history and in no answer to a query', async () => {
    const { ks3, oss, mgw } = world.rig.standIns.summary;
    const configured = [ks3, oss, mgw].map(({ accessKeySecret }) => accessKeySecret);
    // Among them the key that the service reads its lists of failed objects with.
    const issued = await world.control.secrets();
    const search = new SecretSearch([...new Set([...configured, ...issued])]);
    expect(issued.length).toBeGreaterThan(0);
    expect(await search.inWorkflows(world.rig.client)).toEqual([]);
  });

  it('removes both addresses and the job where it is cancelled before the launch', async () => {
    const prepared = await world.prepared('none');
    const handle = await world.migrate('none');
    await untilPhase(handle, 'waiting for approval');
    expect((await world.held(prepared)).jobs.map(({ status }) => status)).toEqual(['BEGIN']);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
    expect(await world.held(prepared)).toEqual({ addresses: [], jobs: [] });
    expect(await world.copied('none')).toEqual([]);
  });
});
