import { randomUUID } from 'node:crypto';
import { retrySignal } from '../../contracts/messages';
import type { RevocationResult } from '../../contracts/credentials/credential-lifecycle';
import type { MigratedResult } from '../../contracts/migration/migration';
import { TASK_QUEUE } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/runs/result';
import { jobsOf } from '../../provisioning/migration/names';
import { serviceReaderOf } from '../../provisioning/request/reader-request';
import type { FaultRule } from '../../standins/core/fault-kinds';
import { confirmWithCode, startRotation, untilIn } from '../rig/lifecycle';
import { KEYS, MigrationRig, untilHeld, untilParked } from '../rig/migration';
import { approve, until, untilPhase, type MigrationHandle } from '../rig/rig';
import { SecretSearch } from '../rig/secret-search';

const CREATE = { accessKey: 'create' };

/** Calls on the way to the address, and on the way back. */
const LOSSES = [
  ['iam', 'CreateUser'],
  ['iam', 'CreatePolicy'],
  ['iam', 'AttachUserPolicy'],
  ['iam', 'CreateAccessKey'],
  ['mgw', 'CreateAddress'],
  ['iam', 'DeleteAccessKey'],
  ['iam', 'DeleteUser'],
]
  .flatMap(([service, operation]) => [
    { service, operation, when: 'before', what: 'call' } as const,
    { service, operation, when: 'after', what: 'answer' } as const,
  ])
  .map((loss, at) => ({ ...loss, name: `lost-${at}` }));

let world: MigrationRig;
let prepared: PreparedResult;
let rounds = 0;

beforeAll(async () => {
  world = await MigrationRig.start();
  prepared = await world.prepared('own', CREATE);
});

afterAll(() => world.rig.stop());

const userOf = ({ preparation }: PreparedResult) => serviceReaderOf('photos', preparation).userName;

/** The user of the service, with its keys; undefined if there is none. */
async function reader(of = prepared) {
  const { users } = await world.control.iam();
  return users.find(({ name }) => name === userOf(of));
}

async function start(): Promise<MigrationHandle> {
  rounds += 1;
  return world.migrate('own', { round: rounds, overwrite: 'always' });
}

const lose = (rule: object) => world.control.fault({ times: 1, kind: 'reset', ...rule } as FaultRule);

it.concurrent.each(LOSSES)(
  'the service has exactly one key, and none in the end, where the $what of $operation is lost',
  async ({ service, operation, when, name }) => {
    const of = await world.prepared(name, CREATE);
    const resource = service === 'iam' ? userOf(of) : `${jobsOf(of.preparation)}*`;
    await lose({ service, operation, when, resource });
    const handle = await world.migrate(name);
    await untilPhase(handle, 'waiting for approval');
    expect((await reader(of))?.accessKeys).toHaveLength(1);
    await approve(handle, 'wang.fang');
    expect(await handle.result()).toMatchObject({ outcome: 'migrated', reader: { kept: [] } });
    const faults = (await world.control.faults()).filter((fault) => fault.resource === resource);
    expect(faults.map(({ fired }) => fired)).toEqual([1]);
    expect(await reader(of)).toBeUndefined();
  },
);

it('leaves the delivered key alone, and its own reads this bucket only', async () => {
  const handle = await start();
  await untilPhase(handle, 'waiting for approval');
  const { users } = await world.control.iam();
  const { sourceKey } = prepared;
  const delivered = users.find(({ accessKeys }) =>
    accessKeys.some(({ id }) => sourceKey.mode === 'create' && id === sourceKey.accessKeyId),
  );
  expect(delivered?.accessKeys).toHaveLength(1);
  expect(delivered?.name).not.toBe(userOf(prepared));
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
  expect(await reader()).toBeUndefined();
});

it('has one key for a repair too, whose secret the service gets again', async () => {
  await world.control.arrange('mgw', 'fail-keys', { keys: KEYS.slice(0, 2), times: 1 });
  const resource = userOf(prepared);
  await lose({ service: 'iam', operation: 'CreateAccessKey', when: 'after', after: 1, resource });
  const handle = await start();
  await approve(handle, 'wang.fang');
  await untilParked(handle, 'MgwObjectsFailed');
  const [first] = (await reader())?.accessKeys ?? [];
  await handle.signal(retrySignal, { by: 'li.wei' });
  const result = (await handle.result()) as MigratedResult;
  expect(result).toMatchObject({ outcome: 'migrated', jobs: [{}, {}] });
  expect(first?.id).toBe(result.source.accessKeyId);
  expect(await reader()).toBeUndefined();
});

it('outlives a revocation while its job runs, and is revoked afterwards', async () => {
  const of = await world.prepared('kept', CREATE);
  await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
  const handle = await world.launched('kept');
  await untilHeld(handle, 5);
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
  expect(await revoked()).toMatchObject({
    outcome: 'revoked',
    kept: [{ why: expect.objectContaining({ text: expect.stringContaining('reads with its AccessKey') }) }],
  });
  expect((await reader(of))?.accessKeys).toHaveLength(1);

  await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
  await until(async () => {
    const { jobs } = await world.held(of);
    return jobs.every(({ status }) => status === 'FINISHED') || undefined;
  });
  expect(await revoked()).toMatchObject({ outcome: 'revoked', kept: [] });
  expect(await reader(of)).toBeUndefined();
  expect(await world.copied('kept')).toEqual(KEYS);
});

it('reads on while what the preparation delivered is rotated', async () => {
  const of = await world.prepared('rotating', CREATE);
  await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
  const handle = await world.launched('rotating');
  await untilHeld(handle, 5);
  const before = (await reader(of))?.accessKeys;
  const about = { userName: 'mgw-rotating', destination: 'rotating-oss' };
  const rotation = await startRotation(world.rig, about, { source: { bucket: 'photos', ...CREATE } });
  await untilIn(rotation, 'waiting');
  await confirmWithCode(rotation, world.rig.identity, 'wang.fang');
  expect(await rotation.result()).toMatchObject({ outcome: 'rotated' });
  expect((await reader(of))?.accessKeys).toEqual(before);

  await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
  expect(await handle.result()).toMatchObject({
    outcome: 'migrated',
    jobs: [{}],
    verification: { identical: true },
  });
  expect(await world.copied('rotating')).toEqual(KEYS);
});

async function revoked(): Promise<RevocationResult> {
  const input = {
    source: { bucket: 'photos', accessKey: 'create' },
    destination: { bucket: 'kept-oss' },
    ramUser: { name: 'mgw-kept' },
    grace: 'none',
  };
  const { client } = world.rig;
  const options = { workflowId: `run/${randomUUID()}`, taskQueue: TASK_QUEUE, args: [input] };
  return (await client.workflow.execute('revokeCredentials', options)) as RevocationResult;
}

it('is issued once where the worker is gone meanwhile and the run is started again', async () => {
  const first = await start();
  await untilPhase(first, 'waiting for approval');
  const before = (await reader())?.accessKeys;
  await first.terminate();
  const second = await world.migrate('own', { round: rounds, overwrite: 'always' });
  await untilPhase(second, 'waiting for approval');
  expect((await reader())?.accessKeys).toEqual(before);
  await approve(second, 'wang.fang');
  expect(await second.result()).toMatchObject({ outcome: 'migrated' });
});

it('leaves no secret anywhere', async () => {
  const issued = await world.control.secrets();
  expect(issued.length).toBeGreaterThan(LOSSES.length);
  expect(await new SecretSearch(issued).inWorkflows(world.rig.client)).toEqual([]);
});
