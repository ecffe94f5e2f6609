import { ListServerProcess, type ServedBucket, type ServerReport } from './list-server-process';
import type { Measurement, Run, Totals } from './measurement';
import { trueTotals } from './server/objects';
import { timed } from './timed-command';
import type { Tool } from './tools';

/** Measures what a scenario needs in addition. */
export type FiguresOf = (output: string, server: ServerReport) => Record<string, number>;

/**
 * Runs a tool several times, each on a fresh server.
 *
 * @param say called for each run
 */
export async function measureTool(
  tool: Tool,
  bucket: ServedBucket,
  runs: number,
  say: (line: string) => void,
  figuresOf: FiguresOf = () => ({}),
): Promise<Measurement> {
  const done: Run[] = [];
  let { keys } = bucket;
  for (let run = 0; run < runs; run++) {
    const server = await ListServerProcess.start(bucket);
    // Some kinds have slightly more or fewer keys than requested.
    ({ keys } = server);
    done.push(await runTool(tool, server, figuresOf));
    say(`  ${tool.name}, ${bucket.shape}, run ${run + 1} of ${runs}: ${inShort(done.at(-1))}`);
  }
  return measurementOf(tool, { ...bucket, keys }, done);
}

export function measurementOf(tool: Tool, bucket: ServedBucket, runs: readonly Run[]): Measurement {
  return {
    tool: tool.name,
    version: tool.version(),
    command: tool
      .command('ENDPOINT')
      .command.join(' ')
      .replace(/^\S+ \S+client\/main\.js/, 'prep'),
    shape: bucket.shape,
    keys: bucket.keys,
    latencyMs: bucket.latencyMs,
    concurrency: tool.concurrency ?? null,
    runs,
  };
}

async function runTool(tool: Tool, server: ListServerProcess, figuresOf: FiguresOf): Promise<Run> {
  const { exitCode, wallSeconds, cpuSeconds, peakBytes, output } = await timed(tool.command(server.endpoint));
  const report = await server.stop();
  const totals = tool.totals(output) ?? null;
  return {
    wallSeconds,
    cpuSeconds,
    peakBytes,
    ...asked(report),
    totals,
    correct: exitCode === 0 && isTrue(totals, server.keys),
    figures: figuresOf(output, report),
  };
}

/** What a run says of its server. */
export function asked({ requests, refused, mostAtOnce, cpuSeconds }: ServerReport) {
  return { requests, refused, mostAtOnce, serverCpuSeconds: cpuSeconds };
}

export function isTrue(totals: Totals | null, keys: number): boolean {
  const truth = trueTotals(keys);
  return totals?.objects === truth.objects && totals.bytes === truth.bytes;
}

export function inShort(run: Run | undefined): string {
  if (run === undefined) {
    return 'nothing';
  }
  const figures = Object.entries(run.figures).map(
    ([name, value]) => `, ${name} ${Number(value.toPrecision(4))}`,
  );
  const cpu = run.cpuSeconds === null ? '' : `, CPU ${run.cpuSeconds.toFixed(2)} s`;
  const peak = run.peakBytes === null ? '' : `, ${(run.peakBytes / 1e6).toFixed(0)} MB`;
  return (
    `${run.wallSeconds.toFixed(2)} s${cpu}${peak}, ${run.requests} requests, ` +
    `server ${run.serverCpuSeconds.toFixed(2)} s${figures.join('')}, ${run.correct ? 'total right' : 'TOTAL WRONG'}`
  );
}
