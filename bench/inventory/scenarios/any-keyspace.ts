import { goalOf, timeLimit } from '../goal';
import { medianOf } from '../measurement';
import { measureTool } from '../run-tool';
import type { Measurement } from '../measurement';
import type { Scenario } from '../scenario';
import { product } from '../tools';

const KEYS = 1_000_000;
const LATENCY_MS = 40;
const OURS = product(64);
/** Of the kinds of bench/splitting, some that are hard in different ways. */
const KINDS = [
  'long prefix, milliseconds',
  'timestamps in ISO form',
  'day folders of logs',
  'half of all in one day',
  'container registry',
  'power law, 400 folders',
  'words',
  'file tree',
  'Chinese folders',
];

export const anyKeyspace: Scenario = {
  name: 'any-keyspace',
  title: 'A million keys of other kinds',
  method:
    'As above, on buckets that are named as people and machines name things; `npm run bench:splitting` shows the limits of all kinds in virtual time.',
  async measure(bench) {
    const measurements: Measurement[] = [];
    for (const shape of KINDS) {
      const bucket = { shape, keys: bench.keys(KEYS), latencyMs: LATENCY_MS };
      for (const [tool, runs] of [
        [OURS, bench.runs] as const,
        ...bench.peers.map((peer) => [peer, bench.peerRuns] as const),
      ]) {
        measurements.push(await measureTool(tool, bucket, runs, bench.say));
      }
    }
    return measurements;
  },
  goals: (measurements, machine) =>
    goalOf(
      { what: 'A million keys of other kinds: wall time', most: 2.2, unit: 's' },
      measurements.filter(({ tool }) => tool === OURS.name),
      (each) => medianOf(each, ({ wallSeconds }) => wallSeconds),
      timeLimit(machine),
    ),
};
