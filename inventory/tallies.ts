import { noTotals } from '../contracts/inventory-merge';
import { MAX_MONTHS, SIZE_BANDS, type InventoryTotals } from '../contracts/inventory';
import { Count } from './count';
import { FitnessCounts } from './fitness-counts';
import { KeyDigest } from './key-digest';
import { LargestObjects } from './largest-objects';
import { NamedCounts } from './named-counts';
import type { EntryOffsets } from './entry-offsets';
import type { EntrySink } from './page-scanner';
import { PrefixCounts } from './prefix-counts';

const SLASH = 0x2f;
/** Classes that must be restored before anything can read them. */
const ARCHIVED = new Set(['ARCHIVE', 'COLD_ARCHIVE', 'DEEP_COLD_ARCHIVE']);
const MAX_CLASSES = 24;
/** The band up to which the migration service's limit on files governs, not bandwidth. */
const SMALL_BANDS = 2;
const BAND_ENDS = Float64Array.from(SIZE_BANDS, ({ below }) => below);

interface StorageClass {
  readonly count: Count;
  readonly archived: boolean;
  readonly bytes: Buffer;
}

/** The running totals of an inventory. Memory does not grow with the number of objects. */
export class Tallies implements EntrySink {
  readonly #all: Count;
  readonly #classes: NamedCounts;
  readonly #months: NamedCounts;
  readonly #bands: Count[];
  readonly #prefixes: PrefixCounts;
  readonly #largest: LargestObjects;
  readonly #fitness: FitnessCounts;
  readonly #digest = new KeyDigest();
  readonly #classByName = new Map<string, StorageClass>();
  readonly #monthByNumber = new Map<number, Count>();
  readonly #bandObjects = new Float64Array(SIZE_BANDS.length);
  readonly #bandBytes = new Float64Array(SIZE_BANDS.length);
  #pages: number;

  /**
   * Goes on from what was counted before.
   *
   * @param prefixBytes length of the prefix that every key has; top-level prefixes begin behind it
   */
  constructor(
    private readonly before: InventoryTotals,
    private readonly prefixBytes: number,
  ) {
    this.#all = Count.of(before);
    this.#classes = new NamedCounts(MAX_CLASSES, before.byStorageClass);
    this.#months = new NamedCounts(MAX_MONTHS, before.byMonth);
    this.#bands = SIZE_BANDS.map(({ name }) =>
      Count.of(before.bySizeBand[name] ?? { objects: '0', bytes: '0' }),
    );
    this.#prefixes = new PrefixCounts(before.byPrefix);
    this.#largest = new LargestObjects(before.largest);
    this.#fitness = new FitnessCounts(before.fitness);
    this.#digest.merge(before.digest);
    this.#pages = before.pages;
  }

  addEntries(page: Buffer, entries: EntryOffsets, count: number): void {
    this.#pages += 1;
    // The sums of a batch must stay exact as doubles, so batches of giants are short.
    let largest = 0;
    for (let index = 0; index < count; index++) {
      largest = Math.max(largest, entries.size[index] as number);
    }
    const batch = Math.max(1, Math.min(count, Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, largest))));
    for (let from = 0; from < count; from += batch) {
      this.#addBatch(page, entries, from, Math.min(count, from + batch));
    }
  }

  /** @param requests all requests of the slice; @param sliceMs milliseconds of listing to add to earlier slices' */
  totals(requests: number, sliceMs: number): InventoryTotals {
    const bands = this.#bands.map(
      (count, index) => [SIZE_BANDS[index]?.name ?? '', count.toTally()] as const,
    );
    return {
      ...this.#all.toTally(),
      byStorageClass: this.#classes.toTallies(),
      byPrefix: this.#prefixes.toTallies(),
      bySizeBand: Object.fromEntries(bands.filter(([, { objects }]) => objects !== '0')),
      byMonth: this.#months.toTallies(),
      largest: this.#largest.toList(),
      fitness: this.#fitness.toTallies(),
      pages: this.#pages,
      requests: this.before.requests + requests,
      listingMs: this.before.listingMs + Math.round(sliceMs),
      digest: this.#digest.toString(),
      startedAt: this.before.startedAt,
    };
  }

  #addBatch(page: Buffer, entries: EntryOffsets, from: number, to: number): void {
    const { keyStart, keyEnd, size: sizes, classStart, classEnd, dateStart } = entries;
    const [bandObjects, bandBytes] = [this.#bandObjects, this.#bandBytes];
    bandObjects.fill(0);
    bandBytes.fill(0);
    let all = 0;
    let threshold = this.#largest.threshold;
    let storageClass = this.#classOf(page, -1, 0);
    let prefix = '';
    let prefixEnd = -1;
    let prefixStart = 0;
    let [prefixObjects, prefixSum] = [0, 0];
    for (let index = from; index < to; index++) {
      const start = keyStart[index] as number;
      const end = keyEnd[index] as number;
      const size = sizes[index] as number;
      all += size;
      this.#digest.add(page, start, end, size);

      const classAt = classStart[index] as number;
      if (!isSame(page, classAt, classEnd[index] as number, storageClass.bytes)) {
        storageClass = this.#classOf(page, classAt, classEnd[index] as number);
      }
      storageClass.count.add(1, size);
      this.#monthOf(page, dateStart[index] as number).add(1, size);

      let band = 0;
      while (size >= (BAND_ENDS[band] as number)) {
        band++;
      }
      bandObjects[band] = (bandObjects[band] as number) + 1;
      bandBytes[band] = (bandBytes[band] as number) + size;

      if (prefixEnd === -1 || !continues(page, start, end, prefixStart, prefixEnd)) {
        if (prefixObjects > 0) {
          this.#prefixes.add(prefix, prefixObjects, prefixSum);
        }
        const slash = indexOfSlash(page, start + this.prefixBytes, end);
        prefix = slash === -1 ? '' : page.toString('latin1', start + this.prefixBytes, slash + 1);
        prefixStart = start;
        // A key without a slash may be followed by one with: each is looked at.
        prefixEnd = slash === -1 ? -1 : slash + 1;
        prefixObjects = 0;
        prefixSum = 0;
      }
      prefixObjects++;
      prefixSum += size;

      if (size > threshold) {
        this.#largest.add(page, start, end, size);
        threshold = this.#largest.threshold;
      }
      this.#fitness.addEntry(page, start, end, size, storageClass.archived);
    }
    if (prefixObjects > 0) {
      this.#prefixes.add(prefix, prefixObjects, prefixSum);
    }
    this.#all.add(to - from, all);
    this.#addBands();
  }

  #addBands(): void {
    let [smallObjects, smallBytes] = [0, 0];
    for (const [band, count] of this.#bands.entries()) {
      const objects = this.#bandObjects[band] as number;
      const bytes = this.#bandBytes[band] as number;
      count.add(objects, bytes);
      if (band < SMALL_BANDS) {
        smallObjects += objects;
        smallBytes += bytes;
      }
    }
    this.#fitness.addSmall(smallObjects, smallBytes);
  }

  #classOf(page: Buffer, start: number, end: number): StorageClass {
    const bytes = start === -1 || end === start ? '' : page.toString('latin1', start, end);
    let known = this.#classByName.get(bytes);
    if (known === undefined) {
      // A listing without the element means the default class.
      const name = bytes === '' ? 'STANDARD' : /^[\w-]{1,40}$/.test(bytes) ? bytes : 'other';
      known = {
        count: this.#classes.of(name),
        archived: ARCHIVED.has(name),
        bytes: Buffer.from(bytes, 'latin1'),
      };
      if (this.#classByName.size < 100) {
        this.#classByName.set(bytes, known);
      }
    }
    return known;
  }

  /** The count of the month at the head of an ISO 8601 date. */
  #monthOf(page: Buffer, at: number): Count {
    const number = at === -1 ? -1 : monthNumber(page, at);
    let count = this.#monthByNumber.get(number);
    if (count === undefined) {
      const text = at === -1 ? '' : page.toString('latin1', at, at + 7);
      count = this.#months.of(/^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : 'other');
      if (this.#monthByNumber.size < 2 * MAX_MONTHS) {
        this.#monthByNumber.set(number, count);
      }
    }
    return count;
  }
}

/** Year and month as one number; -1 where there is no date. */
function monthNumber(page: Uint8Array, at: number): number {
  let number = 0;
  for (let offset = 0; offset < 7; offset++) {
    const digit = (page[at + offset] as number) - 0x30;
    if (offset !== 4 && (digit < 0 || digit > 9)) {
      return -1;
    }
    number = offset === 4 ? number : number * 10 + digit;
  }
  return number;
}

/** The totals of nothing, begun now. */
export function emptyTotals(): InventoryTotals {
  return noTotals(new Date().toISOString());
}

function isSame(page: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
  if (start === -1 || end - start !== text.length) {
    return start === -1 && text.length === 0;
  }
  for (let at = 0; at < text.length; at++) {
    if (page[start + at] !== text[at]) {
      return false;
    }
  }
  return true;
}

/** Whether a key begins with the bytes between two positions of the page. */
function continues(page: Uint8Array, start: number, end: number, from: number, to: number): boolean {
  if (end - start < to - from) {
    return false;
  }
  // The last bytes differ first: keys ascend.
  for (let offset = to - from - 1; offset >= 0; offset--) {
    if (page[start + offset] !== page[from + offset]) {
      return false;
    }
  }
  return true;
}

function indexOfSlash(page: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (page[at] === SLASH) {
      return at;
    }
  }
  return -1;
}
