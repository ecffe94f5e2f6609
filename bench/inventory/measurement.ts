/** What a tool says that a bucket holds. */
export interface Totals {
  readonly objects: number;
  readonly bytes: number;
}

/** One run of one tool, from start to exit. */
export interface Run {
  readonly wallSeconds: number;
  /** User and system time of the process and its children; null if not measured. */
  readonly cpuSeconds: number | null;
  /** Peak memory; null if not measured. */
  readonly peakBytes: number | null;
  /** Listing requests to the server, including refused ones. */
  readonly requests: number;
  readonly refused: number;
  readonly mostAtOnce: number;
  readonly serverCpuSeconds: number;
  /** The total it reported; null if its output cannot be read. */
  readonly totals: Totals | null;
  /** Whether that is the truth: a wrong total voids the time. */
  readonly correct: boolean;
  /** What else this scenario measures. */
  readonly figures: Readonly<Record<string, number>>;
}

/** All runs of one tool on one bucket. */
export interface Measurement {
  readonly tool: string;
  readonly version: string;
  /** The command to repeat it; ENDPOINT is the server's address. */
  readonly command: string;
  readonly shape: string;
  readonly keys: number;
  readonly latencyMs: number;
  /** The configured number of concurrent requests; null if the tool has no such option. */
  readonly concurrency: number | null;
  readonly runs: readonly Run[];
}

/** A goal and its result. */
export interface Goal {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
  /** The bottleneck, if it was missed. */
  readonly limit: string | null;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The median of one number over all runs; null if a run has none. */
export function medianOf({ runs }: Measurement, take: (run: Run) => number | null): number | null {
  const values = runs.map(take);
  return values.includes(null) || values.length === 0 ? null : median(values as number[]);
}

export const isCorrect = ({ runs }: Measurement): boolean => runs.every(({ correct }) => correct);

const PAGE = 1000;

/** Requests for each page that the bucket fills. */
export function requestsPerPage(measurement: Measurement): number {
  return (medianOf(measurement, ({ requests }) => requests) ?? 0) / Math.ceil(measurement.keys / PAGE);
}

/** Seconds that the pages take at this latency and concurrency if nothing else takes time; null without either. */
export function latencyLimit({ keys, latencyMs, concurrency }: Measurement): number | null {
  return concurrency === null || latencyMs === 0
    ? null
    : (Math.ceil(keys / PAGE) * latencyMs) / 1000 / concurrency;
}
