import { goalOf, timeLimit } from '../goal';
import { BUCKET, ListServerProcess, type ServedBucket } from '../list-server-process';
import { medianOf, type Measurement, type Run } from '../measurement';
import { asked, inShort, measureTool } from '../run-tool';
import { forEachShape, type Bench, type Scenario } from '../scenario';
import { timed, type Command } from '../timed-command';
import { peers, prep, product, productEnvironment } from '../tools';

const KEYS = 1_000_000;
const LATENCY_MS = 40;
const CONCURRENCY = 64;
const DIFFERENCES = 1000;

/** A tool that compares two buckets. */
interface Comparer {
  readonly name: string;
  readonly concurrency: number | null;
  version(): string;
  command(source: string, destination: string): Command;
  /** Exit code for buckets that differ. */
  readonly differs: number;
}

const OURS: Comparer = {
  name: 'prep verify --direct',
  concurrency: CONCURRENCY,
  differs: 7,
  version: () => 'this checkout',
  command: (source, destination) => ({
    command: prep(
      'verify',
      BUCKET,
      '--direct',
      '--to',
      BUCKET,
      '--to-region',
      'cn-beijing',
      '--concurrency',
      String(CONCURRENCY),
      '--json',
    ),
    env: {
      ...productEnvironment(source),
      ALIBABA_OSS_ENDPOINT: destination,
      ALIBABA_ACCESS_KEY_ID: 'bench',
      ALIBABA_ACCESS_KEY_SECRET: 'bench',
    },
  }),
};

const RCLONE: Comparer = {
  name: 'rclone check --size-only --checkers 64',
  concurrency: CONCURRENCY,
  differs: 1,
  version: () => peers.find(({ program }) => program === 'rclone')?.version() ?? '',
  command: (source, destination) => ({
    command: ['rclone', 'check', `m:${BUCKET}`, `n:${BUCKET}`, '--size-only', '--checkers', '64', '--quiet'],
    env: { ...rcloneRemote('M', source), ...rcloneRemote('N', destination) },
  }),
};

function rcloneRemote(name: string, endpoint: string): Record<string, string> {
  return {
    [`RCLONE_CONFIG_${name}_TYPE`]: 's3',
    [`RCLONE_CONFIG_${name}_PROVIDER`]: 'Other',
    [`RCLONE_CONFIG_${name}_ENDPOINT`]: endpoint,
    [`RCLONE_CONFIG_${name}_FORCE_PATH_STYLE`]: 'true',
    [`RCLONE_CONFIG_${name}_LIST_VERSION`]: '2',
    [`RCLONE_CONFIG_${name}_ACCESS_KEY_ID`]: 'a',
    [`RCLONE_CONFIG_${name}_SECRET_ACCESS_KEY`]: 'b',
  };
}

const IDENTICAL = 'identical';
const DIFFERENT = `${DIFFERENCES.toLocaleString('en')} missing`;

export const verification: Scenario = {
  name: 'verification',
  title: 'A million keys against a million keys',
  method:
    'Two list servers, of 1,000,000 keys each, 40 ms, at most 64 requests in flight on each side; from the start of the process to its exit. Identical, and with 1,000 keys missing at the destination, spread at random; both against the inventory of one side. Requests are those to both servers.',
  measure: (bench) =>
    forEachShape(bench, async (shape) => {
      const bucket = { shape, keys: bench.keys(KEYS), latencyMs: LATENCY_MS };
      const measurements = [await measureTool(product(CONCURRENCY), bucket, bench.runs, bench.say)];
      measurements.push(await compare(OURS, bucket, 0, bench.runs, bench));
      measurements.push(await compare(OURS, bucket, DIFFERENCES, bench.runs, bench));
      if (bench.peers.some(({ program }) => program === 'rclone')) {
        measurements.push(await compare(RCLONE, bucket, DIFFERENCES, bench.peerRuns, bench));
      }
      return measurements;
    }),
  goals(measurements, machine) {
    const over = (what: string, most: number, name: string) =>
      goalOf(
        { what, most, unit: '×' },
        measurements.filter(({ tool }) => tool === `${OURS.name}, ${name}`),
        (each) => (wall(each) ?? 0) / (wall(inventoryOf(measurements, each)) ?? 1),
        timeLimit(machine),
      );
    return [
      ...over('Verification, identical: wall time over the inventory of one side', 1.3, IDENTICAL),
      ...over('The same with 1,000 keys missing', 3, DIFFERENT),
    ];
  },
};

const wall = (measurement: Measurement | undefined): number | null =>
  measurement === undefined ? null : medianOf(measurement, ({ wallSeconds }) => wallSeconds);

const inventoryOf = (measurements: readonly Measurement[], { shape }: Measurement): Measurement | undefined =>
  measurements.find((each) => each.shape === shape && each.tool.startsWith('prep inventory'));

async function compare(
  tool: Comparer,
  bucket: ServedBucket,
  missing: number,
  runs: number,
  { say }: Bench,
): Promise<Measurement> {
  const name = `${tool.name}, ${missing === 0 ? IDENTICAL : DIFFERENT}`;
  const done: Run[] = [];
  for (let run = 0; run < runs; run++) {
    const source = await ListServerProcess.start(bucket);
    const destination = await ListServerProcess.start({ ...bucket, leftOut: missing });
    const ran = await timed(tool.command(source.endpoint, destination.endpoint));
    const [one, other] = [asked(await source.stop()), asked(await destination.stop())];
    done.push({
      wallSeconds: ran.wallSeconds,
      cpuSeconds: ran.cpuSeconds,
      peakBytes: ran.peakBytes,
      requests: one.requests + other.requests,
      refused: one.refused + other.refused,
      mostAtOnce: Math.max(one.mostAtOnce, other.mostAtOnce),
      serverCpuSeconds: one.serverCpuSeconds + other.serverCpuSeconds,
      totals: null,
      correct: ran.exitCode === (missing === 0 ? 0 : tool.differs) && hasFound(ran.output, missing),
      figures: {},
    });
    say(`  ${name}, ${bucket.shape}, run ${run + 1} of ${runs}: ${inShort(done.at(-1))}`);
  }
  return {
    tool: name,
    version: tool.version(),
    command: tool
      .command('SOURCE', 'DESTINATION')
      .command.join(' ')
      .replace(/^\S+ \S+client\/main\.js/, 'prep'),
    ...bucket,
    concurrency: tool.concurrency,
    runs: done,
  };
}

/** Whether the output, if it is that of the product, counts the differences right. */
function hasFound(output: string, missing: number): boolean {
  if (!output.startsWith('{')) {
    return true;
  }
  const { differences } = JSON.parse(output) as { differences: { missing: { objects: string } } };
  return differences.missing.objects === String(missing);
}
