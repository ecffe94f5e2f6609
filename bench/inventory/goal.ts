import type { Machine } from './machine';
import { isCorrect, latencyLimit, medianOf, type Goal, type Measurement } from './measurement';

/** How a number is to be. */
export interface Threshold {
  readonly what: string;
  readonly most?: number;
  readonly least?: number;
  readonly unit: string;
}

/**
 * Compares the worst of some measurements with a threshold. A wrong total misses every goal.
 *
 * @param number of one measurement; null where it was not taken
 */
export function goalOf(
  { what, most, least, unit }: Threshold,
  measurements: readonly Measurement[],
  number: (measurement: Measurement) => number | null,
  machine: Machine,
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
      limit: met ? null : limitOf(worst.measurement, machine),
    },
  ];
}

const said = (value: number): string => String(Number(value.toPrecision(3)));

/** What held a run up longest, in words. */
export function limitOf(measurement: Measurement, { cores }: Machine): string {
  if (!isCorrect(measurement)) {
    return 'a total was wrong';
  }
  const wall = medianOf(measurement, ({ wallSeconds }) => wallSeconds) ?? 0;
  const cpu = medianOf(measurement, ({ cpuSeconds }) => cpuSeconds) ?? 0;
  const serverCpu = medianOf(measurement, ({ serverCpuSeconds }) => serverCpuSeconds) ?? 0;
  const cpuLimit = (cpu + serverCpu) / cores;
  const waiting = latencyLimit(measurement) ?? 0;
  const byCpu = `CPU: ${cpu.toFixed(1)} s of it and ${serverCpu.toFixed(1)} s of the list server on ${cores} cores, ${cpuLimit.toFixed(1)} s if shared evenly`;
  const byLatency = `latency: its pages take ${waiting.toFixed(1)} s at this concurrency`;
  const larger = cpuLimit > waiting ? byCpu : byLatency;
  return Math.max(cpuLimit, waiting) > 0.7 * wall
    ? larger
    : `none of the machine: ${byCpu}; ${byLatency}; of ${wall.toFixed(1)} s`;
}
