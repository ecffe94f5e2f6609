import { english } from '../english';
import { MARK_TAG } from '../../provisioning/trust/mark';
import { approveSignal, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import { Control } from '../rig/control';
import { delivered, untilIn } from '../rig/lifecycle';
import { endOfCancelled, parkedFor, retryToTheEnd } from '../rig/parked-run';
import {
  approve,
  inputFor,
  startRig,
  until,
  untilPhase,
  type InputParts,
  type PreparationHandle,
  type Rig,
} from '../rig/rig';

const { signal } = new AbortController();
let rig: Rig;
let control: Control;

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
  control = new Control(rig.standIns);
});

afterEach(() => control.clearFaults());
afterAll(() => rig.stop());

/** What an input may ask for that opens a bucket. */
const OPEN = { acl: 'public-read', blockPublicAccess: false, encryption: 'none' } as const;

const prepare = (name: string, more: InputParts = {}) => rig.prepare(inputFor(name, more));
const bucketOf = (name: string) => control.ossBucket(`${name}-oss`);

/** Opens a bucket as somebody of the account can do it. */
async function setOpen(name: string, open: boolean): Promise<void> {
  const oss = rig.clouds.oss(rig.settings.defaults.region);
  const bucket = `${name}-oss`;
  const fixed = { storageClass: 'Standard', redundancy: 'LRS' } as const;
  if (open) {
    await oss.setBlockPublicAccess(bucket, false, signal);
    await oss.create(bucket, { ...fixed, acl: 'public-read-write' }, signal);
  } else {
    await oss.create(bucket, { ...fixed, acl: 'private' }, signal);
    await oss.setBlockPublicAccess(bucket, true, signal);
  }
}

async function changesOf(name: string, since: number): Promise<string[]> {
  const calls = await control.audit({ service: 'oss', since: String(since) });
  return calls
    .filter(({ effect, resource }) => effect !== undefined && resource === `${name}-oss`)
    .map(({ operation }) => operation);
}

describe('before the approval', () => {
  it('a second start changes nothing of the bucket that was delivered, nor does its rejection', async () => {
    await delivered(rig, 'live');
    const before = await bucketOf('live');
    const sequence = await control.lastSequence();
    const second = await prepare('live', { destination: OPEN, ramUser: { name: 'mgw-live-again' } });
    await untilPhase(second, 'waiting for approval');
    expect(await bucketOf('live')).toEqual(before);
    await second.signal(rejectSignal, { approver: 'li.wei' });
    expect(english(await second.result())).toMatchObject({
      outcome: 'rejected',
      undo: {
        removed: ['RAM user mgw-live-again'],
        kept: [{ what: 'OSS bucket live-oss', why: expect.stringContaining('it was delivered at') }],
      },
    });
    expect(await bucketOf('live')).toEqual(before);
    expect(await changesOf('live', sequence)).toEqual([]);
  });

  it('a new bucket is private, whatever the input asks for; the approval opens it', async () => {
    const handle = await prepare('opened', { destination: { ...OPEN, tags: { team: 'media' } } });
    await untilPhase(handle, 'waiting for approval');
    const waiting = await bucketOf('opened');
    expect(waiting).toMatchObject({ acl: 'private', blockPublicAccess: true });
    expect(Object.keys(waiting?.['tags'] as object)).toEqual([MARK_TAG]);
    await approve(handle);
    expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
    expect(await bucketOf('opened')).toMatchObject({
      acl: 'public-read',
      blockPublicAccess: false,
      tags: expect.objectContaining({ team: 'media' }),
    });
  });
});

describe('after the approval', () => {
  it('a bucket that was opened while the plan waited stops the run until it is put back', async () => {
    const handle = await prepare('turned');
    await untilPhase(handle, 'waiting for approval');
    await setOpen('turned', true);
    await approve(handle);
    const message = await parkedFor(handle, 'settle', 'OssBucketChanged', 'OSS bucket turned-oss');
    expect(message).toContain('Its ACL is "public-read-write"');
    expect(await control.ramUser('mgw-turned')).toMatchObject({ accessKeys: [], policies: [] });
    await setOpen('turned', false);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
    expect(await bucketOf('turned')).toMatchObject({ acl: 'private', blockPublicAccess: true });
  });

  it('a bucket that is adopted and was opened while the plan waited stops it too', async () => {
    await control.arrange('oss', 'create-bucket', { name: 'lent-oss', acl: 'private' });
    const handle = await prepare('lent', { destination: { adopt: true } });
    await untilPhase(handle, 'waiting for approval');
    await setOpen('lent', true);
    await approve(handle);
    await parkedFor(handle, 'settle', 'OssBucketChanged', 'OSS bucket lent-oss');
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await bucketOf('lent')).toMatchObject({ acl: 'public-read-write' });
  });

  it.each([
    [
      'a policy',
      () =>
        rig.clouds.ram().attachPolicy('mgw-policy', { name: 'AliyunRAMFullAccess', type: 'System' }, signal),
      () =>
        rig.clouds.ram().detachPolicy('mgw-policy', { name: 'AliyunRAMFullAccess', type: 'System' }, signal),
      'policy AliyunRAMFullAccess',
    ],
    [
      'a group',
      () => control.arrange('ram', 'add-to-group', { userName: 'mgw-group', group: 'administrators' }),
      () => control.arrange('ram', 'remove-from-group', { userName: 'mgw-group', group: 'administrators' }),
      'the group administrators',
    ],
  ])('%s that nobody approved stops the run until it is taken off', async (what, add, takeOff, found) => {
    const name = what.replace('a ', '');
    const handle = await prepare(name);
    await untilPhase(handle, 'waiting for approval');
    await add();
    await approve(handle);
    const message = await parkedFor(handle, 'settle', 'AccessBeyondPlan', `RAM user mgw-${name}`);
    expect(message).toContain(found);
    expect(await control.ramUser(`mgw-${name}`)).toMatchObject({ accessKeys: [] });
    await takeOff();
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('what is added between the verification and the delivery stops it as well', async () => {
    const handle = await prepare('late');
    await untilPhase(handle, 'waiting for approval');
    await refuseMark('mgw-late');
    await approve(handle);
    await parkedFor(handle, 'result', 'RamNoPermission', 'RAM user mgw-late');
    await control.clearFaults();
    await setOpen('late', true);
    await handle.signal(retrySignal, {});
    await untilIn(handle, 'action required', ({ phase }) =>
      JSON.stringify(phase).includes('OssBucketChanged'),
    );
    await setOpen('late', false);
    await rig.clouds.ram().attachPolicy('mgw-late', { name: 'AliyunRAMFullAccess', type: 'System' }, signal);
    await handle.signal(retrySignal, {});
    await untilIn(handle, 'action required', ({ phase }) =>
      JSON.stringify(phase).includes('AccessBeyondPlan'),
    );
    // No user has a mark of delivery.
    expect((await control.ramUser('mgw-late'))?.comments).toContain(' made by ');
    await rig.clouds.ram().detachPolicy('mgw-late', { name: 'AliyunRAMFullAccess', type: 'System' }, signal);
    await handle.signal(retrySignal, {});
    const { account } = (await handle.result()) as PreparedResult;
    expect(await control.ramUser('mgw-late')).toMatchObject({
      comments: expect.stringContaining(' delivered '),
      accessKeys: [{ id: account.accessKeyId, status: 'Active' }],
    });
  });
});

/** Does not let a run write the mark of delivery. */
function refuseMark(userName: string): Promise<unknown> {
  return control.fault({
    service: 'ram',
    operation: 'UpdateUser',
    resource: userName,
    kind: 'status',
    status: 403,
    code: 'NoPermission',
    times: 0,
  });
}

/** A preparation whose request to create its bucket is delayed long enough to be overtaken. */
async function creating(name: string) {
  const resource = `${name}-oss`;
  const latency = { kind: 'latency', latencyMs: 3000 } as const;
  await control.fault({ service: 'oss', operation: 'PutBucket', resource, ...latency });
  const handle = await prepare(name);
  await control.untilFired('PutBucket', resource);
  return { handle, resource };
}

describe('a bucket', () => {
  it('that somebody makes while the run creates it is neither claimed nor removed', async () => {
    const { handle, resource } = await creating('raced');
    await control.arrange('oss', 'create-bucket', { name: resource, tags: { team: 'media' } });
    const before = await bucketOf('raced');
    await parkedFor(handle, 'bucket', 'OssBucketNotOurs', `OSS bucket ${resource}`);
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await bucketOf('raced')).toEqual(before);
  });

  it('that somebody makes meanwhile and fills is neither claimed nor removed', async () => {
    const { handle, resource } = await creating('filled');
    await control.arrange('oss', 'create-bucket', { name: resource });
    await control.arrange('oss', 'put-objects', { bucket: resource, objects: { 'a.jpg': 'x' } });
    await parkedFor(handle, 'bucket', 'OssBucketNotOurs', `OSS bucket ${resource}`);
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await bucketOf('filled')).toMatchObject({ tags: {} });
  });

  it('of two preparations belongs to one of them', async () => {
    const prepareInto = (prefix: string) =>
      rig.prepare({
        source: { bucket: 'photos', prefix },
        destination: { bucket: 'contended-oss' },
        ramUser: { name: `mgw-contended-${prefix.length}` },
      });
    const handles = await Promise.all([prepareInto(''), prepareInto('0')]);
    const settled = (handle: PreparationHandle) =>
      until(async () => {
        const { phase } = await handle.query(statusQuery);
        return ['waiting for approval', 'action required'].includes(phase.name) ? phase : undefined;
      });
    const phases = await Promise.all(handles.map(settled));
    const owner = handles[phases.findIndex(({ name }) => name === 'waiting for approval')];
    const other = handles[phases.findIndex(({ name }) => name === 'action required')];
    expect(JSON.stringify(phases)).toContain('OssBucketNotOurs');
    const before = await bucketOf('contended');
    expect(await endOfCancelled(other as PreparationHandle)).toBe('CANCELLED');
    expect(await bucketOf('contended')).toEqual(before);
    await owner?.signal(approveSignal, { approver: 'li.wei' });
    expect(await owner?.result()).toMatchObject({ outcome: 'prepared' });
  });

  it('that holds objects is never removed', async () => {
    const handle = await prepare('in-use');
    await untilPhase(handle, 'waiting for approval');
    await control.arrange('oss', 'put-objects', { bucket: 'in-use-oss', objects: { 'a.jpg': 'x' } });
    await handle.signal(rejectSignal, { approver: 'li.wei' });
    expect(english(await handle.result())).toMatchObject({
      undo: { kept: [{ what: 'OSS bucket in-use-oss', why: 'it contains objects' }] },
    });
    expect(await bucketOf('in-use')).toBeDefined();
  });
});
