import type { WorkflowHandle } from '@temporalio/client';
import { approveSignal } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import type { inventoryBucket } from '../../workflows';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { until, untilPhase, type PreparationHandle } from '../rig/rig';

/** Pages of 1,000 keys, each 100 ms late, four at a time: seven seconds if nothing disturbs it. */
const PAGES = 300;
const STOP_AFTER_PAGES = 80;
const CONCURRENCY = 4;

let rig: ProcessRig;
let inventory: WorkflowHandle<typeof inventoryBucket>;
let preparation: PreparationHandle;
let pagesAtStop: number;
let exitCode: number | null;

/** A worker is stopped in the middle of a listing, long before it is done, and another one continues. */
beforeAll(async () => {
  rig = await startProcessRig(
    {
      buckets: [
        { name: 'large', synthetic: `hex:${PAGES * 1000}` },
        { name: 'photos', synthetic: 'hex:10' },
      ],
    },
    { PREP_INVENTORY_CONCURRENCY: String(CONCURRENCY), PREP_SHUTDOWN_GRACE: '1 second' },
  );
  const { control } = rig;
  await control.fault({ service: 'ks3', resource: 'large', kind: 'latency', latencyMs: 100, times: 0 });
  const first = rig.startWorker();
  await first.running();
  preparation = await rig.prepare({ source: { bucket: 'photos' } });
  await untilPhase(preparation, 'waiting for approval');
  inventory = await rig.takeInventory('large');
  await until(async () => (await pagesAsked()) >= STOP_AFTER_PAGES || undefined);
  exitCode = await first.stop();
  pagesAtStop = await pagesAsked();
  await control.clearFaults();
  rig.startWorker();
});

afterAll(() => rig.stop());

async function pagesAsked(): Promise<number> {
  const calls = await rig.control.audit({ service: 'ks3', operation: 'ListObjectsV2' });
  return calls.filter(({ resource }) => resource === 'large').length;
}

describe('a worker that is told to stop', () => {
  it('ends in an orderly way', () => {
    expect(exitCode).toBe(0);
    expect(pagesAtStop).toBeLessThan(PAGES);
  });

  it('hands over its inventory: no key is counted twice, and only the pages under way are asked for again', async () => {
    const { totals } = (await inventory.result()).value;
    const { objects, bytes } = (await rig.control.arrange('ks3', 'expected', { bucket: 'large' })) as {
      objects: number;
      bytes: string;
    };
    expect(totals).toMatchObject({ objects: String(objects), bytes });
    const repeated = (await pagesAsked()) - totals.requests;
    expect(repeated).toBeLessThanOrEqual(2 * CONCURRENCY);
  });

  it('leaves what waits for an approval to the next one', async () => {
    await preparation.signal(approveSignal, { approver: 'li.wei' });
    expect(((await preparation.result()) as PreparedResult).outcome).toBe('prepared');
  });
});
