import type { ListedTotals } from '../../contracts/listing/inventory';
import type { InnerLoops } from '../inner-loops';
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
import type { Phrase } from '../../presentation/words/phrase';

/** What became of a page: it was counted, or why it was not. */
export type PageVerdict =
  | { readonly page: ScannedPage }
  | {
      readonly fault: Phrase;
      /** A key as it is written, if it is not known what its `+` means. */
      readonly ambiguous?: string;
    };

/** Keeps the totals of a listing, from the entries of believed pages. */
export interface RunningTotals<Totals extends ListedTotals> extends EntrySink {
  /** Hold the page whose entries are added, and serve no other listing. */
  readonly loops: InnerLoops;
  /** The entries that were added last are all keys of `(after, until]`. */
  counted?(after: KeyBytes, until: KeyBytes | null): void;
  /** @param requests those that this slice made; @param sliceMs milliseconds that it has been at work */
  totals(requests: number, sliceMs: number): Totals;
}

/** Reads pages and adds them to the totals. */
export class PageCounter {
  readonly #scanner: PageScanner;

  constructor(private readonly sink: RunningTotals<ListedTotals>) {
    this.#scanner = new PageScanner(sink.loops);
  }

  /** Counts a page if it can be believed; the body's memory is free again afterwards. */
  count(body: Uint8Array, asked: AskedPage): PageVerdict {
    return judged(() => this.#scanner.scan(body, asked, this.sink));
  }

  /** The names of a folder; null if the answer cannot be believed. Nothing is counted. */
  names(body: Uint8Array, asked: AskedPage): FolderPage | null {
    return ifBelieved(() => this.#scanner.scanFolder(body, asked));
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
