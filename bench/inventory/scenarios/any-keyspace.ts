import { kinds } from '../../splitting/kinds';
import { goalOf, timeLimit } from '../goal';
import { medianOf, requestsPerPage } from '../measurement';
import { measureTool } from '../run-tool';
import type { Measurement } from '../measurement';
import type { Scenario } from '../scenario';
import { product } from '../tools';

const KEYS = 1_000_000;
const LATENCY_MS = 40;
const OURS = product(64);
/** Hard in different ways. Other tools are measured only on these, since each takes minutes. */
const HARD = ['long prefix, milliseconds', 'power law, 400 folders', 'words', 'file tree'];

export const anyKeyspace: Scenario = {
  name: 'any-keyspace',
  title: 'A million keys of any kind',
  method:
    'As above, on buckets that are named as people and machines name things. The limit is what the full pages take at this latency with as many in flight; [splitting](splitting.md) has the same kinds in virtual time, without CPU and sockets.',
  async measure(bench) {
    const measurements: Measurement[] = [];
    for (const { name: shape } of kinds) {
      const bucket = { shape, keys: bench.keys(KEYS), latencyMs: LATENCY_MS };
      for (const [tool, runs] of [
        [OURS, bench.runs] as const,
        ...(HARD.includes(shape) ? bench.peers : []).map((peer) => [peer, bench.peerRuns] as const),
      ]) {
        measurements.push(await measureTool(tool, bucket, runs, bench.say));
      }
    }
    return measurements;
  },
  goals: (measurements, machine) => {
    const own = measurements.filter(({ tool }) => tool === OURS.name);
    const worstThree = (number: (each: Measurement) => number | null): Measurement[] =>
      own.toSorted((a, b) => (number(b) ?? 0) - (number(a) ?? 0)).slice(0, 3);
    const goal = (what: string, most: number, unit: string, number: (each: Measurement) => number | null) =>
      goalOf({ what, most, unit }, worstThree(number), number, timeLimit(machine));
    return [
      ...goal('A million keys of any kind, the worst three: wall time', 2.2, 's', (each) =>
        medianOf(each, ({ wallSeconds }) => wallSeconds),
      ),
      ...goal('The same: requests for each full page', 1.25, 'requests', requestsPerPage),
      ...goal('The same: CPU', 1.8, 's', (each) => medianOf(each, ({ cpuSeconds }) => cpuSeconds)),
    ];
  },
};
