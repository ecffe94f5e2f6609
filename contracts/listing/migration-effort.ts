import type { StorageClass } from '../inputs/bucket-settings';
import { SIZE_BANDS, type InventoryTotals, type MigrationEstimate, type Tally } from './inventory';

/** Documented limits of one job of the Data Online Migration service. */
export const BITS_PER_SECOND = 2e9;
export const FILES_PER_SECOND = 2000;

/** A quantity between two bounds. They are equal if the inventory shows it exactly. */
export interface Span {
  readonly least: bigint;
  readonly most: bigint;
}

/** What a migration is asked to do. */
export interface EffortQuestion {
  /** Bits a second of the network, if it has fewer than the service allows a job. */
  readonly bitsPerSecond: number;
  /** How often the service lists the source and compares, the first copy included. */
  readonly rounds: number;
  readonly storageClass: StorageClass;
}

/** What a migration takes, in requests and bytes, without objects that change between the rounds. */
export interface Effort {
  /** Of the first copy, at least. */
  readonly duration: MigrationEstimate;
  readonly source: {
    readonly listRequests: Span;
    readonly headRequests: Span;
    readonly getRequests: Span;
    readonly trafficBytes: Span;
    /** Bytes in classes that bill a retrieval; archived ones have to be restored first. */
    readonly retrievedBytes: Span;
  };
  readonly destination: {
    readonly readRequests: Span;
    readonly writeRequests: Span;
    /** What is billed as stored: some classes bill small objects as 64 KiB. */
    readonly storedBytes: Span;
    /** Days that are billed even if an object is deleted earlier. */
    readonly minimumDays: number;
  };
}

/** Objects of a listing page. */
const PAGE = 1000n;

/** The service copies an object above 150 MB in parts of at most 50 MB, by its older documentation. */
const PART_BYTES = 50_000_000n;

/** Below it no object is copied in parts, above the next edge every one is. */
const MAYBE_IN_PARTS = 100 * 2 ** 20;
const IN_PARTS = 2 ** 30;

/** What IA and the archive classes bill for a smaller object. */
const MIN_BILLED_BYTES = 64n * 1024n;

/** Minimum storage time by class, from the pricing pages of OSS. */
const MINIMUM_DAYS: Readonly<Record<string, number | undefined>> = {
  Standard: 0,
  IA: 30,
  Archive: 60,
  ColdArchive: 180,
  DeepColdArchive: 180,
} satisfies Record<StorageClass, number>;

const exactly = (value: bigint): Span => ({ least: value, most: value });

/**
 * How long one job takes at least, by whichever limit is reached first.
 *
 * @param bitsPerSecond of the network, if it has fewer than the service allows a job
 */
export function migrationEstimate(
  { objects, bytes }: Tally,
  bitsPerSecond = BITS_PER_SECOND,
): MigrationEstimate {
  const byBandwidth = (Number(bytes) * 8) / bitsPerSecond;
  const byFiles = Number(objects) / FILES_PER_SECOND;
  return {
    seconds: Math.ceil(Math.max(byBandwidth, byFiles)),
    limitedBy: byFiles > byBandwidth ? 'files' : 'bandwidth',
    bitsPerSecond,
    filesPerSecond: FILES_PER_SECOND,
  };
}

/**
 * What it takes to migrate what an inventory counted: one HEAD and one GET or PUT an object, more for objects that are
 * copied in parts, and a listing a round. Sizes are known by band, so some quantities have bounds.
 */
export function migrationEffort(
  totals: Pick<InventoryTotals, 'objects' | 'bytes' | 'byStorageClass' | 'bySizeBand'>,
  { bitsPerSecond, rounds, storageClass }: EffortQuestion,
): Effort {
  const objects = BigInt(totals.objects);
  const bytes = BigInt(totals.bytes);
  const pages = objects / PAGE + (objects % PAGE === 0n && objects > 0n ? 0n : 1n);
  const compared = exactly(objects * BigInt(rounds));
  const parts = partsOf(totals.bySizeBand);
  const retrieved = Object.entries(totals.byStorageClass)
    .filter(([name]) => name !== 'STANDARD')
    .reduce((sum, [, tally]) => sum + BigInt(tally.bytes), 0n);
  return {
    duration: migrationEstimate(totals, Math.min(bitsPerSecond, BITS_PER_SECOND)),
    source: {
      listRequests: exactly(pages * BigInt(rounds)),
      headRequests: compared,
      getRequests: { least: objects, most: objects + parts.most },
      trafficBytes: exactly(bytes),
      retrievedBytes: exactly(retrieved),
    },
    destination: {
      readRequests: compared,
      // A copy in parts begins and completes with a request of its own, instead of one PUT.
      writeRequests: { least: objects + parts.least, most: objects + parts.most },
      storedBytes: storageClass === 'Standard' ? exactly(bytes) : padded(bytes, totals.bySizeBand),
      minimumDays: MINIMUM_DAYS[storageClass] ?? 0,
    },
  };
}

/** Requests that copies in parts need beyond one an object. */
function partsOf(bySizeBand: InventoryTotals['bySizeBand']): Span {
  let [least, most] = [0n, 0n];
  for (const [index, { name, below }] of SIZE_BANDS.entries()) {
    const tally = bySizeBand[name];
    if (tally === undefined || below <= MAYBE_IN_PARTS) {
      continue;
    }
    const objects = BigInt(tally.objects);
    const parts = BigInt(tally.bytes) / PART_BYTES;
    most += objects * 2n + parts;
    const from = SIZE_BANDS[index - 1]?.below ?? 0;
    least += from >= IN_PARTS ? objects + parts : 0n;
  }
  return { least, most };
}

/** Bytes as billed, where an object below 64 KiB counts as 64 KiB. */
function padded(bytes: bigint, bySizeBand: InventoryTotals['bySizeBand']): Span {
  const [empty, small] = SIZE_BANDS.map(({ name }) => bySizeBand[name]) as [Tally?, Tally?];
  const ofEmpty = BigInt(empty?.objects ?? 0) * MIN_BILLED_BYTES;
  const count = BigInt(small?.objects ?? 0);
  const missing = count * MIN_BILLED_BYTES - BigInt(small?.bytes ?? 0);
  return {
    least: bytes + ofEmpty + (missing > 0n ? missing : 0n),
    most: bytes + ofEmpty + count * (MIN_BILLED_BYTES - 1n),
  };
}
