import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approveSignal, fleetQuery, lookSignal } from '../../contracts/messages';
import type { FleetPage, FleetResult } from '../../contracts/runs/fleet';
import { fleetWorkflowId, preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import { plannedBy } from '../rig/approval-rig';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { until, type PreparationHandle } from '../rig/rig';

const BUCKETS = Array.from({ length: 12 }, (_, at) => `photos-${at}`);

let rig: ProcessRig;
let atDeath: FleetPage;
let result: FleetResult;

const fleet = () => rig.client.workflow.getHandle(fleetWorkflowId('photos'));
const preparation = (bucket: string) => rig.client.workflow.getHandle(preparationWorkflowId(bucket));

async function untilWaiting(wanted: (waiting: number) => boolean): Promise<FleetPage> {
  return until(async () => {
    const page = await fleet()
      .query(fleetQuery)
      .catch(() => null);
    return page !== null && wanted(page.counts['waiting for approval'] ?? 0) ? page : undefined;
  });
}

/** The worker is killed while some buckets wait, some work and some are not started; another one continues. */
beforeAll(async () => {
  rig = await startProcessRig({ buckets: BUCKETS.map((name) => ({ name, synthetic: 'hex:50' })) }, {});
  const first = rig.startWorker();
  await first.running();
  await rig.client.workflow.start('prepareMigrations', {
    workflowId: fleetWorkflowId('photos'),
    taskQueue: TASK_QUEUE,
    args: [{ match: ['photos-*'], concurrency: 3 }, null, { events: 1000, started: 4 }],
  });
  atDeath = await untilWaiting((waiting) => waiting > 0);
  await first.kill();
  rig.startWorker();
  await untilWaiting((waiting) => waiting === BUCKETS.length);
  for (const bucket of BUCKETS) {
    const { planDigest } = await plannedBy(preparation(bucket) as PreparationHandle);
    await preparation(bucket).signal(approveSignal, { approver: 'li.wei', planDigest });
  }
  await fleet().signal(lookSignal, {});
  result = (await fleet().result()) as FleetResult;
});
afterAll(() => rig.stop());

describe('a fleet whose worker is killed', () => {
  it('prepares every bucket', () => {
    expect(atDeath.counts.pending).toBeGreaterThan(0);
    expect(result.counts).toEqual({ prepared: BUCKETS.length });
  });

  it('starts none twice, and issues exactly one AccessKey for each', async () => {
    for (const bucket of BUCKETS) {
      const runs = [];
      for await (const run of rig.client.workflow.list({
        query: `WorkflowId = "${preparationWorkflowId(bucket)}"`,
      })) {
        runs.push(run.runId);
      }
      expect(runs).toHaveLength(1);
      expect((await rig.control.ramUser(`mgw-${bucket}`))?.accessKeys).toHaveLength(1);
    }
  });
});
