import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine';
import type { Measurement } from './measurement';
import { kinds } from '../splitting/kinds';
import { keyspaces } from './server/keyspaces';

/** What a scenario measured, kept so that scenarios and buckets can be measured one by one. */
export interface ScenarioResults {
  readonly scenario: string;
  readonly machine: Machine;
  /** Tools to compare with that this machine did not have. */
  readonly missing: readonly string[];
  readonly measurements: readonly Measurement[];
}

export function readResults(folder: string, scenario: string): ScenarioResults | undefined {
  const file = join(folder, `${scenario}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ScenarioResults) : undefined;
}

/** Stores results: replaces earlier runs of the same tool on the same bucket, and keeps all others. */
export function keepResults(folder: string, results: ScenarioResults): void {
  const earlier = readResults(folder, results.scenario)?.measurements ?? [];
  const measured = new Set(results.measurements.map(identity));
  const measurements = [...results.measurements, ...earlier.filter((each) => !measured.has(identity(each)))];
  const shapes: readonly string[] = [...Object.keys(keyspaces), ...kinds.map(({ name }) => name)];
  measurements.sort((a, b) => shapes.indexOf(a.shape) - shapes.indexOf(b.shape));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${results.scenario}.json`),
    `${JSON.stringify({ ...results, measurements }, null, 2)}\n`,
  );
}

const identity = ({ tool, shape, keys, latencyMs, concurrency }: Measurement): string =>
  [tool, shape, keys, latencyMs, concurrency].join(' ');
