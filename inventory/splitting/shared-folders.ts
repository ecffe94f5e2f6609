import type { KeyBytes } from '../pages/key-bytes';
import type { OpenRange } from '../ranges/open-range';
import type { ScannedPage } from '../pages/page-scanner';
import { Ancestors } from './ancestors';
import type { FolderSizes } from './folder-sizes';
import type { FolderTotals } from './folder-totals';
import { commonLength, depthOf, endOf, folderOf } from './key-paths';

/** Whether all keys of `(after, until]` have been counted, and since the listing was taken up. */
export type IsCounted = (after: KeyBytes, until: KeyBytes) => boolean;

/**
 * Learns how large folders of a page or more are that several ranges list. None of these sees one from its beginning to
 * its end, and the largest are those that are cut: without them all folders would seem small.
 */
export class SharedFolders {
  readonly #ancestors = new Ancestors();

  constructor(
    private readonly sizes: FolderSizes,
    private readonly totals: FolderTotals,
    private readonly pageKeys: number,
  ) {}

  /** @param range as the page has moved it on @param after where it was before */
  learn(
    { keys, counted, length, truncated }: ScannedPage,
    range: OpenRange,
    after: KeyBytes,
    isCounted: IsCounted,
  ): void {
    const last = keys.at(-1) ?? after;
    const isOver = counted < length || !truncated || range.after === range.until;
    const shared = commonLength(after, last);
    const left = this.#ancestors.of(folderOf(after)).filter((folder) => isOver || folder.length > shared);
    const begun = isOver ? this.#ancestors.of(folderOf(last)).filter((folder) => folder.length > shared) : [];
    for (const folder of [...left, ...begun]) {
      const total = this.totals.of(folder);
      const end = endOf(folder);
      if (end === null || total < this.pageKeys || range.progress.hasPassed(folder)) {
        continue;
      }
      if (isCounted(folder, end)) {
        this.sizes.add(depthOf(folder), total / this.pageKeys);
      }
    }
  }
}
