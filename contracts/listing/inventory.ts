import type { Said } from '../../presentation/words/phrase';

/**
 * A part of the keyspace, `(after, until]` in UTF-8 byte order.
 *
 * A cursor is a range: what has been counted lies before `after`, what remains lies in the range.
 */
export interface KeyRange {
  /** Exclusive; empty for the beginning of the keyspace. */
  readonly after: string;
  /** Inclusive; null for the end of the keyspace. */
  readonly until: string | null;
  /** Keys that are expected in it, as a guess from those seen; absent if unknown. */
  readonly keysLeft?: number;
}

/**
 * A range as a checkpoint holds it: the first characters of its keys may be those of the key before it, that of `after`
 * those of the `after` of the range before, that of `until` those of its own `after`. `range-coding.ts` reads it.
 */
export interface CodedRange extends KeyRange {
  /** How many characters `after` and `until` share, and leave out; absent if they are whole. */
  readonly shares?: readonly [after: number, until: number];
}

/** Objects and bytes, as decimal strings because both may pass 2^53. */
export interface Tally {
  readonly objects: string;
  readonly bytes: string;
}

/** A tally with a few of its keys, long ones cut. */
export interface SampledTally extends Tally {
  readonly samples: readonly string[];
}

/** What lies under one top-level prefix. */
export interface PrefixTally extends Tally {
  /** From the inventory's own prefix up to and including the next `/`; empty for keys without one. */
  readonly prefix: string;
  /** False where part of it may be counted under "other", so that the numbers are at least these. */
  readonly exact: boolean;
}

export interface PrefixTallies {
  /** The largest seen, at most `MAX_PREFIXES`. */
  readonly listed: readonly PrefixTally[];
  /** All prefixes that are not listed. */
  readonly other: Tally;
}

export interface SizedKey {
  readonly key: string;
  readonly bytes: string;
}

/** Why objects need attention before or during the migration. */
export type FitnessKind =
  'archived' | 'keyTooLong' | 'keyBeginsWithSlash' | 'tooLarge' | 'small' | 'zeroByte' | 'directoryMarker';

/** What every listing counts, whatever it is for. */
export interface ListedTotals extends Tally {
  /** Objects that were written while the listing went on, or up to 15 minutes before, as clocks may differ. */
  readonly changedWhileListed: SampledTally;
  /** Valid pages that were counted. */
  readonly pages: number;
  /** Requests made for them, retries included. */
  readonly requests: number;
  /** Milliseconds of listing, over all slices. */
  readonly listingMs: number;
  /** When the listing began, ISO 8601. */
  readonly startedAt: string;
}

/** What has been counted so far; totals of disjoint ranges can be added. */
export interface InventoryTotals extends ListedTotals {
  /** By storage class as KS3 names it. */
  readonly byStorageClass: Readonly<Record<string, Tally>>;
  readonly byPrefix: PrefixTallies;
  /** By the names of `SIZE_BANDS`. */
  readonly bySizeBand: Readonly<Record<string, Tally>>;
  /** By month of last modification, `2024-05`, the latest `MAX_MONTHS`; `other` before, or if a page gives none. */
  readonly byMonth: Readonly<Record<string, Tally>>;
  /** Descending; at most `MAX_LARGEST`. */
  readonly largest: readonly SizedKey[];
  readonly fitness: Readonly<Record<FitnessKind, SampledTally>>;
  /** 32 hex digits: the sum over every (key, size), independent of the order. */
  readonly digest: string;
}

/** Totals and what remains, as one value: whoever continues from it loses nothing and counts nothing twice. */
export interface ListingCheckpoint<Totals extends ListedTotals> {
  readonly totals: Totals;
  /** Ascending and disjoint; empty when everything has been listed. */
  readonly ranges: readonly CodedRange[];
  /** The last key that was counted, in UTF-8 byte order; absent if it is unknown. */
  readonly lastKey?: string;
}

export type InventoryCheckpoint = ListingCheckpoint<InventoryTotals>;

/** How far a listing is, in a form that is readable in the Web UI. */
export interface SliceProgress extends Tally {
  readonly pages: number;
  readonly requests: number;
  readonly rangesLeft: number;
  readonly objectsPerSecond: number;
  /** Estimated from the keys seen; absent while that is a guess. */
  readonly secondsLeft?: number;
}

/** A complete inventory. */
export interface InventoryResult {
  readonly totals: InventoryTotals;
  readonly proof: InventoryProof;
  /** What the migration should know of, the gravest first. */
  readonly findings: readonly FitnessFinding[];
  readonly estimate: MigrationEstimate;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** Why the totals are complete. */
export interface InventoryProof {
  /** Every page was a complete, valid answer; these are all of them. */
  readonly pages: number;
  readonly requests: number;
  /** Nothing of the keyspace was left out: no range remained. */
  readonly rangesLeft: 0;
  /** Order-independent digest over (key, size), to compare with another run. */
  readonly digest: string;
}

export interface FitnessFinding extends SampledTally {
  readonly kind: FitnessKind | 'changedWhileListed' | 'classNotCarried' | 'notCarried' | 'notListed';
  /** `blocker`: these objects fail to migrate as they are; `notice`: they migrate, but know this. */
  readonly severity: 'blocker' | 'notice';
  /** What happens to them, and what to do about it, in the words of the reader's language. */
  readonly happens: Said;
  readonly remedy: Said;
}

/** How long one migration job takes at least, by the service's documented limits. */
export interface MigrationEstimate {
  readonly seconds: number;
  readonly limitedBy: 'bandwidth' | 'files';
  readonly bitsPerSecond: number;
  readonly filesPerSecond: number;
}

/** Names of the size bands, ascending, each with its exclusive upper end in bytes. */
export const SIZE_BANDS = [
  { name: '0 B', below: 1 },
  { name: 'up to 200 KiB', below: 200 * 2 ** 10 },
  { name: '200 KiB to 1 MiB', below: 2 ** 20 },
  { name: '1 to 10 MiB', below: 10 * 2 ** 20 },
  { name: '10 to 100 MiB', below: 100 * 2 ** 20 },
  { name: '100 MiB to 1 GiB', below: 2 ** 30 },
  { name: '1 to 10 GiB', below: 10 * 2 ** 30 },
  { name: '10 to 100 GiB', below: 100 * 2 ** 30 },
  { name: '100 GiB to 1 TiB', below: 2 ** 40 },
  { name: '1 TiB and more', below: Infinity },
] as const;

/** Bounds that keep totals small whatever the bucket holds: with the ranges, a checkpoint stays under 64 KB. */
export const MAX_PREFIXES = 80;
export const MAX_CLASSES = 24;
export const MAX_MONTHS = 120;
export const MAX_LARGEST = 10;
export const MAX_SAMPLES = 3;

/** What a plan says of an inventory. */
export interface CountedInventory {
  /** Objects and bytes as decimal strings. */
  readonly objects: string;
  readonly bytes: string;
  readonly digest: string;
  /** ISO time. */
  readonly finishedAt: string;
}
