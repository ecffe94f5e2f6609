import type { DifferingRange, VerificationScope } from '../../contracts/migration/verification';
import type { EntryOffsets } from '../pages/entry-offsets';
import { fetchBelievedPage } from '../pages/fetch-page';
import { InnerLoops } from '../inner-loops';
import type { KeyBytes } from '../pages/key-bytes';
import { PageScanner, type EntrySink } from '../pages/page-scanner';
import type { PageSource } from '../pages/page-source';
import type { PlusMeaning } from '../pages/key-encoding';
import { patient } from './patient-source';
import { filterOf, skipOf, skippedPrefix, type Side } from './side';
import { Sums } from './sums';

const PAGE_KEYS = 1000;
const ENTRY_END = '</Contents>';
const MD5_ETAG = /<ETag>\s*(?:"|&quot;|&#34;)?([0-9a-f]{32})(?:"|&quot;|&#34;)?\s*<\/ETag>/i;

/** An object as it is compared. */
export interface ComparedEntry {
  /** Without the prefix of the side. */
  readonly key: KeyBytes;
  readonly size: number;
  /** Not compared, as it was written to the source later. */
  readonly changedLater: boolean;
  /** Its ETag, if that has the form of an MD5, and contents are to be compared. */
  readonly etag: string | null;
}

/** What a range held that was listed again. */
export class RangeTally {
  /** Of all compared entries. */
  readonly sums = new Sums();
  requests = 0;
}

/** What to ask for in a page. */
interface AskedPart {
  readonly after: KeyBytes;
  readonly until: KeyBytes | null;
  readonly maxKeys: number;
}

/** Lists ranges of a side again, entry by entry, in ascending order. */
export class RangeEntries {
  readonly #loops = new InnerLoops();
  readonly #scanner = new PageScanner(this.#loops);
  readonly #side: Side;
  readonly #source: PageSource;
  readonly #filter;
  readonly #skip: number;
  readonly #withEtags: boolean;
  /** What compared keys are without. */
  readonly skipped: KeyBytes;
  #plus: PlusMeaning | null = null;

  constructor(
    side: Side,
    scope: VerificationScope,
    private readonly signal: AbortSignal,
    private readonly pageKeys = PAGE_KEYS,
  ) {
    this.#side = side;
    this.#source = patient(side.source);
    this.#filter = filterOf(scope, side);
    this.#skip = skipOf(scope, side.name);
    this.#withEtags = scope.contents !== undefined && 'share' in scope.contents;
    this.skipped = skippedPrefix(scope, side);
  }

  /** The entries of a range, a page at a time. The next page is on its way while one is used. */
  async *pages(range: DifferingRange, tally: RangeTally): AsyncGenerator<readonly ComparedEntry[], void> {
    const until = range.until === null ? null : this.skipped + range.until;
    // One key more shows that the range has ended.
    const maxKeys = Math.min(this.pageKeys, range.objects + 1);
    let after = range.after === '' ? '' : this.skipped + range.after;
    let next = this.#page({ after, until, maxKeys }, tally);
    for (;;) {
      const { entries, last, isEnd } = await next;
      if (!isEnd) {
        after = last;
        next = this.#page({ after, until, maxKeys }, tally);
        // It is awaited, unless the join has ended before.
        next.catch(() => undefined);
      }
      yield entries;
      if (isEnd) {
        return;
      }
    }
  }

  /** Takes an entry out of what a range held. */
  takeOut({ sums }: RangeTally, key: KeyBytes, size: number): void {
    const { start } = this.#loops.load(Buffer.from(key, 'latin1'), '');
    const { entries } = this.#loops;
    [entries.keyStart[0], entries.keyEnd[0], entries.size[0]] = [start, start + key.length, size];
    const one = new Sums();
    one.addEntries(this.#loops, 0, 1, 0);
    sums.subtract(one);
  }

  async #page({ after, until, maxKeys }: AskedPart, tally: RangeTally) {
    const entries: ComparedEntry[] = [];
    const { bucket, store, prefix } = this.#side;
    const { page, requests } = await fetchBelievedPage({
      source: this.#source,
      store,
      maxKeys,
      asked: () => ({
        bucket,
        prefix: Buffer.from(prefix, 'utf8').toString('latin1'),
        after,
        until,
        lastToken: null,
        plus: this.#plus,
      }),
      sink: this.#collect(entries, tally.sums),
      signal: this.signal,
      scanner: this.#scanner,
    });
    tally.requests += requests;
    this.#plus = page.plus ?? this.#plus;
    const last = page.keys.at(-1) ?? after;
    return { entries, last, isEnd: !page.truncated || page.counted < page.length || last === until };
  }

  #collect(into: ComparedEntry[], sums: Sums): EntrySink {
    return {
      addEntries: (page: Buffer, entries: EntryOffsets, count: number) => {
        const filtered = this.#filter.load(page, entries, count);
        let from = 0;
        for (let index = 0; index < count; index++) {
          const reason = filtered ? this.#filter.leftOut(entries, index) : null;
          if (reason !== null) {
            sums.addEntries(this.#loops, from, index, this.#skip);
            from = index + 1;
          }
          if (reason === null || reason === 'changedLater') {
            const start = (entries.keyStart[index] as number) + this.#skip;
            const key = page.toString('latin1', start, entries.keyEnd[index]);
            const etag = this.#withEtags ? etagBehind(page, entries.keyEnd[index] as number) : null;
            into.push({ key, size: entries.size[index] as number, changedLater: reason !== null, etag });
          }
        }
        sums.addEntries(this.#loops, from, count, this.#skip);
      },
    };
  }
}

/** The ETag between a key and the end of its entry, in lower case; null if there is none that could be an MD5. */
function etagBehind(page: Buffer, keyEnd: number): string | null {
  const rest = page.toString('latin1', keyEnd, page.indexOf(ENTRY_END, keyEnd));
  return MD5_ETAG.exec(rest)?.[1]?.toLowerCase() ?? null;
}
