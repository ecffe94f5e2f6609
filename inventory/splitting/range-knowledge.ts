import type { KeyBytes } from '../pages/key-bytes';
import type { ScannedPage } from '../pages/page-scanner';
import type { Estimate } from './segment';

/** With fewer pages left, or after such a share of them, what was measured is measured again with each page. */
const MIN_CERTAIN = 4;
const MAX_SHARE = 0.2;

/** What the pages of a range have told, as far as its future can be guessed from it. */
export class RangeKnowledge {
  /** First key that was listed: what lies before it was found empty. */
  origin: KeyBytes | null = null;
  /** Keys that were listed. */
  keys = 0;
  /** Some keys of the last page, ascending, at equal distances. */
  sample: readonly KeyBytes[] = [];
  /** Keys of the last page. */
  counted = 0;
  /** Of its first page, the same; null before it. */
  first: Pick<RangeKnowledge, 'sample' | 'counted'> | null = null;
  /** What begins where it ends, as far as that was cut off it. */
  behind: RangeKnowledge | null = null;
  /** What it was cut off. */
  before: RangeKnowledge | null = null;
  /** Whether it was cut since its last page: what the cut brings should be known before the next. */
  isCut = false;
  /** What was measured, until something changes that it was measured from. */
  estimate: Estimate | null = null;
  /** Pages by which estimates fell short of late. */
  doubt = 0;
  /** Pages that were expected when so many keys were listed. */
  expected: { readonly pages: number; readonly keys: number } | null = null;

  learn({ keys, counted }: ScannedPage): void {
    this.origin ??= keys[0] ?? null;
    this.keys += counted;
    this.sample = keys;
    this.counted = counted;
    if (this.first === null) {
      this.first = { sample: keys, counted };
      this.#tellBefore();
    }
    this.isCut = false;
    if (this.#isOutdated) {
      this.estimate = null;
    }
  }

  /** Pages that are left, by what was measured last and has been listed since; null where that says too little. */
  pagesLeft(pageKeys: number): number | null {
    return this.estimate === null ? null : this.estimate.pages - (this.keys - this.estimate.keys) / pageKeys;
  }

  /** Whether so much was listed since it was measured that it has to be done again. */
  get #isOutdated(): boolean {
    if (this.estimate === null) {
      return false;
    }
    const { pages, keys, pageKeys } = this.estimate;
    const since = (this.keys - keys) / pageKeys;
    return pages - since < MIN_CERTAIN || since > MAX_SHARE * pages;
  }

  /** Pieces were cut off it, ascending. */
  cut(pieces: readonly RangeKnowledge[]): void {
    const all = [this, ...pieces];
    const last = this.behind;
    for (const [at, piece] of pieces.entries()) {
      piece.before = all[at] as RangeKnowledge;
      piece.behind = pieces[at + 1] ?? last;
    }
    if (last !== null && pieces.length > 0) {
      last.before = pieces.at(-1) as RangeKnowledge;
    }
    this.behind = pieces[0] ?? last;
    this.isCut = true;
    this.estimate = null;
  }

  /** It is listed to its end: only what was listed and its first page matter still, to those behind and before it. */
  end(): void {
    this.sample = [];
    if (this.origin === null) {
      this.#leave();
    }
    this.before = null;
    this.behind = null;
  }

  /** The first page behind its end; null where it has not come yet. */
  beyond(): Pick<RangeKnowledge, 'sample' | 'counted'> | null {
    const first = this.behind?.first ?? null;
    return first?.counted === 0 ? null : first;
  }

  /** Nothing lies in it: those before and behind it meet. */
  #leave(): void {
    if (this.before !== null) {
      this.before.behind = this.behind;
    }
    if (this.behind !== null) {
      this.behind.before = this.before;
    }
  }

  /** Where keys go on here matters to what ends here. */
  #tellBefore(): void {
    if (this.before !== null) {
      this.before.estimate = null;
    }
  }
}
