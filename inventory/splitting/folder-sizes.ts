/** So many folders of a depth are remembered, the last ones. */
const KEPT = 48;
/** Fewer folders than this say nothing of others. */
const ENOUGH = 2;
/** So many that were asked, and such a share of them, show that folders hold one thing alone. */
const [ENOUGH_ASKED, MOSTLY] = [3, 0.8];
/** A folder with this share of another's pages is as large. */
const ABOUT = 0.95;
/** What a folder is expected to hold still while nothing is known of others at its depth: so much, or times as much. */
const UNKNOWN_PAGES = 8;
const UNKNOWN_TIMES = 4;
/** Of folders that one page shows whole, at most so many are remembered. */
const MAX_AT_ONCE = 6;

/** How large folders are, by their depth: folders of one depth are often alike. */
export class FolderSizes {
  readonly #byDepth: number[][] = [];
  readonly #next: number[] = [];
  /** Folders that were asked what follows in them, by depth, and in how many of them nothing did. */
  readonly #asked: number[] = [];
  readonly #over: number[] = [];

  /** Folders were listed from beginning to end. @param pages in each of them, on average */
  add(depth: number, pages: number, count = 1): void {
    const kept = (this.#byDepth[depth] ??= []);
    for (let folder = Math.min(count, MAX_AT_ONCE); folder > 0; folder--) {
      const next = this.#next[depth] ?? 0;
      kept[next] = pages;
      this.#next[depth] = (next + 1) % KEPT;
    }
  }

  /** It was told whether anything follows in a folder of this depth. */
  told(depth: number, isOver: boolean): void {
    this.#asked[depth] = (this.#asked[depth] ?? 0) + 1;
    this.#over[depth] = (this.#over[depth] ?? 0) + Number(isOver);
  }

  /** Whether folders of this depth hold, as a rule, one thing alone. */
  isLonely(depth: number): boolean {
    const asked = this.#asked[depth] ?? 0;
    return asked >= ENOUGH_ASKED && (this.#over[depth] ?? 0) > MOSTLY * asked;
  }

  /** Pages of a folder, on average; null where too few are known. */
  mean(depth: number): number | null {
    const kept = this.#byDepth[depth] ?? [];
    return kept.length < ENOUGH ? null : kept.reduce((sum, pages) => sum + pages, 0) / kept.length;
  }

  /**
   * The pages that a folder is likely to hold still, of which so many were seen: what those that hold as much, or more,
   * held still, and, as one more of them, as much again as was seen.
   */
  mostLeft(depth: number, seen: number): number {
    const kept = this.#byDepth[depth] ?? [];
    const reached = kept.filter((pages) => pages > ABOUT * seen);
    const unseen = kept.length < ENOUGH ? Math.max(UNKNOWN_PAGES, UNKNOWN_TIMES * seen) : seen;
    return reached.reduce((sum, pages) => sum + Math.max(0, pages - seen), unseen) / (reached.length + 1);
  }
}
