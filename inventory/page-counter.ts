import type { InventoryTotals } from '../contracts/inventory';
import { ChangedObjects } from './changed-objects';
import type { EntryOffsets } from './entry-offsets';
import { InnerLoops } from './inner-loops';
import type { KeyBytes } from './key-bytes';
import { AmbiguousPlus } from './key-encoding';
import {
  PageScanner,
  type AskedPage,
  type EntrySink,
  type FolderPage,
  type ScannedPage,
} from './page-scanner';
import { ifBelieved, UntrustworthyPage } from './page-source';
import { Tallies } from './tallies';
import type { Phrase } from '../presentation/words/phrase';

/** What became of a page: it was counted, or why it was not. */
export type PageVerdict =
  | { readonly page: ScannedPage }
  | {
      readonly fault: Phrase;
      /** A key as it is written, if it is not known what its `+` means. */
      readonly ambiguous?: string;
    };

/** Looks at pages that are counted as well. */
export interface PageObserver {
  /** The entries of a believed page, which are lent for the call, like the loops that hold them. */
  addEntries(page: Buffer, entries: EntryOffsets, count: number, loops: InnerLoops): void;
  /** That page counts: it held all keys of `(after, until]`. */
  counted(after: KeyBytes, until: KeyBytes | null): void;
}

/** Reads pages and keeps the totals. */
export class PageCounter {
  readonly #loops = new InnerLoops();
  readonly #scanner: PageScanner;
  readonly #tallies: Tallies;
  readonly #changed: ChangedObjects;
  readonly #sink: EntrySink = {
    addEntries: (page, entries, count) => {
      this.#tallies.addEntries(page, entries, count);
      this.#changed.addEntries(page, entries, count);
      this.observer?.addEntries(page, entries, count, this.#loops);
    },
  };

  /** @param before what was counted earlier; @param prefixBytes length of the prefix that every key has */
  constructor(
    before: InventoryTotals,
    prefixBytes: number,
    private readonly observer?: PageObserver,
  ) {
    this.#scanner = new PageScanner(this.#loops);
    this.#tallies = new Tallies(before, prefixBytes, this.#loops);
    this.#changed = new ChangedObjects(before.changedWhileListed, before.startedAt);
  }

  /** Counts a page if it can be believed; the body's memory is free again afterwards. */
  count(body: Uint8Array, asked: AskedPage): PageVerdict {
    return judged(() => this.#scanner.scan(body, asked, this.#sink));
  }

  /** The names of a folder; null if the answer cannot be believed. Nothing is counted. */
  names(body: Uint8Array, asked: AskedPage): FolderPage | null {
    return ifBelieved(() => this.#scanner.scanFolder(body, asked));
  }

  /** @param requests those that this slice made; @param listingMs milliseconds that it has been at work */
  totals(requests: number, listingMs: number): InventoryTotals {
    return { ...this.#tallies.totals(requests, listingMs), changedWhileListed: this.#changed.toTally() };
  }
}

/** The verdict on a page; errors of another kind are not the page's and pass. */
export function judged(scan: () => ScannedPage): PageVerdict {
  try {
    return { page: scan() };
  } catch (error) {
    if (error instanceof AmbiguousPlus) {
      return { fault: error.fault, ambiguous: error.written };
    }
    if (error instanceof UntrustworthyPage) {
      return { fault: error.fault };
    }
    throw error;
  }
}
