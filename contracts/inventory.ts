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
}

/** Objects and bytes, as decimal strings because both may pass 2^53. */
export interface Tally {
  readonly objects: string;
  readonly bytes: string;
}

/** What has been counted so far; totals of disjoint ranges can be added. */
export interface InventoryTotals extends Tally {
  /** By storage class as KS3 names it. */
  readonly byStorageClass: Readonly<Record<string, Tally>>;
  /** Valid pages that were counted. */
  readonly pages: number;
  /** Requests made for them, retries included. */
  readonly requests: number;
  /** Milliseconds of listing, over all slices. */
  readonly listingMs: number;
  /** 32 hex digits: the sum over every (key, size), independent of the order. */
  readonly digest: string;
}

/** Totals and what remains, as one value: whoever goes on from it loses nothing and counts nothing twice. */
export interface InventoryCheckpoint {
  readonly totals: InventoryTotals;
  /** Ascending and disjoint; empty when everything has been listed. */
  readonly ranges: readonly KeyRange[];
}

/** How far a listing is, in a form that is readable in the Web UI. */
export interface SliceProgress extends Tally {
  readonly pages: number;
  readonly rangesLeft: number;
  readonly objectsPerSecond: number;
}

/** A complete inventory. */
export interface InventoryResult {
  readonly totals: InventoryTotals;
  readonly proof: InventoryProof;
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
