import { noTotals } from '../../contracts/listing/inventory-merge';
import { MAX_MONTHS, SIZE_BANDS, type InventoryTotals } from '../../contracts/listing/inventory';
import { BatchSums } from './batch-sums';
import { Count } from './count';
import { Reason, type EntryOffsets } from '../pages/entry-offsets';
import { FitnessCounts, MAX_OBJECT_BYTES, MAX_OSS_KEY_BYTES } from './fitness-counts';
import { InnerLoops } from '../inner-loops';
import { KeyDigest } from './key-digest';
import { LargestObjects } from './largest-objects';
import { ListedCounts } from './listed-counts';
import { NamedCounts } from './named-counts';
import type { RunningTotals } from '../pages/page-counter';
import { PrefixCounts } from './prefix-counts';

/** Classes that must be restored before anything can read them. */
const ARCHIVED = new Set(['ARCHIVE', 'COLD_ARCHIVE', 'DEEP_COLD_ARCHIVE']);
const MAX_CLASSES = 24;
/** The band up to which the migration service's limit on files governs, not bandwidth. */
const SMALL_BANDS = 2;

/** The running totals of an inventory. Memory does not grow with the number of objects. */
export class Tallies implements RunningTotals<InventoryTotals> {
  /** They keep the digest as well. */
  readonly loops = new InnerLoops();
  readonly #listed: ListedCounts;
  readonly #classes: NamedCounts;
  readonly #months: NamedCounts;
  readonly #bands: Count[];
  readonly #prefixes: PrefixCounts;
  readonly #largest: LargestObjects;
  readonly #fitness: FitnessCounts;
  readonly #digest: KeyDigest;
  readonly #batch: BatchSums;

  /**
   * Goes on from what was counted before.
   *
   * @param prefixBytes length of the prefix that every key has; top-level prefixes begin behind it
   */
  constructor(
    before: InventoryTotals,
    private readonly prefixBytes: number,
  ) {
    const { loops } = this;
    this.#listed = new ListedCounts(before, loops);
    this.#classes = new NamedCounts(MAX_CLASSES, before.byStorageClass);
    this.#months = new NamedCounts(MAX_MONTHS, before.byMonth);
    this.#bands = SIZE_BANDS.map(({ name }) =>
      Count.of(before.bySizeBand[name] ?? { objects: '0', bytes: '0' }),
    );
    this.#prefixes = new PrefixCounts(before.byPrefix);
    this.#largest = new LargestObjects(before.largest);
    this.#fitness = new FitnessCounts(before.fitness);
    this.#batch = new BatchSums(loops.calls);
    this.#digest = new KeyDigest(loops);
    this.#digest.merge(before.digest);
  }

  addEntries(page: Buffer, entries: EntryOffsets, count: number): void {
    this.#listed.addEntries(page, entries, count);
    this.#digest.add(0, count);
    // The sums of a batch must stay exact as doubles, so batches of giants are short.
    const largest = this.loops.calls.largestSize(count);
    const batch = Math.max(1, Math.min(count, Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, largest))));
    for (let from = 0; from < count; from += batch) {
      this.#addBatch(page, entries, from, Math.min(count, from + batch));
    }
  }

  totals(requests: number, sliceMs: number): InventoryTotals {
    const bands = this.#bands.map(
      (count, index) => [SIZE_BANDS[index]?.name ?? '', count.toTally()] as const,
    );
    return {
      ...this.#listed.totals(requests, sliceMs),
      byStorageClass: this.#classes.toTallies(),
      byPrefix: this.#prefixes.toTallies(),
      bySizeBand: Object.fromEntries(bands.filter(([, { objects }]) => objects !== '0')),
      byMonth: this.#months.toTallies(),
      largest: this.#largest.toList(),
      fitness: this.#fitness.toTallies(),
      digest: this.#digest.toString(),
    };
  }

  #addBatch(page: Buffer, entries: EntryOffsets, from: number, to: number): void {
    const { calls } = this.loops;
    calls.tallyEntries(
      from,
      to,
      this.prefixBytes,
      this.#largest.threshold,
      MAX_OBJECT_BYTES,
      MAX_OSS_KEY_BYTES,
    );
    for (const { of: text, objects, bytes } of this.#batch.byClass()) {
      const name = classNamed(text);
      this.#classes.of(name).add(objects, bytes);
      if (ARCHIVED.has(name)) {
        this.#fitness.addArchived(objects, bytes, keysOfClass(page, entries, from, to, text));
      }
    }
    for (const { of: number, objects, bytes } of this.#batch.byMonth()) {
      this.#months.of(number === null ? 'other' : monthNamed(number)).add(objects, bytes);
    }
    this.#addBands();
    this.#addPrefixes(page, entries, calls.runCount());
    this.#addSpecials(page, entries, calls.specialCount());
  }

  #addBands(): void {
    for (const { of: band, objects, bytes } of this.#batch.byBand()) {
      this.#bands[band]?.add(objects, bytes);
      if (band < SMALL_BANDS) {
        this.#fitness.addSmall(objects, bytes);
      }
    }
  }

  #addPrefixes(page: Buffer, { runs }: EntryOffsets, count: number): void {
    for (let run = 0; run < count; run++) {
      const prefix = page.toString('latin1', runs.start[run], runs.end[run]);
      this.#prefixes.add(prefix, runs.objects[run] as number, runs.bytes[run] as number);
    }
  }

  #addSpecials(page: Buffer, { specials, keyStart, keyEnd, size }: EntryOffsets, count: number): void {
    for (let special = 0; special < count; special++) {
      const index = specials.index[special] as number;
      const reasons = specials.reasons[special] as number;
      const [start, end, bytes] = [keyStart[index], keyEnd[index], size[index]] as [number, number, number];
      if ((reasons & Reason.large) !== 0 && bytes > this.#largest.threshold) {
        this.#largest.add(page, start, end, bytes);
      }
      if (reasons !== Reason.large) {
        this.#fitness.addEntry(page, start, end, bytes, reasons);
      }
    }
  }
}

/** The class that the text of an element names. A listing without the element means the default class. */
function classNamed(text: string | null): string {
  return text === '' ? 'STANDARD' : text !== null && /^[\w-]{1,40}$/.test(text) ? text : 'other';
}

/** Keys of the entries with a class, for as long as somebody wants them. */
function* keysOfClass(
  page: Buffer,
  { classStart, classEnd, keyStart, keyEnd }: EntryOffsets,
  from: number,
  to: number,
  text: string | null,
): Iterable<{ readonly start: number; readonly end: number; readonly page: Buffer }> {
  for (let index = from; index < to; index++) {
    const at = classStart[index] as number;
    if (at !== -1 && page.toString('latin1', at, classEnd[index]) === text) {
      yield { page, start: keyStart[index] as number, end: keyEnd[index] as number };
    }
  }
}

/** @param number year × 100 + month */
function monthNamed(number: number): string {
  const digits = String(number).padStart(6, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** The totals of nothing, begun now. */
export function emptyTotals(): InventoryTotals {
  return noTotals(new Date().toISOString());
}
