import type { InventoryTotals } from '../contracts/inventory';
import { ChangedObjects } from './changed-objects';
import { AmbiguousPlus } from './key-encoding';
import { PageScanner, type AskedPage, type EntrySink, type ScannedPage } from './page-scanner';
import { UntrustworthyPage } from './page-source';
import { Tallies } from './tallies';

/** What became of a page: it was counted, or why it was not. */
export type PageVerdict =
  | { readonly page: ScannedPage }
  | {
      readonly fault: string;
      /** A key as it is written, where it is not known what its `+` means. */ readonly ambiguous?: string;
    };

/** Says how many requests were made and how long it took, which a counter of pages cannot know. */
export interface Effort {
  readonly requests: number;
  readonly listingMs: number;
}

/**
 * Reads pages and keeps the totals. Answers come in the order of the calls, so that the totals are those of exactly
 * the pages whose verdict was told before.
 */
export interface PageCounter {
  /** @param body is given away; its memory is given back with the verdict */
  count(
    body: Uint8Array,
    asked: AskedPage,
    told: (verdict: PageVerdict, memory: ArrayBufferLike) => void,
  ): void;
  totals(effort: Effort, told: (totals: InventoryTotals) => void): void;
  close(): void;
}

/** Counts in the calling thread, at once. */
export class InlineCounter implements PageCounter {
  readonly #scanner = new PageScanner();
  readonly #tallies: Tallies;
  readonly #changed: ChangedObjects;
  readonly #sink: EntrySink = {
    addEntries: (page, entries, count) => {
      this.#tallies.addEntries(page, entries, count);
      this.#changed.addEntries(page, entries, count);
    },
  };

  constructor(before: InventoryTotals, prefixBytes: number) {
    this.#tallies = new Tallies(before, prefixBytes);
    this.#changed = new ChangedObjects(before.changedWhileListed, before.startedAt);
  }

  count(
    body: Uint8Array,
    asked: AskedPage,
    told: (verdict: PageVerdict, memory: ArrayBufferLike) => void,
  ): void {
    told(
      judged(() => this.#scanner.scan(body, asked, this.#sink)),
      body.buffer,
    );
  }

  totals({ requests, listingMs }: Effort, told: (totals: InventoryTotals) => void): void {
    told({ ...this.#tallies.totals(requests, listingMs), changedWhileListed: this.#changed.toTally() });
  }

  close(): void {
    // Nothing is held.
  }
}

/** The verdict on a page; errors of another kind are not the page's and pass. */
export function judged(scan: () => ScannedPage): PageVerdict {
  try {
    return { page: scan() };
  } catch (error) {
    if (error instanceof AmbiguousPlus) {
      return { fault: error.message, ambiguous: error.written };
    }
    if (error instanceof UntrustworthyPage) {
      return { fault: error.message };
    }
    throw error;
  }
}
