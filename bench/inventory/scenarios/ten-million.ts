import { goalOf, timeLimit } from '../goal';
import { latencyLimit, medianOf, type Measurement } from '../measurement';
import { measureTool } from '../run-tool';
import { forEachShape, type Bench, type Scenario } from '../scenario';
import { product } from '../tools';

const KEYS = 10_000_000;
const LATENCY_MS = 40;

const measure = (bench: Bench, concurrency: number): Promise<Measurement[]> =>
  forEachShape(bench, async (shape) => [
    await measureTool(
      product(concurrency),
      { shape, keys: bench.keys(KEYS), latencyMs: LATENCY_MS },
      bench.runs,
      bench.say,
    ),
  ]);

const wall = (measurement: Measurement): number | null =>
  medianOf(measurement, ({ wallSeconds }) => wallSeconds);

export const tenMillion16: Scenario = {
  name: 'ten-million-16',
  title: 'Ten million keys, 16 requests in flight',
  method:
    '10,000,000 keys at 40 ms. With 16 requests in flight the pages alone take pages × latency ÷ requests in flight = 25 s: how close to it does a listing come?',
  measure: (bench) => measure(bench, 16),
  goals: (measurements, machine) =>
    goalOf(
      { what: 'Ten million keys, 16 in flight: wall time over the limit of 25 s', most: 1.15, unit: '×' },
      measurements,
      (each) => (wall(each) ?? 0) / (latencyLimit(each) ?? 1),
      timeLimit(machine),
    ),
};

export const tenMillion64: Scenario = {
  name: 'ten-million-64',
  title: 'Ten million keys, 64 requests in flight',
  method: '10,000,000 keys at 40 ms. The pages alone take 6.3 s; what is more is work.',
  measure: (bench) => measure(bench, 64),
  goals: (measurements, machine) =>
    goalOf(
      { what: 'Ten million keys, 64 in flight: wall time', most: 10, unit: 's' },
      measurements,
      wall,
      timeLimit(machine),
    ),
};
