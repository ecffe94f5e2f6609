import type { InventoryTotals, Tally } from '../contracts/inventory';
import { KeyDigest } from './key-digest';
import type { KeyBytes } from './key-bytes';

/** Objects and bytes while counting. A page's bytes fit a double exactly; sums of pages may not. */
interface Count {
  objects: number;
  bytes: bigint;
}

/** Entries of a page that lie in the range, side by side. */
export interface CountedEntries {
  readonly keys: readonly KeyBytes[];
  readonly sizes: readonly number[];
  readonly storageClasses: readonly string[];
  /** How many of them, from the first, are counted. */
  readonly length: number;
}

/** The running totals of an inventory. Memory does not grow with the number of objects. */
export class Tallies {
  readonly #all: Count = { objects: 0, bytes: 0n };
  readonly #byStorageClass = new Map<string, Count>();
  readonly #digest = new KeyDigest();
  #pages = 0;
  #requests = 0;
  #listingMs = 0;

  /** Goes on from what was counted before. */
  constructor(before: InventoryTotals = emptyTotals()) {
    this.#all = countOf(before);
    for (const [name, tally] of Object.entries(before.byStorageClass)) {
      this.#byStorageClass.set(name, countOf(tally));
    }
    this.#digest.merge(before.digest);
    this.#pages = before.pages;
    this.#requests = before.requests;
    this.#listingMs = before.listingMs;
  }

  get objects(): number {
    return this.#all.objects;
  }

  addPage({ keys, sizes, storageClasses, length }: CountedEntries, requests: number): void {
    const pageBytes = new Map<string, { objects: number; bytes: number }>();
    for (let at = 0; at < length; at++) {
      const size = sizes[at] ?? 0;
      const name = storageClasses[at] || 'STANDARD';
      const tally = pageBytes.get(name) ?? { objects: 0, bytes: 0 };
      tally.objects += 1;
      tally.bytes += size;
      pageBytes.set(name, tally);
      this.#digest.add(keys[at] ?? '', size);
    }
    for (const [name, { objects, bytes }] of pageBytes) {
      const count = this.#byStorageClass.get(name) ?? { objects: 0, bytes: 0n };
      this.#byStorageClass.set(name, added(count, objects, bytes));
      added(this.#all, objects, bytes);
    }
    this.#pages += 1;
    this.#requests += requests;
  }

  /** Counts requests that brought no page. */
  addRequests(requests: number): void {
    this.#requests += requests;
  }

  /** @param sliceMs milliseconds of listing to add to those of earlier slices */
  totals(sliceMs: number): InventoryTotals {
    const byStorageClass = [...this.#byStorageClass].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...tallyOf(this.#all),
      byStorageClass: Object.fromEntries(byStorageClass.map(([name, count]) => [name, tallyOf(count)])),
      pages: this.#pages,
      requests: this.#requests,
      listingMs: this.#listingMs + Math.round(sliceMs),
      digest: this.#digest.toString(),
    };
  }
}

/** The totals of nothing. */
export function emptyTotals(): InventoryTotals {
  return {
    objects: '0',
    bytes: '0',
    byStorageClass: {},
    pages: 0,
    requests: 0,
    listingMs: 0,
    digest: '0'.repeat(32),
  };
}

function added(count: Count, objects: number, bytes: number): Count {
  count.objects += objects;
  count.bytes += BigInt(bytes);
  return count;
}

function countOf({ objects, bytes }: Tally): Count {
  return { objects: Number(objects), bytes: BigInt(bytes) };
}

function tallyOf({ objects, bytes }: Count): Tally {
  return { objects: String(objects), bytes: String(bytes) };
}
