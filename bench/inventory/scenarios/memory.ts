import { goalOf } from '../goal';
import { medianOf } from '../measurement';
import { measureTool } from '../run-tool';
import { forEachShape, type Scenario } from '../scenario';
import { product } from '../tools';

const SMALL = 1_000_000;
const LARGE = 50_000_000;

export const memory: Scenario = {
  name: 'memory',
  title: 'Peak memory, a million and fifty million keys',
  method:
    'The most resident memory of the whole process, 64 requests in flight: 1,000,000 keys at 40 ms, and 50,000,000 keys, once, at no latency.',
  measure: (bench) =>
    forEachShape(bench, async (shape) => [
      await measureTool(
        product(64),
        { shape, keys: bench.keys(SMALL), latencyMs: 40 },
        bench.runs,
        bench.say,
      ),
      await measureTool(product(64), { shape, keys: bench.keys(LARGE), latencyMs: 0 }, 1, bench.say),
    ]),
  goals: (measurements) =>
    [40, 0].flatMap((latencyMs) =>
      goalOf(
        {
          what: `Peak memory, ${latencyMs === 0 ? 'fifty million' : 'a million'} keys`,
          most: 130,
          unit: 'MB',
        },
        measurements.filter((each) => each.latencyMs === latencyMs),
        (each) => megabytes(medianOf(each, ({ peakBytes }) => peakBytes)),
        () => 'the process itself: code, both threads, and pages in flight',
      ),
    ),
};

const megabytes = (bytes: number | null): number | null => (bytes === null ? null : bytes / 1e6);
