import { goalOf } from '../goal';
import { ListServerProcess, type ServedBucket } from '../list-server-process';
import { medianOf, type Run } from '../measurement';
import { inShort } from '../run-tool';
import { forEachShape, type Scenario } from '../scenario';
import { ended, TemporalBench } from '../temporal-bench';
import { measurementByWorker, runOf } from './through-temporal';

const KEYS = 10_000_000;
const FIFTY_MILLION = 50_000_000;
const CONCURRENCY = 64;
const REPEATED = 'repeated %';

export const killedWorker: Scenario = {
  name: 'killed-worker',
  title: 'SIGKILL of the worker at half way',
  method:
    '10,000,000 keys through Temporal, 40 ms, 64 in flight. When half of the pages were asked for, the worker gets SIGKILL, and another one is started at once. Repeated are the requests that the server saw and the finished inventory does not know of: those behind the last heartbeat, and those in flight. The time includes waiting until Temporal notices the death.',
  measure: (bench) =>
    forEachShape(bench, async (shape) => {
      const bucket = { shape, keys: bench.keys(KEYS), latencyMs: 40 };
      const runs: Run[] = [];
      for (let run = 0; run < bench.runs; run++) {
        runs.push(await killedAtHalf(bucket, 1));
        bench.say(`  killed worker, ${shape}, run ${run + 1} of ${bench.runs}: ${inShort(runs.at(-1))}`);
      }
      return [measurementByWorker(bucket, CONCURRENCY, runs)];
    }),
  goals: (measurements) =>
    goalOf(
      { what: 'SIGKILL of the worker at half way: pages asked for again', most: 10, unit: '%' },
      measurements,
      (each) => medianOf(each, ({ figures }) => figures[REPEATED] ?? null),
      () => `what was counted since the last heartbeat, and the ${CONCURRENCY} requests in flight`,
    ),
};

/** One of two workers, among which the listing is dealt, gets SIGKILL; nobody replaces it. */
export const oneOfTwoKilled: Scenario = {
  name: 'one-of-two-killed',
  title: 'Fifty million keys dealt to two workers, one of which is killed',
  method:
    '50,000,000 keys through Temporal, 40 ms, dealt to two workers of 32 requests in flight each, once. When half of the pages were asked for, one worker gets SIGKILL, and the other one finishes alone. The events in the history come from slices, not from keys: compare them with ten million keys above.',
  measure: async (bench) => {
    const bucket = { shape: 'hex' as const, keys: bench.keys(FIFTY_MILLION), latencyMs: 40 };
    const run = await killedAtHalf(bucket, 2);
    bench.say(`  one of two workers killed, ${bucket.shape}: ${inShort(run)}`);
    return [measurementByWorker(bucket, CONCURRENCY / 2, [run])];
  },
  goals: (measurements) => [
    ...goalOf(
      { what: 'Fifty million keys, one of two workers killed: pages asked for again', most: 10, unit: '%' },
      measurements,
      (each) => medianOf(each, ({ figures }) => figures[REPEATED] ?? null),
      () => 'what was counted since the last heartbeat, and the 32 requests in flight',
    ),
    ...goalOf(
      { what: 'Fifty million keys, one of two workers killed: events', most: 150, unit: 'events' },
      measurements,
      (each) => medianOf(each, ({ figures }) => figures['history events'] ?? null),
      () => 'slices and rounds, not pages',
    ),
  ],
};

/** A single worker is replaced; of two, the other one goes on. */
async function killedAtHalf(bucket: ServedBucket, workers: 1 | 2): Promise<Run> {
  const server = await ListServerProcess.start(bucket);
  const temporal = await TemporalBench.start();
  const start = () => temporal.startWorker(server.endpoint, CONCURRENCY / workers, workers);
  try {
    const worker = await start();
    if (workers === 2) {
      await start();
    }
    const inventory = temporal.takeInventory();
    await Promise.race([inventory, server.requestsReach(bucket.keys / 1000 / 2)]);
    await ended(worker, 'SIGKILL');
    if (workers === 1) {
      await start();
    }
    const taken = await inventory;
    const report = await server.report();
    const known = taken.result.proof.requests;
    return runOf(taken, bucket, report, { [REPEATED]: (100 * (report.requests - known)) / known });
  } finally {
    await temporal.stop();
    await server.stop();
  }
}
