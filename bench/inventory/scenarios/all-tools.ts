import { goalOf, timeLimit } from '../goal';
import { median, medianOf, requestsPerPage } from '../measurement';
import { measureTool } from '../run-tool';
import { forEachShape, type Scenario } from '../scenario';
import { product } from '../tools';

const KEYS = 1_000_000;
const LATENCY_MS = 40;
const OURS = product(64);

export const allTools: Scenario = {
  name: 'all-tools',
  title: 'A million keys, every tool',
  method:
    'The whole process from start to exit, 1,000,000 keys, 40 ms from a request to its first byte, at most 64 requests in flight where a tool has such an option.',
  measure: (bench) =>
    forEachShape(bench, async (shape) => {
      const bucket = { shape, keys: bench.keys(KEYS), latencyMs: LATENCY_MS };
      const measurements = [await measureTool(OURS, bucket, bench.runs, bench.say)];
      for (const peer of bench.peers) {
        measurements.push(await measureTool(peer, bucket, bench.peerRuns, bench.say));
      }
      return measurements;
    }),
  goals(measurements, machine) {
    const ours = measurements.filter(({ tool }) => tool === OURS.name);
    return [
      ...goalOf(
        { what: 'A million keys, 40 ms, 64 in flight: wall time', most: 2.2, unit: 's' },
        ours,
        (each) => medianOf(each, ({ wallSeconds }) => wallSeconds),
        timeLimit(machine),
      ),
      ...goalOf(
        { what: 'Requests for each full page', most: 1.15, unit: 'requests' },
        ours,
        requestsPerPage,
        (each) =>
          `cutting ranges: ${Math.round(median(each.runs.map(({ requests }) => requests)) - each.keys / 1000)} requests beyond its pages`,
      ),
      ...goalOf(
        { what: 'CPU for a million keys', most: 1.8, unit: 's' },
        ours,
        (each) =>
          scaled(
            each.keys,
            medianOf(each, ({ cpuSeconds }) => cpuSeconds),
          ),
        (each) =>
          `reading, counting and signing: ${((1e6 * (medianOf(each, ({ cpuSeconds }) => cpuSeconds) ?? 0)) / each.keys).toFixed(2)} ms a page, starting Node.js included`,
      ),
    ];
  },
};

const scaled = (keys: number, seconds: number | null): number | null =>
  seconds === null ? null : (seconds * KEYS) / keys;
