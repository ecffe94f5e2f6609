import { statusQuery } from '../../contracts/messages';
import type { FaultRule } from '../../standins/core/fault-kinds';
import { KEYS, MigrationRig, untilParked } from '../rig/migration';
import { SecretSearch } from '../rig/secret-search';

let world: MigrationRig;

beforeAll(async () => {
  world = await MigrationRig.start();
});

afterAll(() => world.rig.stop());

const lost = (operation: string, more: Partial<FaultRule> = {}): FaultRule => ({
  service: 'mgw',
  operation,
  kind: 'reset',
  when: 'after',
  ...more,
});

/** What the service did for a migration, in its own words. */
async function effects(preparation: string): Promise<string[]> {
  const entries = await world.control.audit({ service: 'mgw' });
  return entries
    .filter(({ resource = '' }) => resource.startsWith(`prep-${preparation}-`))
    .flatMap(({ effect = [] }) => effect)
    .map((effect) => effect.replace(/ (address|job) .*/, ' $1'));
}

it('creates and launches everything once, although every answer is lost', async () => {
  const { preparation } = await world.prepared('lost');
  for (const rule of [
    lost('CreateAddress', { times: 2 }),
    lost('CreateJob'),
    lost('UpdateJob'),
    lost('VerifyAddress'),
    lost('GetAddress', { kind: 'html' }),
    lost('GetJobResult', { kind: 'html' }),
    lost('ListJobHistory', { kind: 'cut', cutLength: 'consistent' }),
    lost('GetJob', { kind: 'throttle' }),
  ]) {
    await world.control.fault(rule);
  }
  const handle = await world.launched('lost');
  expect(await handle.result()).toMatchObject({ outcome: 'migrated' });
  expect((await world.control.faults()).filter(({ fired }) => fired === 0)).toEqual([]);
  await world.control.clearFaults();
  expect(await effects(preparation)).toEqual([
    'created ks3 address',
    'created oss address',
    'created job',
    'IMPORT_JOB_LAUNCHING job',
  ]);
  expect(await world.copied('lost')).toEqual(KEYS);
});

it('says where the report lists what failed, and why', async () => {
  await world.prepared('reported');
  await world.control.arrange('mgw', 'fail-keys', { keys: KEYS.slice(0, 2) });
  const handle = await world.launched('reported');
  await untilParked(handle, 'MgwObjectsFailed');
  const { phase } = await handle.query(statusQuery);
  for (const key of KEYS.slice(0, 2)) {
    expect(JSON.stringify(phase)).toContain(`${key}, ${key}, `);
  }
  const prefix = /oss:\/\/reported-oss\/(aliyun_import_report\/[^ "]*failed_list\/)/.exec(
    JSON.stringify(phase),
  )?.[1];
  const reported = await world.control.ossBucket('reported-oss');
  expect(reported?.objects.filter((key) => key.startsWith(prefix ?? '?'))).toHaveLength(1);
  await handle.cancel();
  expect(await handle.result()).toMatchObject({ outcome: 'migrated with failures' });
  await world.control.arrange('mgw', 'copy-keys');
});

it('leaves no secret of the source, the service or its lists in a history', async () => {
  await world.prepared('searched');
  await world.control.arrange('mgw', 'fail-keys', { keys: KEYS.slice(0, 1), times: 1 });
  // An answer with the secret of the list, and one with that of the address, that cannot be read.
  await world.control.fault(lost('GetJobResult', { kind: 'cut', cutLength: 'consistent', after: 1 }));
  await world.control.fault(lost('GetAddress', { kind: 'cut', cutLength: 'consistent' }));
  const handle = await world.launched('searched');
  await untilParked(handle, 'MgwObjectsFailed');
  await handle.signal('retry', { by: 'li.wei' });
  expect(await handle.result()).toMatchObject({ outcome: 'migrated', jobs: [{}, {}] });
  const issued = await world.control.issuedSecrets();
  const secrets = issued.map(({ kind, value }, at) => ({ name: `${kind} ${at}`, value }));
  expect(await new SecretSearch(secrets).inWorkflows(world.rig.client)).toEqual([]);
});
