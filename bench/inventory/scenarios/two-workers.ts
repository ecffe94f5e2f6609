import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCheckpoint } from '../../../client/inventory/checkpoint-file';
import type { InventoryCheckpoint } from '../../../contracts/listing/inventory';
import { dealRanges } from '../../../contracts/listing/inventory-merge';
import { goalOf, timeLimit } from '../goal';
import { HalfCore } from '../half-core';
import { BUCKET, ListServerProcess, type ServedBucket } from '../list-server-process';
import { medianOf, type Measurement, type Run, type Totals } from '../measurement';
import { asked, inShort, isTrue } from '../run-tool';
import { forEachShape, type Bench, type Scenario } from '../scenario';
import { timed } from '../timed-command';
import { product } from '../tools';

const KEYS = 4_000_000;
const CONCURRENCY = 64;
const BEGUN = 0.1;
const TOOL_CORE = 0;
const LISTING = 'listing s';

export const twoWorkers: Scenario = {
  name: 'two-workers',
  title: 'Two processes against one, bound by the CPU',
  method:
    '4,000,000 keys without latency, so that the CPU alone decides. A listing is interrupted after 10 % of its pages; its checkpoint is finished by one process, and, dealt into two parts as the workflow deals slices, by two at the same time, 64 requests in flight in all. Each process has half a core (a control group with a quota), as if it ran on a machine of its own of half the speed; the list server keeps to the other cores, so that it takes nothing from either. Compared is the listing time that the processes report, of two the longer one.',
  measure: (bench) =>
    forEachShape(bench, async (shape) => {
      const bucket = { shape, keys: bench.keys(KEYS), latencyMs: 0, cores: serverCores() };
      return finishedInTurn([1, 2], bucket, bench);
    }),
  goals: (measurements, machine) =>
    goalOf(
      { what: 'Two processes, bound by the CPU: as fast as', least: 1.7, unit: '× one' },
      measurements.filter(({ tool }) => tool === nameOf(2)),
      (two) => {
        const one = measurements.find((each) => each.shape === two.shape && each.tool === nameOf(1));
        return one === undefined ? null : (listing(one) ?? 0) / (listing(two) ?? 1);
      },
      timeLimit(machine),
    ),
};

const nameOf = (processes: number): string =>
  processes === 1 ? 'one process of half a core' : `${processes} processes of half a core each`;

const listing = (measurement: Measurement): number | null =>
  medianOf(measurement, ({ figures }) => figures[LISTING] ?? null);

/** All but the first, which the processes share. @throws Error on a machine of one core */
function serverCores(): string {
  const cores = availableParallelism();
  if (cores === 1) {
    throw new Error('The list server needs a core of its own, and this machine has one.');
  }
  return `1-${cores - 1}`;
}

/** Measures them in turn, so that a machine that becomes slower does so for all. */
async function finishedInTurn(
  each: readonly number[],
  bucket: ServedBucket,
  bench: Bench,
): Promise<Measurement[]> {
  const runs = new Map<number, Run[]>(each.map((processes) => [processes, []]));
  for (let run = 0; run < bench.runs; run++) {
    for (const [processes, measured] of runs) {
      measured.push(await finish(processes, bucket));
      bench.say(
        `  ${nameOf(processes)}, ${bucket.shape}, run ${run + 1} of ${bench.runs}: ${inShort(measured.at(-1))}`,
      );
    }
  }
  return [...runs].map(([processes, measured]) => ({
    tool: nameOf(processes),
    version: 'this checkout',
    command: `prep inventory --direct --bucket bench --concurrency ${CONCURRENCY / processes} --resume PART --json`,
    ...bucket,
    concurrency: CONCURRENCY,
    runs: measured,
  }));
}

async function finish(processes: number, bucket: ServedBucket): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-bench-'));
  const server = await ListServerProcess.start(bucket);
  try {
    const parts = dealRanges(await begunListing(server, bucket, join(folder, 'begun.json')), processes);
    const before = await server.report();
    const started = performance.now();
    const ended = await Promise.all(
      parts.map(async (part, at) => {
        const file = join(folder, `part-${at}.json`);
        await writeCheckpoint(file, { endpoint: server.endpoint, bucket: BUCKET, prefix: '' }, part);
        const tool = product(CONCURRENCY / processes, '--resume', file);
        const share = new HalfCore(String(at));
        const run = await timed(share.limiting(tool.command(server.endpoint), TOOL_CORE));
        share.remove();
        return { ...run, totals: tool.totals(run.output) ?? { objects: Number.NaN, bytes: Number.NaN } };
      }),
    );
    const wallSeconds = (performance.now() - started) / 1000;
    const totals = ended.map((part) => part.totals).reduce(sum);
    const report = await server.report();
    return {
      wallSeconds,
      cpuSeconds: ended.reduce((all, { cpuSeconds }) => all + cpuSeconds, 0),
      peakBytes: Math.max(...ended.map(({ peakBytes }) => peakBytes)),
      ...asked(report),
      requests: report.requests - before.requests,
      serverCpuSeconds: report.cpuSeconds - before.cpuSeconds,
      totals,
      correct: isTrue(totals, bucket.keys),
      figures: { [LISTING]: Math.max(...ended.map(({ output }) => secondsIn(output))) },
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Lists a few pages and is interrupted, which leaves a checkpoint. */
async function begunListing(
  server: ListServerProcess,
  { keys }: ServedBucket,
  file: string,
): Promise<InventoryCheckpoint> {
  const { command, env } = product(CONCURRENCY, '--checkpoint', file).command(server.endpoint);
  const [program, ...args] = command;
  const child = spawn(program, args, { env: { PATH: process.env['PATH'], ...env }, stdio: 'ignore' });
  const gone = once(child, 'exit');
  await server.requestsReach((keys / 1000) * BEGUN);
  child.kill('SIGINT');
  await gone;
  return (JSON.parse(readFileSync(file, 'utf8')) as { checkpoint: InventoryCheckpoint }).checkpoint;
}

const sum = (one: Totals, other: Totals): Totals => ({
  objects: one.objects + other.objects,
  bytes: one.bytes + other.bytes,
});

function secondsIn(output: string): number {
  try {
    return (JSON.parse(output) as { seconds: number }).seconds;
  } catch {
    return Number.NaN;
  }
}
