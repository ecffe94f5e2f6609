import type { Machine } from './machine';
import type { Goal, Measurement } from './measurement';
import type { Shape } from './server/keyspaces';
import type { Tool } from './tools';

/** What somebody asked the benchmark for. */
export interface Bench {
  readonly runs: number;
  /** Runs of the other tools, which take minutes. */
  readonly peerRuns: number;
  readonly shapes: readonly Shape[];
  readonly peers: readonly Tool[];
  /** Keys of a bucket, fewer for a trial. */
  readonly keys: (full: number) => number;
  readonly say: (line: string) => void;
}

/** One question, how it is measured, and the expected answer. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** For the page: what is done, in Markdown. */
  readonly method: string;
  measure(bench: Bench): Promise<Measurement[]>;
  goals(measurements: readonly Measurement[], machine: Machine): Goal[];
}

/** One measurement after the other, on each bucket. */
export async function forEachShape(
  { shapes }: Bench,
  measure: (shape: Shape) => Promise<readonly Measurement[]>,
): Promise<Measurement[]> {
  const all: Measurement[] = [];
  for (const shape of shapes) {
    all.push(...(await measure(shape)));
  }
  return all;
}
