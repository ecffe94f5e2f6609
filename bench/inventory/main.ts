import { join } from 'node:path';
import { thisMachine } from './machine';
import { readOptions, usage, type BenchOptions } from './options';
import type { MeasuredScenario } from './page/benchmarks-page';
import { writePage } from './page/write-page';
import { keepResults, readResults } from './results';
import type { Bench } from './scenario';
import { scenarios } from './scenarios';
import { assertGnuTime } from './timed-command';
import { isInstalled, peers } from './tools';

const ROOT = join(__dirname, '..', '..', '..');

async function measure(options: BenchOptions, results: string): Promise<void> {
  assertGnuTime();
  const bench: Bench = {
    runs: options.runs,
    peerRuns: options.peerRuns,
    shapes: options.shapes,
    peers: peers.filter((peer) => isInstalled(peer) && (options.peers?.includes(peer.program) ?? true)),
    keys: (full) => Math.round(full * options.share),
    say: (line) => console.log(line),
  };
  const missing = [...new Set(peers.filter((peer) => !isInstalled(peer)).map(({ program }) => program))];
  for (const scenario of scenarios.filter(({ name }) => options.scenarios.includes(name))) {
    console.log(`${scenario.name}: ${scenario.title}`);
    const measurements = await scenario.measure(bench);
    keepResults(results, { scenario: scenario.name, machine: thisMachine(), missing, measurements });
  }
}

async function main(): Promise<void> {
  const names = scenarios.map(({ name }) => name);
  const options = readOptions(process.argv.slice(2), names);
  if (options === undefined) {
    process.stdout.write(usage(names));
    return;
  }
  const trial = options.share < 1;
  const results = trial ? join(ROOT, '.bench', 'results') : join(ROOT, 'bench', 'inventory', 'results');
  await measure(options, results);
  const measured = scenarios.flatMap((scenario): MeasuredScenario[] => {
    const kept = readResults(results, scenario.name);
    return kept === undefined ? [] : [{ scenario, results: kept }];
  });
  if (measured.length === 0) {
    throw new Error(`There are no results in ${results}: measure something first.`);
  }
  console.log(`Wrote ${await writePage(measured, join(ROOT, trial ? '.bench' : 'docs'))}`);
}

main().catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
