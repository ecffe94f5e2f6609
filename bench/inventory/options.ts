import { parseArgs } from 'node:util';
import { keyspaces, type Shape } from './server/keyspaces';

/** What the benchmark was asked to do. */
export interface BenchOptions {
  /** Empty for none: only the page is written. */
  readonly scenarios: readonly string[];
  readonly shapes: readonly Shape[];
  readonly runs: number;
  readonly peerRuns: number;
  /** Names of tools to compare with; undefined for all that are installed. */
  readonly peers: readonly string[] | undefined;
  /** The share of the keys; below 1 it is a trial with separate results. */
  readonly share: number;
}

export const usage = (scenarios: readonly string[]): string => `Usage: npm run bench:inventory -- [options]

Measures the inventory, writes the results to bench/inventory/results/ and from all of them docs/benchmarks.md.

  --scenario NAMES   ${scenarios.join(', ')}; default: all
  --shape NAMES      ${Object.keys(keyspaces).join(', ')}; default: all
  --runs N           runs of each; the median counts; default: 5
  --peer-runs N      runs of the other tools; default: as --runs
  --peers PROGRAMS   other tools to run, by program; default: all that are on PATH; "none" for none
  --share X          a trial with a share of the keys, for example 0.01: all goes to .bench/
  --render           measure nothing, write the page from the kept results
`;

/** @throws Error with what is wrong; undefined if help was requested */
export function readOptions(args: readonly string[], known: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scenario: { type: 'string' },
      shape: { type: 'string' },
      runs: { type: 'string', default: '5' },
      'peer-runs': { type: 'string' },
      peers: { type: 'string' },
      share: { type: 'string', default: '1' },
      render: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  return {
    scenarios: values.render ? [] : namesIn('--scenario', values.scenario, known),
    shapes: namesIn('--shape', values.shape, Object.keys(keyspaces)) as Shape[],
    runs: number('--runs', values.runs, 1, 99),
    peerRuns: number('--peer-runs', values['peer-runs'] ?? values.runs, 1, 99),
    peers: values.peers?.split(','),
    share: number('--share', values.share, 0.001, 1),
  };
}

function namesIn(option: string, text: string | undefined, known: readonly string[]): readonly string[] {
  const names = text?.split(',') ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${option}: there is no ${unknown.join(', ')}, but ${known.join(', ')}.`);
  }
  return names;
}

function number(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!(value >= least && value <= most)) {
    throw new Error(`${option}: a number from ${least} to ${most}, not ${text}.`);
  }
  return value;
}
