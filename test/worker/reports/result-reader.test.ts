import { makeWorkerKey } from '../../../configuration/trust/worker-keys';
import { approveSignal, rejectSignal } from '../../../contracts/messages';
import { WorkerKeys } from '../../../provisioning/trust/worker-keys';
import type { ReadResult } from '../../../provisioning/trust/finished-run';
import { resultReader } from '../../../worker/reports/result-reader';
import { MigrationRig } from '../../rig/migration';
import { startRig, untilPhase, type Rig } from '../../rig/rig';

let rig: Rig;
let read: ReadResult;
const readerWith = (keys: WorkerKeys): ReadResult =>
  resultReader(rig.temporal.nativeConnection, 'default', {}, keys);

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }] }, (settings) => ({
    ...settings,
    migration: { ...settings.migration, watchEveryMs: 20 },
  }));
  read = readerWith(new WorkerKeys(rig.settings.trust));
});
afterAll(() => rig.stop());

describe('the report of a run', () => {
  it('is a draft while the plan waits, and what a worker signed once it has ended', async () => {
    const handle = await rig.prepare({ source: { bucket: 'photos' } });
    const { approval } = await untilPhase(handle, 'waiting for approval');

    const draft = await read(handle.workflowId, undefined);
    expect(draft).toMatchObject({
      kind: 'result',
      result: {
        outcome: 'draft',
        run: { workflowId: handle.workflowId },
        frozen: { digest: approval?.planDigest },
      },
    });

    await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'not yet' });
    await handle.result();
    expect(await read(handle.workflowId, undefined)).toMatchObject({
      kind: 'result',
      result: { outcome: 'rejected' },
    });
    const another = makeWorkerKey();
    const stranger = readerWith(new WorkerKeys({ keys: [another], publicKeys: [another.publicKey] }));
    expect(await stranger(handle.workflowId, undefined)).toEqual({ kind: 'not authentic' });
  });

  it('of a migration is what a worker signed, and none before its end', async () => {
    const world = await MigrationRig.over(rig, 'albums');
    await world.prepared('2026');
    const handle = await world.migrate('2026');
    await untilPhase(handle, 'waiting for approval');
    expect(await read(handle.workflowId, undefined)).toEqual({ kind: 'open' });
    await handle.signal(approveSignal, { approver: 'li.wei' });
    await handle.result();
    expect(await read(handle.workflowId, undefined)).toMatchObject({
      kind: 'result',
      result: { outcome: 'migrated', verification: { identical: true } },
    });
  });

  it('is none before the source is counted, of a terminated run, and of no run', async () => {
    const handle = await rig.prepare({ source: { bucket: 'missing' } });
    await untilPhase(handle, 'action required');
    expect(await read(handle.workflowId, undefined)).toEqual({ kind: 'open' });
    await handle.terminate('nobody creates the bucket');
    expect(await read(handle.workflowId, undefined)).toEqual({ kind: 'no result' });
    expect(await read('prepare/other', undefined)).toEqual({ kind: 'unknown run' });
  });
});
