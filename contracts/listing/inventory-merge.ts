import {
  MAX_CLASSES,
  MAX_LARGEST,
  MAX_MONTHS,
  MAX_PREFIXES,
  MAX_SAMPLES,
  type FitnessKind,
  type InventoryCheckpoint,
  type InventoryTotals,
  type ListedTotals,
  type KeyRange,
  type PrefixTallies,
  type SampledTally,
  type Tally,
} from './inventory';
import { compareKeys } from './key-order';
import { codeRanges, decodeRanges } from './range-coding';

const NOTHING: Tally = { objects: '0', bytes: '0' };

/** Adds the totals of disjoint parts of the keyspace. Exact, and independent of the order but for samples. */
function mergeTotals(a: InventoryTotals, b: InventoryTotals): InventoryTotals {
  return {
    ...sum(a, b),
    byStorageClass: boundNames(sumByName(a.byStorageClass, b.byStorageClass), MAX_CLASSES),
    byPrefix: mergePrefixes(a.byPrefix, b.byPrefix),
    bySizeBand: sumByName(a.bySizeBand, b.bySizeBand),
    byMonth: boundNames(sumByName(a.byMonth, b.byMonth), MAX_MONTHS),
    largest: [...a.largest, ...b.largest]
      .toSorted((x, y) => byNumber(y.bytes, x.bytes))
      .slice(0, MAX_LARGEST),
    fitness: mergeFitness(a.fitness, b.fitness),
    changedWhileListed: sumSampled(a.changedWhileListed, b.changedWhileListed),
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
  const parts = [first, ...rest];
  return {
    totals: rest.reduce((totals, part) => mergeTotals(totals, part.totals), first.totals),
    ranges: codeRanges(
      parts.flatMap(({ ranges }) => decodeRanges(ranges)).toSorted((a, b) => compareKeys(a.after, b.after)),
    ),
    ...lastOf(parts),
  };
}

function lastOf(parts: readonly InventoryCheckpoint[]): Pick<InventoryCheckpoint, 'lastKey'> {
  const known = parts.flatMap(({ lastKey }) => (lastKey === undefined ? [] : [lastKey]));
  const lastKey = known.toSorted(compareKeys).at(-1);
  return lastKey === undefined ? {} : { lastKey };
}

/**
 * Deals what remains to at most `parts` slices that can run at the same time. The first continues with the totals, the
 * others begin at nothing; `mergeCheckpoints` puts them together again.
 *
 * Slices get as many keys as each other, as far as is known: the largest ranges are dealt first, each to the slice that
 * has the least. If nothing is known, neighbouring ranges go to different slices, since keys are dense where many
 * ranges are.
 */
export function dealRanges(
  { totals, ranges: coded, ...known }: InventoryCheckpoint,
  parts: number,
): InventoryCheckpoint[] {
  const ranges = decodeRanges(coded);
  const count = Math.max(1, Math.min(parts, ranges.length));
  const unknown = mostKeysLeft(ranges);
  const hands = Array.from({ length: count }, () => ({ keys: 0, ranges: [] as KeyRange[] }));
  const sized = ranges.map((range) => ({ range, keys: range.keysLeft ?? unknown }));
  for (const { range, keys } of sized.toSorted((a, b) => b.keys - a.keys)) {
    const least = hands.reduce((one, other) => (other.keys < one.keys ? other : one));
    least.keys += keys;
    least.ranges.push(range);
  }
  return hands.map((hand, part) => ({
    totals: part === 0 ? totals : noTotals(totals.startedAt),
    ranges: codeRanges(hand.ranges.toSorted((a, b) => compareKeys(a.after, b.after))),
    ...known,
  }));
}

/** What a range of which nothing is known is taken for: as large as any, so that each slice gets as many of them. */
function mostKeysLeft(ranges: readonly KeyRange[]): number {
  return ranges.reduce((most, { keysLeft = 1 }) => Math.max(most, keysLeft), 1);
}

/** A listing that has found nothing yet. */
export function nothingListed(startedAt: string): ListedTotals {
  return {
    ...NOTHING,
    changedWhileListed: { ...NOTHING, samples: [] },
    pages: 0,
    requests: 0,
    listingMs: 0,
    startedAt,
  };
}

/** The totals of nothing. */
export function noTotals(startedAt: string): InventoryTotals {
  const none: SampledTally = { ...NOTHING, samples: [] };
  return {
    ...nothingListed(startedAt),
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
    digest: '0'.repeat(32),
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

/** The names that sort last are kept, as they are while counting; all others count as `other`. */
function boundNames(tallies: Record<string, Tally>, most: number): Record<string, Tally> {
  const named = Object.keys(tallies).filter((name) => name !== 'other');
  const kept = new Set(named.slice(-most));
  const bounded: Record<string, Tally> = {};
  for (const [unbounded, tally] of Object.entries(tallies)) {
    const name = kept.has(unbounded) ? unbounded : 'other';
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
    return [kind, sumSampled(tally, other)];
  });
  return Object.fromEntries(merged) as Record<FitnessKind, SampledTally>;
}

function sumSampled(a: SampledTally, b: SampledTally): SampledTally {
  return { ...sum(a, b), samples: [...a.samples, ...b.samples].slice(0, MAX_SAMPLES) };
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
