import type { Machine } from './machine';
import { isCorrect, latencyLimit, medianOf, type Goal, type Measurement, type Run } from './measurement';

/** The required relation to a threshold. */
export interface Threshold {
  readonly what: string;
  readonly most?: number;
  readonly least?: number;
  readonly unit: string;
}

/**
 * Compares the worst of some measurements with a threshold. A wrong total misses every goal.
 *
 * @param number of one measurement; null if it was not measured
 * @param limit the bottleneck of the worst one, if it misses the goal
 */
export function goalOf(
  { what, most, least, unit }: Threshold,
  measurements: readonly Measurement[],
  number: (measurement: Measurement) => number | null,
  limit: (worst: Measurement) => string,
): Goal[] {
  const taken = measurements
    .map((measurement) => ({ measurement, value: number(measurement) }))
    .filter((one): one is { measurement: Measurement; value: number } => one.value !== null);
  const worst = taken.toSorted((a, b) => (most === undefined ? a.value - b.value : b.value - a.value))[0];
  if (worst === undefined) {
    return [];
  }
  const met =
    worst.value <= (most ?? Infinity) &&
    worst.value >= (least ?? -Infinity) &&
    taken.every(({ measurement }) => isCorrect(measurement));
  return [
    {
      what,
      goal: most === undefined ? `≥ ${said(least ?? 0)} ${unit}` : `≤ ${said(most)} ${unit}`,
      measured: taken.map(({ measurement, value }) => `${measurement.shape} ${said(value)}`).join(', '),
      met,
      limit: met ? null : isCorrect(worst.measurement) ? limit(worst.measurement) : 'a total was wrong',
    },
  ];
}

const said = (value: number): string => String(Number(value.toPrecision(3)));

/** Which limit of the machine or the store a wall time is close to, in words. */
export const timeLimit =
  ({ cores }: Machine) =>
  (measurement: Measurement): string => {
    const of = (take: (run: Run) => number | null): number => medianOf(measurement, take) ?? 0;
    const [wall, cpu, serverCpu] = [
      of(({ wallSeconds }) => wallSeconds),
      of(({ cpuSeconds }) => cpuSeconds),
      of(({ serverCpuSeconds }) => serverCpuSeconds),
    ];
    const shared = (cpu + serverCpu) / cores;
    const waiting = latencyLimit(measurement) ?? 0;
    const byCpu = `${seconds(cpu)} of CPU and ${seconds(serverCpu)} of the list server's make ${seconds(shared)} on ${cores} cores`;
    const byLatency = `the pages alone take ${seconds(waiting)} at this latency and concurrency`;
    if (Math.max(shared, waiting) < CLOSE * wall) {
      return `neither: ${byCpu}, ${byLatency}, of ${seconds(wall)}; the rest is starting, cutting ranges and waiting for the last`;
    }
    return shared > waiting
      ? `the CPU: ${byCpu}, of ${seconds(wall)}`
      : `the latency: ${byLatency}, of ${seconds(wall)}`;
  };

/** A limit that makes up so much of the wall time is what held it up. */
const CLOSE = 0.7;

const seconds = (value: number): string => `${value.toFixed(1)} s`;
