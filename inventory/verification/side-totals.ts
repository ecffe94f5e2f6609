import type { ListedTotals } from '../../contracts/listing/inventory';
import type { EntryOffsets } from '../pages/entry-offsets';
import type { InnerLoops } from '../inner-loops';
import type { KeyBytes } from '../pages/key-bytes';
import { ListedCounts } from '../totals/listed-counts';
import type { RunningTotals } from '../pages/page-counter';
import type { KeyChunks } from './key-chunks';

/** What is counted of a side: what every listing counts, and its keys between cuts. */
export class SideTotals implements RunningTotals<ListedTotals> {
  readonly #listed: ListedCounts;

  constructor(
    before: ListedTotals,
    private readonly chunks: KeyChunks,
    readonly loops: InnerLoops,
  ) {
    this.#listed = new ListedCounts(before, loops);
  }

  addEntries(page: Buffer, entries: EntryOffsets, count: number): void {
    this.#listed.addEntries(page, entries, count);
    this.chunks.addEntries(page, entries, count, this.loops);
  }

  counted(after: KeyBytes, until: KeyBytes | null): void {
    this.chunks.counted(after, until);
  }

  totals(requests: number, sliceMs: number): ListedTotals {
    return this.#listed.totals(requests, sliceMs);
  }
}
