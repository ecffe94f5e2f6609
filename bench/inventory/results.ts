import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine';
import type { Measurement } from './measurement';

/** What a scenario measured, kept so that scenarios can be run one by one. */
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

export function keepResults(folder: string, results: ScenarioResults): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${results.scenario}.json`), `${JSON.stringify(results, null, 2)}\n`);
}
