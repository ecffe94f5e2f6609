import { phrase } from '../../presentation/words/words';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import type { PreparationActivities } from '../../activities/activities';
import type { Clouds } from '../../provisioning/clouds';
import { mergedParts, type DealtInventory } from '../../provisioning/trust/attested-parts';
import { guardedIn } from '../../activities/guarded-activity';
import { createInventoryActivities } from '../../activities/inventory-activities';
import { inventoryAbout } from '../../provisioning/trust/inventory-about';
import type { SliceOutcome, SliceRequest } from '../../activities/inventory-slice';
import { Attestor } from '../../provisioning/trust/attestor';
import type { Attested } from '../../contracts/approval/attested';
import { noTotals } from '../../contracts/listing/inventory-merge';
import type { InventoryCheckpoint, InventoryResult, KeyRange } from '../../contracts/listing/inventory';
import { TASK_QUEUE } from '../../contracts/names';
import { KEYS, preparationWith } from '../provisioning/preparation';
import { SETTINGS } from '../provisioning/settings';
import { createWorker, startTemporal } from '../rig/temporal';

/** Four ranges that tile the keyspace. */
const RANGES: readonly KeyRange[] = [
  { after: '', until: 'd' },
  { after: 'd', until: 'h' },
  { after: 'h', until: 'p' },
  { after: 'p', until: null },
];
const BEGUN = '2026-11-24T00:00:00.000Z';

/** A checkpoint in which every listed range held one object of ten bytes. */
function counted(objects: number, ranges: readonly KeyRange[]): InventoryCheckpoint {
  const tally = { objects: String(objects), bytes: String(objects * 10) };
  const nothing = noTotals(BEGUN);
  return {
    totals: {
      ...nothing,
      ...tally,
      byStorageClass: { STANDARD: tally },
      byPrefix: { listed: [], other: tally },
      bySizeBand: { 'up to 200 KiB': tally },
      byMonth: { '2026-11': tally },
      pages: objects,
    },
    ranges,
  };
}

const PROGRESS = { objects: '0', bytes: '0', pages: 0, requests: 0, rangesLeft: 0, objectsPerSecond: 0 };

let env: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
const asked: SliceRequest[] = [];
let failPart: string | null = null;
/** How many slices find one object and leave all their ranges. */
let rounds = 0;

const attestor = new Attestor(KEYS);
const about = inventoryAbout(preparationWith().source);

/** The first slice leaves every range; each later one lists its own, one object a range. */
async function inventorySlice(request: SliceRequest): Promise<SliceOutcome> {
  asked.push(request);
  const { id, checkpoint } = attestor.read('checkpoint', about, request.part);
  const outcome = (reached: InventoryCheckpoint): SliceOutcome => ({
    part: attestor.attest('checkpoint', about, { id, checkpoint: reached }),
    progress: PROGRESS,
    parallelSlices: 2,
  });
  const before = Number(checkpoint.totals.objects);
  const [first, ...rest] = checkpoint.ranges;
  if (first?.after === '' && first.until === null) {
    return outcome(counted(0, RANGES));
  }
  if (rounds > 0) {
    rounds -= 1;
    return outcome(counted(before + 1, checkpoint.ranges));
  }
  if (failPart !== null && first?.after === failPart) {
    const { part } = outcome(counted(before + 1, rest));
    throw ApplicationFailure.nonRetryable('No permission.', 'Ks3AccessDenied', part, {
      error: 'Ks3AccessDenied',
      about: { resource: phrase('resource.ks3Bucket', { name: 'photos' }) },
    });
  }
  return outcome(counted(before + checkpoint.ranges.length, []));
}

beforeAll(async () => {
  env = await startTemporal();
  const clouds = {} as Clouds;
  const dealing = createInventoryActivities({
    settings: SETTINGS,
    clouds,
    attestor,
    guarded: guardedIn('en'),
    language: 'en',
    searchable: async () => 'everything',
    run: () => ({ workflowId: 'inventory/photos', runId: 'run-1' }),
  });
  const activities = { ...dealing, inventorySlice };
  worker = await createWorker(env, activities as unknown as PreparationActivities);
  running = worker.run();
});

afterAll(async () => {
  worker.shutdown();
  await running;
  await env.teardown();
});

beforeEach(() => {
  asked.length = 0;
  failPart = null;
  rounds = 0;
});

describe('an inventory of several slices', () => {
  it('lets them share the requests of the bucket, and gives each round twice the time of the one before', async () => {
    rounds = 4;
    await env.client.workflow.execute('inventoryBucket', {
      workflowId: 'inventory/photos-rounds',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }],
    });
    const [first, ...later] = asked;
    expect(first).toMatchObject({ sideBySide: 1, budgetMs: 10_000 });
    expect(later.map(({ sideBySide }) => sideBySide)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(later.map(({ budgetMs }) => budgetMs)).toEqual([10_000, 10_000, 20_000, 20_000, 40_000, 40_000]);
  });

  it('goes on as a new run when its history is long, and loses nothing', async () => {
    rounds = 500;
    const handle = await env.client.workflow.start('inventoryBucket', {
      workflowId: 'inventory/photos-long',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }],
    });
    const result = (await handle.result()) as Attested<InventoryResult>;
    expect(attestor.read('inventory', about, result).totals).toMatchObject({ objects: '504', bytes: '5040' });
    const first = env.client.workflow.getHandle('inventory/photos-long', handle.firstExecutionRunId);
    const { status, historyLength } = await first.describe();
    expect(status.name).toBe('CONTINUED_AS_NEW');
    expect(historyLength).toBeGreaterThan(2000);
    expect(historyLength).toBeLessThan(2100);
  });

  it('deals what the first slice left to slices side by side, and adds up what they counted', async () => {
    const result = await env.client.workflow.execute('inventoryBucket', {
      workflowId: 'inventory/photos-side-by-side',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }],
    });
    expect(attestor.read('inventory', about, result as Attested<InventoryResult>)).toMatchObject({
      totals: { objects: '4', bytes: '40' },
      proof: { rangesLeft: 0 },
    });
    const dealt = asked.slice(1).map(({ part }) => part.value.checkpoint.ranges.map(({ after }) => after));
    expect(new Set(dealt)).toEqual(
      new Set([
        ['', 'h'],
        ['d', 'p'],
      ]),
    );
  });

  it('keeps what all of them counted when one fails, and goes on from there', async () => {
    failPart = 'd';
    const failed = env.client.workflow.execute('inventoryBucket', {
      workflowId: 'inventory/photos-failing',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }],
    });
    const error = (await failed.catch((caught: unknown) => caught)) as { cause: ApplicationFailure };
    expect(error.cause.type).toBe('Ks3AccessDenied');
    expect(error.cause.message).toMatch(/Then start it again\.$/);
    const [reached] = error.cause.details as [DealtInventory];
    // The part that worked counted two ranges, the failed one its first; one range is left.
    expect(mergedParts(reached, about, attestor)).toMatchObject({
      totals: { objects: '3' },
      ranges: [{ after: 'p', until: null }],
    });

    // Nothing resumes from what nobody counted.
    const [part] = reached.parts;
    const { checkpoint } = part!.value;
    const emptied = { ...checkpoint, totals: { ...checkpoint.totals, objects: '999' } };
    const forged = { ...part!, value: { ...part!.value, checkpoint: emptied } };
    const resumed = env.client.workflow.execute('inventoryBucket', {
      workflowId: 'inventory/photos-failing',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }, { ...reached, parts: [forged, ...reached.parts.slice(1)] }],
    });
    await expect(resumed).rejects.toMatchObject({ cause: { type: 'NotAuthentic' } });

    failPart = null;
    const result = await env.client.workflow.execute('inventoryBucket', {
      workflowId: 'inventory/photos-failing',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'photos' } }, reached],
    });
    expect(result).toMatchObject({ value: { totals: { objects: '4', bytes: '40' } } });
  });
});
