import { goalOf } from '../goal';
import { ListServerProcess, type ServedBucket } from '../list-server-process';
import { medianOf, type Measurement, type Run } from '../measurement';
import { asked, inShort, isTrue, measureTool } from '../run-tool';
import { forEachShape, type Bench, type Scenario } from '../scenario';
import { TemporalBench, type WorkerInventory } from '../temporal-bench';
import { product } from '../tools';

const KEYS = 10_000_000;
const CONCURRENCY = 64;
/** As both tables of the page name it. */
export const BY_WORKER = 'prep worker, inventoryBucket';
const LISTING = 'listing s';

export const throughTemporal: Scenario = {
  name: 'temporal',
  title: 'Ten million keys through Temporal',
  method:
    'The same listing by a worker process as the workflow `inventoryBucket` on a Temporal dev server (SQLite file) on the same machine, from the workflow’s start to its close, against `prep inventory --direct`, from its start to its exit: 10,000,000 keys, 40 ms, 64 in flight.',
  measure: (bench) =>
    forEachShape(bench, async (shape) => {
      const bucket = { shape, keys: bench.keys(KEYS), latencyMs: 40 };
      const direct = await measureTool(product(CONCURRENCY), bucket, bench.runs, bench.say);
      return [direct, await byWorker(bench, bucket)];
    }),
  goals(measurements) {
    const workers = measurements.filter(({ tool }) => tool === BY_WORKER);
    return [
      ...goalOf(
        { what: 'Through Temporal: wall time over --direct', most: 1.15, unit: '×' },
        workers,
        (each) => (wall(each) ?? 0) / (wall(directOf(measurements, each)) ?? 1),
        (each) =>
          `beside the listing: ${((wall(each) ?? 0) - (medianOf(each, ({ figures }) => figures[LISTING] ?? null) ?? 0)).toFixed(1)} s of ${(wall(each) ?? 0).toFixed(1)} s`,
      ),
      ...goalOf(
        { what: 'Through Temporal: events in the history', most: 150, unit: 'events' },
        workers,
        (each) => medianOf(each, ({ figures }) => figures['history events'] ?? null),
        () => 'slices and rounds, not pages',
      ),
    ];
  },
};

const wall = (measurement: Measurement | undefined): number | null =>
  measurement === undefined ? null : medianOf(measurement, ({ wallSeconds }) => wallSeconds);

const directOf = (measurements: readonly Measurement[], { shape }: Measurement): Measurement | undefined =>
  measurements.find((each) => each.shape === shape && each.tool !== BY_WORKER);

async function byWorker(bench: Bench, bucket: ServedBucket): Promise<Measurement> {
  const runs: Run[] = [];
  for (let run = 0; run < bench.runs; run++) {
    const server = await ListServerProcess.start(bucket);
    const temporal = await TemporalBench.start();
    try {
      await temporal.startWorker(server.endpoint, CONCURRENCY);
      runs.push(runOf(await temporal.takeInventory(), bucket, await server.report()));
    } finally {
      await temporal.stop();
      await server.stop();
    }
    bench.say(`  ${BY_WORKER}, ${bucket.shape}, run ${run + 1} of ${bench.runs}: ${inShort(runs.at(-1))}`);
  }
  return measurementByWorker(bucket, CONCURRENCY, runs);
}

/** The result of an inventory by a worker, as a run. The worker's CPU includes more than the listing. */
export function runOf(
  { seconds, historyEvents, result: { totals } }: WorkerInventory,
  { keys }: ServedBucket,
  report: Parameters<typeof asked>[0],
  figures: Record<string, number> = {},
): Run {
  const said = { objects: Number(totals.objects), bytes: Number(totals.bytes) };
  return {
    wallSeconds: seconds,
    cpuSeconds: null,
    peakBytes: null,
    ...asked(report),
    totals: said,
    correct: isTrue(said, keys),
    figures: { [LISTING]: totals.listingMs / 1000, 'history events': historyEvents, ...figures },
  };
}

export function measurementByWorker(
  { shape, keys, latencyMs }: ServedBucket,
  concurrency: number,
  runs: readonly Run[],
): Measurement {
  return {
    tool: BY_WORKER,
    version: 'this checkout',
    command: `PREP_INVENTORY_CONCURRENCY=${concurrency} prep worker; prep inventory --bucket bench`,
    shape,
    keys,
    latencyMs,
    concurrency,
    runs,
  };
}
