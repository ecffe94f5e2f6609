import {
  MAX_LARGEST,
  MAX_MONTHS,
  MAX_PREFIXES,
  MAX_SAMPLES,
  type FitnessKind,
  type InventoryCheckpoint,
  type InventoryTotals,
  type PrefixTallies,
  type SampledTally,
  type Tally,
} from './inventory';

const NOTHING: Tally = { objects: '0', bytes: '0' };

/** Adds the totals of disjoint parts of the keyspace. Exact, and independent of the order but for samples. */
function mergeTotals(a: InventoryTotals, b: InventoryTotals): InventoryTotals {
  return {
    ...sum(a, b),
    byStorageClass: sumByName(a.byStorageClass, b.byStorageClass),
    byPrefix: mergePrefixes(a.byPrefix, b.byPrefix),
    bySizeBand: sumByName(a.bySizeBand, b.bySizeBand),
    byMonth: boundMonths(sumByName(a.byMonth, b.byMonth)),
    largest: [...a.largest, ...b.largest]
      .toSorted((x, y) => byNumber(y.bytes, x.bytes))
      .slice(0, MAX_LARGEST),
    fitness: mergeFitness(a.fitness, b.fitness),
    pages: a.pages + b.pages,
    requests: a.requests + b.requests,
    listingMs: a.listingMs + b.listingMs,
    digest: sumDigests(a.digest, b.digest),
    startedAt: a.startedAt < b.startedAt ? a.startedAt : b.startedAt,
  };
}

/** Puts together what parallel slices of one inventory counted and left. */
export function mergeCheckpoints(
  first: InventoryCheckpoint,
  ...rest: readonly InventoryCheckpoint[]
): InventoryCheckpoint {
  return rest.reduce(
    (merged, part) => ({
      totals: mergeTotals(merged.totals, part.totals),
      ranges: [...merged.ranges, ...part.ranges],
    }),
    first,
  );
}

/**
 * Deals what remains to at most `parts` slices that can run at the same time. The first goes on with the totals, the
 * others begin at nothing; `mergeCheckpoints` puts them together again.
 *
 * Neighbouring ranges go to different slices, since keys are dense where many ranges are.
 */
export function dealRanges({ totals, ranges }: InventoryCheckpoint, parts: number): InventoryCheckpoint[] {
  const count = Math.max(1, Math.min(parts, ranges.length));
  return Array.from({ length: count }, (_, part) => ({
    totals: part === 0 ? totals : noTotals(totals.startedAt),
    ranges: ranges.filter((_range, index) => index % count === part),
  }));
}

/** The totals of nothing. */
export function noTotals(startedAt: string): InventoryTotals {
  const none: SampledTally = { ...NOTHING, samples: [] };
  return {
    ...NOTHING,
    byStorageClass: {},
    byPrefix: { listed: [], other: NOTHING },
    bySizeBand: {},
    byMonth: {},
    largest: [],
    fitness: {
      archived: none,
      keyTooLong: none,
      keyBeginsWithSlash: none,
      tooLarge: none,
      small: none,
      zeroByte: none,
      directoryMarker: none,
    },
    pages: 0,
    requests: 0,
    listingMs: 0,
    digest: '0'.repeat(32),
    startedAt,
  };
}

function sum(a: Tally, b: Tally): Tally {
  return {
    objects: String(BigInt(a.objects) + BigInt(b.objects)),
    bytes: String(BigInt(a.bytes) + BigInt(b.bytes)),
  };
}

function sumByName(
  a: Readonly<Record<string, Tally>>,
  b: Readonly<Record<string, Tally>>,
): Record<string, Tally> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  return Object.fromEntries(names.map((name) => [name, sum(a[name] ?? NOTHING, b[name] ?? NOTHING)]));
}

/** The latest months keep their name. */
function boundMonths(months: Record<string, Tally>): Record<string, Tally> {
  const named = Object.keys(months).filter((name) => name !== 'other');
  const kept = new Set(named.slice(-MAX_MONTHS));
  const bounded: Record<string, Tally> = {};
  for (const [month, tally] of Object.entries(months)) {
    const name = kept.has(month) ? month : 'other';
    bounded[name] = sum(bounded[name] ?? NOTHING, tally);
  }
  return bounded;
}

function mergePrefixes(a: PrefixTallies, b: PrefixTallies): PrefixTallies {
  const inA = new Map(a.listed.map((tally) => [tally.prefix, tally]));
  const inB = new Map(b.listed.map((tally) => [tally.prefix, tally]));
  // Where the one has folded prefixes away, what it does not list it may have folded.
  const [aFolded, bFolded] = [a.other.objects !== '0', b.other.objects !== '0'];
  const merged = [...new Set([...inA.keys(), ...inB.keys()])].map((prefix) => {
    const [one, two] = [inA.get(prefix), inB.get(prefix)];
    return {
      prefix,
      ...sum(one ?? NOTHING, two ?? NOTHING),
      exact: (one?.exact ?? !aFolded) && (two?.exact ?? !bFolded),
    };
  });
  merged.sort((x, y) => byNumber(y.objects, x.objects));
  const other = merged.slice(MAX_PREFIXES).reduce<Tally>(sum, sum(a.other, b.other));
  return { listed: merged.slice(0, MAX_PREFIXES), other };
}

function mergeFitness(
  a: InventoryTotals['fitness'],
  b: InventoryTotals['fitness'],
): Record<FitnessKind, SampledTally> {
  const merged = Object.entries(a).map(([kind, tally]) => {
    const other = b[kind as FitnessKind];
    return [
      kind,
      { ...sum(tally, other), samples: [...tally.samples, ...other.samples].slice(0, MAX_SAMPLES) },
    ];
  });
  return Object.fromEntries(merged) as Record<FitnessKind, SampledTally>;
}

/** Lane by lane modulo 2^32, as the digest itself is summed. */
function sumDigests(a: string, b: string): string {
  const lane = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 8), 16);
  return [0, 8, 16, 24]
    .map((at) => ((lane(a, at) + lane(b, at)) >>> 0).toString(16).padStart(8, '0'))
    .join('');
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
