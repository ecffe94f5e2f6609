import type { ListedTotals } from '../../contracts/listing/inventory';
import { ChangedObjects } from './changed-objects';
import { Count } from './count';
import type { EntryOffsets } from '../pages/entry-offsets';
import type { InnerLoops } from '../inner-loops';
import type { EntrySink } from '../pages/page-scanner';

/** Counts what every listing counts. */
export class ListedCounts implements EntrySink {
  readonly #all: Count;
  readonly #changed: ChangedObjects;
  #pages: number;

  /** @param before what was counted earlier; @param loops hold the page whose entries are added */
  constructor(
    private readonly before: ListedTotals,
    private readonly loops: InnerLoops,
  ) {
    this.#all = Count.of(before);
    this.#changed = new ChangedObjects(before.changedWhileListed, before.startedAt);
    this.#pages = before.pages;
  }

  addEntries(page: Buffer, entries: EntryOffsets, count: number): void {
    this.#pages += 1;
    this.#all.add(count, this.loops.calls.bytesIn(0, count));
    this.#changed.addEntries(page, entries, count);
  }

  /** @param requests all requests of the slice; @param sliceMs milliseconds of listing to add to earlier slices' */
  totals(requests: number, sliceMs: number): ListedTotals {
    return {
      ...this.#all.toTally(),
      changedWhileListed: this.#changed.toTally(),
      pages: this.#pages,
      requests: this.before.requests + requests,
      listingMs: this.before.listingMs + Math.round(sliceMs),
      startedAt: this.before.startedAt,
    };
  }
}
