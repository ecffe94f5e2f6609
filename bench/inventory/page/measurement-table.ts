import { markdownTable } from '../../markdown-table';
import {
  isCorrect,
  latencyLimit,
  median,
  medianOf,
  requestsPerPage,
  type Measurement,
  type Run,
} from '../measurement';

const HEADINGS = [
  'tool',
  'bucket',
  'keys',
  'wall',
  '× limit',
  'runs',
  'CPU',
  'peak memory',
  'requests',
  'per full page',
  'in flight',
  'list server CPU',
];

/** The measurements of a scenario as a Markdown table. A wrong total voids the time. */
export function measurementTable(measurements: readonly Measurement[]): string {
  const figures = [
    ...new Set(measurements.flatMap(({ runs }) => runs.flatMap((run) => Object.keys(run.figures)))),
  ];
  const row = (measurement: Measurement): string[] => {
    const of = (take: (run: Run) => number | null): number | null => medianOf(measurement, take);
    const walls = measurement.runs.map(({ wallSeconds }) => wallSeconds);
    const right = isCorrect(measurement);
    return [
      measurement.tool,
      measurement.shape,
      measurement.keys.toLocaleString('en'),
      right ? wallWithSpread(walls) : '**void: wrong total**',
      right ? timesLimit(measurement, median(walls)) : '—',
      String(walls.length),
      seconds(of(({ cpuSeconds }) => cpuSeconds)),
      megabytes(of(({ peakBytes }) => peakBytes)),
      (of(({ requests }) => requests) ?? 0).toLocaleString('en'),
      requestsPerPage(measurement).toFixed(2),
      String(of(({ mostAtOnce }) => mostAtOnce)),
      seconds(of(({ serverCpuSeconds }) => serverCpuSeconds)),
      ...figures.map((name) => plain(of((run) => run.figures[name] ?? null))),
    ];
  };
  return markdownTable([...HEADINGS, ...figures], measurements.map(row));
}

/** The median, with the lowest and the highest. */
function wallWithSpread(walls: readonly number[]): string {
  const middle = seconds(median(walls));
  return walls.length === 1
    ? middle
    : `${middle} (${Math.min(...walls).toFixed(2)}–${Math.max(...walls).toFixed(2)})`;
}

/** Wall time divided by full pages × latency ÷ configured requests in flight. */
function timesLimit(measurement: Measurement, wall: number): string {
  const limit = latencyLimit(measurement);
  return limit === null ? '—' : (wall / limit).toFixed(2);
}

const plain = (value: number | null): string => (value === null ? '—' : String(Number(value.toPrecision(3))));
const seconds = (value: number | null): string => (value === null ? '—' : `${value.toFixed(2)} s`);
const megabytes = (value: number | null): string => (value === null ? '—' : `${(value / 1e6).toFixed(0)} MB`);
